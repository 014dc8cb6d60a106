import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scannerProfileSchema } from './profile.ts';

const folder = join(import.meta.dirname, '../../assets/scanner-profiles');
const files = readdirSync(folder);
const load = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

test.each(files)('%s is a profile under its own name, with a source for every value', (file) => {
  const { facts, name, ...values } = scannerProfileSchema.parse(load(file));
  expect(`${name}.json`).toBe(file);
  expect(Object.keys(facts).toSorted()).toEqual(Object.keys(values).toSorted());
});

test('a misspelt, missing or senseless value is refused', () => {
  const good = scannerProfileSchema.parse(load('newland.json'));
  const hid = scannerProfileSchema.parse(load('hid-pos.json'));
  for (const wrong of [
    { ...good, quitMs: 1 },
    { ...good, quietMs: undefined },
    { ...good, suffix: 'tab' },
    { ...good, setUp: ['scnmod0'] },
    { ...hid, reading: 'triggered' },
  ])
    expect(scannerProfileSchema.safeParse(wrong).success).toBe(false);
});
