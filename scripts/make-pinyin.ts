/**
 * Makes assets/pinyin/words.txt and characters.txt, as assets/pinyin/README.md describes, from Debian's packages
 * `rime-data-pinyin-simp` and `unicode-data`. Only characters that the product's own fonts can draw are taken.
 * The same packages give the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spelled } from '../renderer/ui/keyboard/search.ts';
import { coveredBy } from './font-coverage.ts';

const root = resolve(import.meta.dirname, '..');
const words = '/usr/share/rime-data/pinyin_simp.dict.yaml';
const unihan = (part: string) => `/usr/share/unicode/Unihan_${part}.txt.bz2`;

/** Unihan's fields with readings, and the weight of a reading that no frequency is known for. */
const modern: Readonly<Record<string, number>> = {
  kMandarin: 0,
  kXHC1983: 0,
  // Only characters of the Table of General Standard Chinese Characters have it; its third level are those of names.
  kTGHZ2013: 2,
};
/** Taken for characters that are not everyday ones. */
const historical = 'kHanyuPinyin';
/** Characters that say the same lend each other their readings. */
const sameWord = new Set(['kSemanticVariant', 'kZVariant', 'kTraditionalVariant', 'kSimplifiedVariant']);

const shown = new Set(
  [
    'assets/fonts/noto-sans-cjk-sc-rare.otf',
    'node_modules/@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  ].flatMap((font) => [...coveredBy(readFileSync(join(root, font)))]),
);

/** `yǎn` → `yan`, `lǜ` → `lv`, `ê̄` → `e`. */
function plain(reading: string): string {
  return reading
    .normalize('NFD')
    .replace(/u\u0304?\u0301?\u030c?\u0300?\u0308/g, 'v')
    .replace(/[\u0300-\u036f]/g, '');
}

/** Frequency in 36 steps, each some 1.5 times the one before: enough to order by. What was never met has 1. */
const weightOf = (frequency: number): number =>
  Math.min(35, frequency === 0 ? 1 : 2 + Math.round(Math.log2(frequency + 1) * 1.7));

/** Syllables joined by a space → word → weight. */
const entries = new Map<string, Map<string, number>>();
function add(key: string, word: string, weight: number): void {
  if (![...word].every((character) => shown.has(character.codePointAt(0) ?? 0))) return;
  const here = entries.get(key) ?? new Map<string, number>();
  here.set(word, Math.max(weight, here.get(word) ?? 0));
  entries.set(key, here);
}

const leftOut = new Set(readFileSync(join(root, 'assets/pinyin/left-out.txt'), 'utf8').split('\n'));
const everyday = new Set<string>();
for (const line of readFileSync(words, 'utf8').split('\n')) {
  const [word = '', reading, frequency] = line.split('\t');
  if (reading === undefined || frequency === undefined || leftOut.has(word)) continue;
  add(reading.split(' ').map(spelled).join(' '), word, weightOf(Number(frequency)));
  if ([...word].length === 1 && Number(frequency) > 0) everyday.add(word);
}

function* unihanFields(part: string): Generator<[character: string, field: string, value: string]> {
  const text = execFileSync('bzcat', [unihan(part)], { encoding: 'utf8', maxBuffer: 1 << 28 });
  for (const line of text.split('\n')) {
    if (!line.startsWith('U+')) continue;
    const [code = '', field = '', value = ''] = line.split('\t');
    yield [String.fromCodePoint(Number.parseInt(code.slice(2), 16)), field, value];
  }
}

/** Character → its readings in Unihan. */
const readings = new Map<string, Set<string>>();
for (const [character, field, value] of unihanFields('Readings')) {
  const weight = modern[field] ?? (field === historical && !everyday.has(character) ? 0 : undefined);
  if (weight === undefined) continue;
  // Positions in the printed dictionary stand before a colon.
  for (const reading of value.split(/[\s,]+/)) {
    const syllable = spelled(plain(reading.split(':').at(-1) ?? ''));
    if (!/^[a-z]+$/.test(syllable)) continue;
    readings.set(character, (readings.get(character) ?? new Set()).add(syllable));
    add(syllable, character, weight);
  }
}
for (const [character, field, value] of unihanFields('Variants')) {
  if (!sameWord.has(field) || readings.has(character)) continue;
  for (const [, code = ''] of value.matchAll(/U\+([0-9A-F]+)/g)) {
    const other = String.fromCodePoint(Number.parseInt(code, 16));
    for (const syllable of readings.get(other) ?? []) add(syllable, character, 0);
  }
}
for (const line of readFileSync(join(root, 'assets/pinyin/name-readings.txt'), 'utf8').trim().split('\n')) {
  const [character = '', syllable = ''] = line.split(' ');
  add(syllable, character, modern['kTGHZ2013'] ?? 0);
}

const gb2312 = new Set(
  (function* () {
    const decoder = new TextDecoder('gb18030');
    for (let high = 0xb0; high <= 0xf7; high++)
      for (let low = 0xa1; low <= 0xfe; low++) yield decoder.decode(Uint8Array.of(high, low));
  })(),
);
/** Of equal weight, characters of GB 2312 come first, then the order of Unicode. */
const order = ([a, weightA]: [string, number], [b, weightB]: [string, number]): number =>
  weightB - weightA ||
  Number(gb2312.has(b)) - Number(gb2312.has(a)) ||
  (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0) ||
  (a < b ? -1 : 1);

const listed = (list: Map<string, number>): string =>
  [...list]
    .sort(order)
    .map(([word, weight]) => word + weight.toString(36))
    .join('');
// In the order of code units: renderer/ui/keyboard/dictionary.ts searches the lines as they are.
const lines = [...entries].map(([key, list]) => `${key} ${listed(list)}`).sort((a, b) => (a < b ? -1 : 1));
writeFileSync(join(root, 'assets/pinyin/words.txt'), `${lines.join('\n')}\n`);

/** Radical number → strokes besides it → characters. */
const radicals = new Map<number, Map<number, string[]>>();
for (const [character, field, value] of unihanFields('IRGSources')) {
  if (field !== 'kRSUnicode' || !shown.has(character.codePointAt(0) ?? 0)) continue;
  for (const each of value.split(' ')) {
    const [, radical = '', strokes = ''] = /^(\d+)'*\.(-?\d+)$/.exec(each) ?? [];
    if (radical === '') throw new Error(`${character}: ${each}`);
    const rest = Math.max(0, Number(strokes));
    const here = radicals.get(Number(radical)) ?? new Map<number, string[]>();
    here.set(rest, [...(here.get(rest) ?? []), character]);
    radicals.set(Number(radical), here);
  }
}
const table = [...radicals]
  .sort(([a], [b]) => a - b)
  .flatMap(([radical, byStrokes]) =>
    [...byStrokes]
      .sort(([a], [b]) => a - b)
      .map(([strokes, characters]) => `${radical} ${strokes} ${[...new Set(characters)].join('')}`),
  );
writeFileSync(join(root, 'assets/pinyin/characters.txt'), `${table.join('\n')}\n`);
