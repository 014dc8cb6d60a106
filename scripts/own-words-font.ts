/**
 * The font of the screens' own words. Noto Sans SC in slices costs the first screen a dozen files and their
 * hundred rules; what the product itself says needs some 550 characters. They are cut out of the whole font
 * when the screens are built: one small file for each weight, which the page asks for at once. Any other
 * character comes from the slices, which the page loads later (renderer/ui/all-characters.ts).
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';
import project from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');
const wholeFont = '@expo-google-fonts/noto-sans-sc';

/** The weights of the style sheets (CSS `font-weight`), each with its file in the package of the whole font. */
export const weights = { 500: '500Medium/NotoSansSC_500Medium.ttf', 700: '700Bold/NotoSansSC_700Bold.ttf' };

/** Without the vertical and half-width forms that nobody asks for: they would make a file larger by a third. */
const cut = { targetFormat: 'woff2', noLayoutClosure: true } as const;

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
/** ISO 8859-1 without its control characters: ASCII with the digits, and the accents of Latin names. */
const latin = [...range(0x20, 0x7e), ...range(0xa0, 0xff)];
/** What a text that is changed tomorrow, or a site's name, will need. */
const punctuation = '‘’“”–—…•、。〈〉《》「」『』【】〔〕！（）＋，－．／：；？～％￥℃№←→';

/** Every character that the screens themselves say, each once, in the order of Unicode. */
export function ownWords(): string {
  const services = readdirSync(join(root, 'assets/services')).map((file) => `services/${file}`);
  const texts = ['locales/zh-CN.json', 'locales/en.json', 'config/default.json', ...services]
    // Written anew, so that an escape in the file is the character that it stands for.
    .map((file) => JSON.stringify(JSON.parse(readFileSync(join(root, 'assets', file), 'utf8'))));
  return [...new Set([...latin, ...punctuation, ...texts.join('')])].sort().join('');
}

const fileOf = (weight: string): string => `own-words-${weight}.woff2`;

/** Makes the files that are not there yet. Returns their folder, which has its name from all that they depend on. */
async function makeFonts(): Promise<string> {
  const words = ownWords();
  const versions = [project.dependencies[wholeFont], project.devDependencies['subset-font']];
  const made = JSON.stringify([words, weights, cut, versions]);
  const key = createHash('sha256').update(made).digest('hex').slice(0, 16);
  const folder = join(root, 'node_modules/.cache/tongban/own-words', key);
  mkdirSync(folder, { recursive: true });
  for (const [weight, source] of Object.entries(weights)) {
    const file = join(folder, fileOf(weight));
    if (existsSync(file)) continue;
    const whole = readFileSync(join(root, 'node_modules', wholeFont, source));
    const font = await subsetFont(whole, words, cut);
    // Another build may be reading.
    const half = `${file}.${process.pid}`;
    writeFileSync(half, font);
    renameSync(half, file);
  }
  return folder;
}

/**
 * Vite plugin: `@own-words/own-words-500.woff2` in a style sheet is the font. A development server takes up new
 * characters when it starts.
 */
export function ownWordsFont(): Plugin {
  return {
    name: 'tongban:own-words-font',
    async config() {
      return { resolve: { alias: { '@own-words': await makeFonts() } } };
    },
  };
}

/** Whether a file is one of them: they travel within the style sheet, so that no text is laid out without them. */
export function isOwnWordsFont(file: string): boolean {
  return Object.keys(weights).some((weight) => file.endsWith(fileOf(weight)));
}
