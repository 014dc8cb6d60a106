import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { upsProfileSchema } from './profile.ts';

const folder = join(import.meta.dirname, '../../assets/ups-profiles');
const files = readdirSync(folder);
const load = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

test.each(files)('%s is a profile under its own name, with a source for every value', (file) => {
  const { facts, name, ...values } = upsProfileSchema.parse(load(file));
  expect(`${name}.json`).toBe(file);
  expect(Object.keys(facts).toSorted()).toEqual(Object.keys(values).toSorted());
});

test('a misspelt, missing or senseless value is refused', () => {
  const good = upsProfileSchema.parse(load('nut.json'));
  for (const wrong of [
    { ...good, polMs: 1 },
    { ...good, pollMs: undefined },
    { ...good, timeoutMs: 0 },
    { ...good, debounce: { onBatteryMs: 3000 } },
  ])
    expect(upsProfileSchema.safeParse(wrong).success).toBe(false);
});
