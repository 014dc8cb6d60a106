import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cardProfileSchema } from './profile.ts';

const folder = join(import.meta.dirname, '../../assets/card-profiles');

test.each(readdirSync(folder))('%s: has its own name, and says where its values come from', (file) => {
  const profile = cardProfileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  expect(`${profile.name}.json`).toBe(file);
  const values = Object.keys(profile).filter((key) => key !== 'name' && key !== 'facts');
  expect(values.filter((key) => !(key in profile.facts))).toEqual([]);
});
