import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DeathOrder, orderVariable } from './die-at.ts';
import { inTheMorning } from './in-the-morning.ts';
import { startKiosk, type TestKiosk } from './kiosk.ts';

/** A whole kiosk whose host can be told when to die. */
export interface DoomedKiosk extends TestKiosk {
  /** The host that runs now ends there, once. */
  dieAt(order: DeathOrder): void;
}

export async function startDoomedKiosk(config: Record<string, unknown>): Promise<DoomedKiosk> {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-death-'));
  const orderFile = join(folder, 'order.json');
  const env = {
    ...inTheMorning,
    NODE_OPTIONS: `${inTheMorning.NODE_OPTIONS} --import=${pathToFileURL(join(import.meta.dirname, 'die-at.ts')).href}`,
    [orderVariable]: orderFile,
  };
  const kiosk = await startKiosk(config, { env });
  return {
    ...kiosk,
    dieAt: (order) => writeFileSync(orderFile, JSON.stringify(order)),
    async stop() {
      await kiosk.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
