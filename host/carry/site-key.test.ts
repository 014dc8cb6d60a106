import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { simulatedSiteFile } from '../launch/paths.ts';
import { readSiteKey, siteKey } from './site-key.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tongban-site-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('is the same for every kiosk of a site, and another for another site and another hand-off', () => {
  const [salt, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const [here, there] = [readSiteKey(simulatedSiteFile), readSiteKey(simulatedSiteFile)];
  const elsewhere = siteKey(Buffer.alloc(32, 3));
  expect(here.id).toEqual(there.id);
  expect(here.keyOf(salt)).toEqual(there.keyOf(salt));
  expect(here.keyOf(salt)).not.toEqual(here.keyOf(other));
  expect(here.id).not.toEqual(elsewhere.id);
  expect(here.keyOf(salt)).not.toEqual(elsewhere.keyOf(salt));
});

it.each([
  ['is not there', null, 'the secret of the site cannot be read: ENOENT'],
  ['is no JSON', 'c2VjcmV0LXRleHQ', 'is not {"secret"}'],
  ['has too short a secret', JSON.stringify({ secret: 'c2VjcmV0' }), 'is not {"secret"}'],
])('says why, where the file %s, and never what stands in it', (_what, text, reason) => {
  const file = join(dir, 'site.json');
  if (text !== null) writeFileSync(file, text);
  expect(() => readSiteKey(file)).toThrow(reason);
  expect(() => readSiteKey(file)).not.toThrow(/c2VjcmV0/);
});
