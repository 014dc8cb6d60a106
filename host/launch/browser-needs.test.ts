import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import builtIn from '../../assets/config/default.json' with { type: 'json' };
import { presumeBrowserNeeds } from './browser-needs.ts';

let dataDir = '';
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'tongban-needs-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const usual = { panel: builtIn.panel, camera: false };
function presumed(files: { site?: string; machine?: string }) {
  const siteFile = files.site === undefined ? null : join(dataDir, 'site.json');
  if (siteFile !== null) writeFileSync(siteFile, files.site ?? '');
  if (files.machine !== undefined) writeFileSync(join(dataDir, 'machine.json'), files.machine);
  return presumeBrowserNeeds({ dataDir, siteFile });
}
const panel = { widthPx: 1920, heightPx: 1080, diagonalInch: 32 };

describe('what a browser needs, before the configuration is checked', () => {
  it('is the usual panel without files', () => expect(presumed({})).toEqual(usual));

  it('is what the site says', () =>
    expect(presumed({ site: JSON.stringify({ panel, devices: [{ role: 'camera' }] }) })).toEqual({
      panel,
      camera: true,
    }));

  it('is what the machine says where it says something', () =>
    expect(
      presumed({
        site: JSON.stringify({ panel }),
        machine: JSON.stringify({ panel: { diagonalInch: 24 } }),
      }),
    ).toEqual({ panel: { ...panel, diagonalInch: 24 }, camera: false }));

  it.each(['', '{', '[]', 'null', '7', '{"panel":null}', '{"panel":{"widthPx":"wide"}}', '{"devices":4}'])(
    'is the usual one where a file is %s',
    (site) => expect(presumed({ site })).toEqual(usual),
  );
});
