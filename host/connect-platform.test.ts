import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../drivers/contract/clock.ts';
import { openCity, type OpenCity } from '../platform/simulator/open-city.ts';
import { connectPlatform } from './connect-platform.ts';
import { simulatedKeyFile, simulatedSiteFile } from './launch/paths.ts';

let city: OpenCity;
let dir: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tongban-platform-'));
  city = await openCity({ port: 0, clock: systemClock, preset: undefined });
});
afterEach(async () => {
  await city.close();
  rmSync(dir, { recursive: true });
});

function connect(keyFile: string) {
  const transport = {
    kind: 'http' as const,
    url: `http://127.0.0.1:${city.port}`,
    keyFile,
    siteFile: simulatedSiteFile,
  };
  return connectPlatform({ transport }, { clock: systemClock, random: () => 0 });
}

it('speaks to the city with the key of the file', async () => {
  const { catalogue } = connect(simulatedKeyFile).platform;
  expect(await catalogue.regions({})).toMatchObject({ ok: true, data: { regions: { length: 4 } } });
});

it('knows whose card lies on the simulated reader', async () => {
  const document = {
    kind: 'id-card' as const,
    number: '11010519491231002X',
    name: '样例甲',
    validUntil: null,
  };
  const { identity, payments } = connect(simulatedKeyFile).platform;
  const known = await identity.identify({ document });
  if (!known.ok) throw new Error(known.error.message);
  expect(await payments.summary({ subject: known.data.subject })).toMatchObject({ ok: true });
});

it.each([
  ['is not there', null, 'the key of the platform cannot be read: ENOENT'],
  ['is no JSON', 'c2VjcmV0LXRleHQ', 'is not {"keyId", "secret"}'],
  [
    'has too short a secret',
    JSON.stringify({ keyId: 'hall-1', secret: 'c2VjcmV0' }),
    'is not {"keyId", "secret"}',
  ],
])('says why, where the key file %s, and never what stands in it', (_what, text, reason) => {
  const file = join(dir, 'key.json');
  if (text !== null) writeFileSync(file, text);
  expect(() => connect(file)).toThrow(reason);
  expect(() => connect(file)).not.toThrow(/c2VjcmV0/);
});
