import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatSince } from '../renderer/ui/format.ts';
import { firstWords, ownWords, weights } from './own-words-font.ts';

const root = resolve(import.meta.dirname, '..');

type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

const strings = (tree: Tree): string[] => {
  if (typeof tree === 'string') return [tree];
  return tree !== null && typeof tree === 'object' ? Object.values(tree).flatMap(strings) : [];
};
const read = (file: string): string => strings(JSON.parse(readFileSync(file, 'utf8')) as Tree).join('');
const missing = (text: string): string[] => {
  const words = new Set(ownWords());
  return [...new Set(text)].filter((character) => !words.has(character));
};

describe('own words', () => {
  it.each(['zh-CN.json', 'en.json'])('hold every character of %s', (file) => {
    expect(missing(read(join(root, 'assets/locales', file)))).toEqual([]);
  });

  it('hold every character of the queue ticket', () => {
    expect(missing(read(join(root, 'assets/services/queue-ticket.json')))).toEqual([]);
  });

  it('hold those of the first screen, which are far fewer', () => {
    expect(missing(firstWords())).toEqual([]);
    expect([...firstWords()].length).toBeLessThan([...ownWords()].length * 0.7);
  });

  it('hold what a time and a number are written with, and not every character there is', () => {
    const place = { language: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
    const lastYear = formatSince('2025-11-30T23:59:00Z', new Date('2026-01-01T00:00:00Z'), place);
    expect(missing(`${lastYear} A012 12345 *甲`)).toEqual(['甲']);
  });

  it('come in every weight that the style sheets ask for', () => {
    const folder = join(root, 'renderer/ui');
    const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    const asked = sheets.flatMap((css) =>
      [...css.matchAll(/font-weight: ([^;]+);/g)].map(([, value]) => value),
    );
    expect(new Set(asked)).toEqual(new Set(Object.keys(weights)));
  });
});
