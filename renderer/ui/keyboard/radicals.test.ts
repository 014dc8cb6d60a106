import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { radicals, readCharacters } from './radicals.ts';

const characters = readCharacters(
  readFileSync(join(import.meta.dirname, '../../../assets/pinyin/characters.txt'), 'utf8'),
);
const find = (form: string, strokes: number) => {
  const radical = radicals.find((each) => each.form === form);
  return characters.get(radical?.radical ?? 0)?.get(strokes) ?? [];
};

describe('characters by radical', () => {
  it('knows all 214, and each has characters', () => {
    expect(new Set(radicals.map(({ radical }) => radical)).size).toBe(214);
    expect(radicals.filter(({ radical }) => !characters.has(radical))).toEqual([]);
  });

  it('stand in the order of their strokes', () => {
    const strokes = radicals.map((each) => each.strokes);
    expect(strokes).toEqual([...strokes].sort((a, b) => a - b));
  });

  it.each([
    ['口', 3, '𠮷'],
    ['土', 11, '㙦'],
    ['龙', 4, '䶮'],
    ['氵', 5, '泽'],
  ])('%s and %i strokes: %s', (form, strokes, character) => {
    expect(find(form, strokes)).toContain(character);
  });
});
