import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

/** A scanner in a whole kiosk: on the bench, in the log, and no word of what a code says anywhere. */

let kiosk: TestKiosk;
const id = 'scanner';

beforeAll(async () => {
  kiosk = await startKiosk();
});
afterAll(() => kiosk.stop());

it('codes that nobody asked for are in the log while they come, and what they say is not', async () => {
  const logged = (event: string) =>
    kiosk.logged(event).some(({ fields }) => fields['device'] === id && fields['condition'] === 'scan.flood');
  await expect
    .poll(() => kiosk.logged('device.link.changed').some(({ fields }) => fields['device'] === id))
    .toBe(true);
  await kiosk.bench.apply(id, 'flood');
  await expect.poll(() => logged('device.condition.raised'), { timeout: 10_000 }).toBe(true);
  await kiosk.bench.apply(id, 'unsolicited');
  await kiosk.bench.apply(id, 'normal');
  await expect.poll(() => logged('device.condition.cleared'), { timeout: 15_000 }).toBe(true);
  expect(kiosk.logged('log.field-refused')).toEqual([]);
  for (const file of readdirSync(kiosk.dataDir, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      expect(readFileSync(join(file.parentPath, file.name)).includes('example.gov.cn')).toBe(false);
  expect(kiosk.stderr()).not.toContain('example.gov.cn');
});
