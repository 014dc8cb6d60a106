import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coveredBy } from '../../../scripts/font-coverage.ts';
import { Dictionary } from './dictionary.ts';
import { candidates } from './search.ts';

const root = join(import.meta.dirname, '../../..');
const file = readFileSync(join(root, 'assets/pinyin/words.txt'), 'utf8');
const dictionary = new Dictionary(file);
/** Unihan 15.0 has no Mandarin reading of these: units of measure, Japanese characters, parts of characters. */
const withoutReading = '兙兡嗧桛烪瓧瓰瓱瓼甅﨎﨏﨓﨔﨟﨡﨣﨤﨧﨨﨩龴龵龶龷龸龹龺龻';
const texts = (letters: string) => candidates(dictionary, letters).map(({ text }) => text);
const place = (letters: string, text: string) => texts(letters).indexOf(text);

describe('what letters may mean', () => {
  it.each([
    ['zhangsan', '张三'],
    ['zhongguo', '中国'],
    ['nvxing', '女性'],
    ['lvse', '绿色'],
    ["xi'an", '西安'],
    ['beijing', '北京'],
    ['shenfenzheng', '身份证'],
  ])('%s is %s before all else', (letters, text) => expect(texts(letters)[0]).toBe(text));

  it.each([
    ['zg', '中国'],
    ['sfz', '身份证'],
    ['zhangs', '张三'],
    ['zhgu', '中国'],
    ['wom', '我们'],
    ['lue', '略'],
    ['nuedai', '虐待'],
    ['xian', '西安'],
  ])('%s offers %s on the first page', (letters, text) => {
    expect(place(letters, text)).toBeGreaterThanOrEqual(0);
    expect(place(letters, text)).toBeLessThan(8);
  });

  it('puts a row of words together where no word takes all letters', () =>
    expect(texts('beijingshichaoyangqu')[0]).toBe('北京市朝阳区'));

  it('keeps syllables apart at an apostrophe', () => {
    expect(place("xi'an", '先')).toBe(-1);
    expect(place('fangan', '方案')).toBeGreaterThanOrEqual(0);
  });

  it('takes the first letters only, where the others are another word', () => {
    const zhang = candidates(dictionary, 'zhangsan').find(({ text }) => text === '章');
    expect(zhang?.letters).toBe('zhang'.length);
  });

  it('has characters of names by their reading, marked as rare', () => {
    for (const [letters, text] of [
      ['yan', '䶮'],
      ['xie', '㙦'],
      ['ji', '𠮷'],
    ] as const)
      expect(candidates(dictionary, letters)).toContainEqual(
        expect.objectContaining({ text, letters: letters.length, rare: true }),
      );
    expect(candidates(dictionary, 'zhang')[0]?.rare).toBe(false);
  });

  it('knows nothing where nothing is spelled', () => {
    expect(texts('')).toEqual([]);
    expect(texts("'")).toEqual([]);
    expect(texts('iii')).toEqual([]);
  });
});

describe('the whole dictionary', () => {
  const offered = new Set([...file].filter((character) => character > '\u2fff'));

  it('reaches every character of the two-byte areas of GB 18030 that Unihan gives a Mandarin reading', () => {
    const others = [...twoByteCharacters()].filter((character) => !offered.has(character));
    expect(others.join('')).toBe(withoutReading);
    // They are found by their radical.
    const byRadical = readFileSync(join(root, 'assets/pinyin/characters.txt'), 'utf8');
    expect(others.filter((character) => !byRadical.includes(character))).toEqual([]);
  });

  it('offers nothing that the fonts of the product cannot draw', () => {
    const fonts = [
      'assets/fonts/noto-sans-cjk-sc-rare.otf',
      'node_modules/@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
    ].map((font) => coveredBy(readFileSync(join(root, font))));
    const undrawn = [...offered].filter(
      (character) => !fonts.some((font) => font.has(character.codePointAt(0) ?? 0)),
    );
    expect(undrawn).toEqual([]);
  });
});

function* twoByteCharacters(): Generator<string> {
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const character = low === 0x7f ? '' : decoder.decode(Uint8Array.of(high, low));
      if ([...character].length === 1 && /\p{Unified_Ideograph}/u.test(character)) yield character;
    }
}
