import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cameraProfileSchema } from './profile.ts';

const folder = join(import.meta.dirname, '../../assets/camera-profiles');
const files = readdirSync(folder);
const load = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

test.each(files)('%s is a profile under its own name, with a source for every value', (file) => {
  const { facts, name, ...values } = cameraProfileSchema.parse(load(file));
  expect(`${name}.json`).toBe(file);
  expect(Object.keys(facts).toSorted()).toEqual(Object.keys(values).toSorted());
});

test('a misspelt, missing or senseless value is refused', () => {
  const good = cameraProfileSchema.parse(load('generic-uvc.json'));
  for (const wrong of [
    { ...good, darkBellow: 1 },
    { ...good, darkBelow: undefined },
    { ...good, darkBelow: 256 },
    { ...good, frozenSamples: good.samples + 1 },
    { ...good, withinMs: good.samples * good.everyMs },
  ])
    expect(cameraProfileSchema.safeParse(wrong).success).toBe(false);
});
