import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readerProfileSchema } from './profile.ts';

const folder = join(import.meta.dirname, '../../assets/reader-profiles');
const files = readdirSync(folder);
const load = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

test.each(files)('%s is a profile under its own name, with a source for every value', (file) => {
  const { facts, name, ...values } = readerProfileSchema.parse(load(file));
  expect(`${name}.json`).toBe(file);
  expect(Object.keys(facts).toSorted()).toEqual(Object.keys(values).toSorted());
});

test('a misspelt, missing or senseless value is refused', () => {
  const good = readerProfileSchema.parse(load('generic-sam.json'));
  for (const wrong of [
    { ...good, polGapMs: 1 },
    { ...good, pollGapMs: undefined },
    { ...good, quietMs: 0 },
  ])
    expect(readerProfileSchema.safeParse(wrong).success).toBe(false);
});
