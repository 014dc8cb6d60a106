import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import builtIn from '../../assets/config/default.json' with { type: 'json' };
import type { Panel } from '../../contract/view.ts';
import { merge } from '../config/layers.ts';
import type { ConfigFiles } from '../config/load.ts';

/** What a browser has to know of the configuration before it is started. */
export interface BrowserNeeds {
  panel: Panel;
  /** The kiosk has a camera, which the page may open. */
  camera: boolean;
}

export function browserNeeds({
  panel,
  devices,
}: {
  panel: Panel;
  devices: readonly { role: string }[];
}): BrowserNeeds {
  return { panel, camera: devices.some(({ role }) => role === 'camera') };
}

/**
 * The same from files that nobody has checked yet. A browser takes longest to start, so it is started with this; where
 * the checked configuration says otherwise, it is started again.
 */
export function presumeBrowserNeeds({ dataDir, siteFile }: ConfigFiles): BrowserNeeds {
  try {
    const files = [...(siteFile === null ? [] : [siteFile]), join(dataDir, 'machine.json')];
    const merged = files.map(readLeniently).reduce(merge, builtIn);
    const { panel, camera } = browserNeeds(merged as typeof builtIn);
    const { widthPx, heightPx, diagonalInch } = panel;
    if ([widthPx, heightPx, diagonalInch].every((size) => typeof size === 'number')) return { panel, camera };
  } catch {
    // Of another shape than a configuration has.
  }
  return browserNeeds(builtIn);
}

function readLeniently(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
