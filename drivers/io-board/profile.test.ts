import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boardProfileSchema } from './profile.ts';

const folder = join(import.meta.dirname, '../../assets/io-profiles');
const files = readdirSync(folder);
const load = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

test.each(files)('%s is a profile under its own name, with a source for every value', (file) => {
  const { facts, name, ...values } = boardProfileSchema.parse(load(file));
  expect(`${name}.json`).toBe(file);
  expect(Object.keys(facts).toSorted()).toEqual(Object.keys(values).toSorted());
});

test('a misspelt, missing or senseless value is refused', () => {
  const good = boardProfileSchema.parse(load('generic-modbus-8.json'));
  const [first, second] = good.inputs;
  for (const wrong of [
    { ...good, pollGapMs: 1 },
    { ...good, pollMs: undefined },
    { ...good, unit: 0 },
    { ...good, unit: 248 },
    { ...good, inputs: [], lights: [] },
    { ...good, inputs: [first, { ...second, address: first?.address }] },
    { ...good, inputs: [first, { ...second, name: first?.name }] },
    { ...good, inputs: [{ ...first, condition: 'paper.out' }] },
  ])
    expect(boardProfileSchema.safeParse(wrong).success).toBe(false);
});
