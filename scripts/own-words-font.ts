/**
 * The font of the screens' own words. Noto Sans SC in slices costs the first screen a dozen files and their
 * hundred rules; what the product itself says needs some 550 characters. They are cut out of the whole font
 * when the screens are built: one small file for each weight. Those of the first screen are cut out once more,
 * to travel with the page. Any other character comes from the slices, which the page loads later
 * (renderer/ui/all-characters.ts).
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
const ascii = range(0x20, 0x7e);
/** The other half of ISO 8859-1 without its control characters: the accents of Latin names. */
const accents = range(0xa0, 0xff);
/** What a text that is changed tomorrow, or a site's name, will need. */
const punctuation = '‘’“”–—…•、。〈〉《》「」『』【】〔〕！（）＋，－．／：；？～％￥℃№←→';

const asset = (file: string): unknown => JSON.parse(readFileSync(join(root, 'assets', file), 'utf8'));
/** Of the services only what the start page shows first: the catalogue grows without a release, and its texts take the slices. */
const queueTicket = () => asset('services/queue-ticket.json') as Record<'name' | 'summary', unknown>;
// Written anew, so that an escape in a file is the character that it stands for.
const charactersOf = (...texts: unknown[]): string =>
  [...new Set(texts.map((text) => JSON.stringify(text)).join(''))].sort().join('');

/** Every character that the screens themselves say, each once, in the order of Unicode. */
export function ownWords(): string {
  return charactersOf(
    ascii,
    accents,
    punctuation,
    asset('locales/zh-CN.json'),
    asset('locales/en.json'),
    asset('config/default.json'),
    queueTicket(),
    homeItems(),
  );
}

/** Stands between two texts on one line. */
const between = '·';

/**
 * Those of them that are on the screen before anybody has touched it. One that is missing costs the first paint 40 ms:
 * the browser looks through the system's fonts for it.
 */
export function firstWords(): string {
  const texts = (file: string) => {
    const { app, tool, language, action, screen } = asset(file) as Record<
      'app' | 'tool' | 'language' | 'action' | 'screen',
      unknown
    >;
    const { attract, starting } = screen as Record<'attract' | 'starting', unknown>;
    return [app, tool, language, action, attract, starting];
  };
  const { name, summary } = queueTicket();
  return charactersOf(
    ascii,
    between,
    texts('locales/zh-CN.json'),
    texts('locales/en.json'),
    asset('config/default.json'),
    [name, summary],
    homeItems(),
  );
}

/** What the start page shows first: names, summaries, and why one is closed and where else it can be done. */
function homeItems(): unknown {
  const { home } = asset('config/default.json') as { home: readonly string[] };
  const items = home.map((id) => {
    const item = asset(`services/${id}.json`) as Record<'name' | 'summary' | 'elsewhere', unknown>;
    return [item.name, item.summary, item.elsewhere];
  });
  return [items, asset('catalogue/closed.json'), asset('catalogue/nearest.json')];
}

/** The fonts by the beginning of their files' names. */
const sets = { first: firstWords, own: ownWords } as const;
type SetName = keyof typeof sets;

const fileOf = (set: SetName, weight: string): string => `${set}-words-${weight}.woff2`;

/** Makes the files that are not there yet. Returns their folder, which has its name from all that they depend on. */
async function makeFonts(): Promise<string> {
  const names = Object.keys(sets) as SetName[];
  const words = names.map((name) => [name, sets[name]()] as const);
  const versions = [project.dependencies[wholeFont], project.devDependencies['subset-font']];
  const made = JSON.stringify([words, weights, cut, versions]);
  const key = createHash('sha256').update(made).digest('hex').slice(0, 16);
  const folder = join(root, 'node_modules/.cache/tongban/own-words', key);
  mkdirSync(folder, { recursive: true });
  for (const [weight, source] of Object.entries(weights)) {
    const whole = readFileSync(join(root, 'node_modules', wholeFont, source));
    for (const [name, characters] of words) {
      const file = join(folder, fileOf(name, weight));
      if (existsSync(file)) continue;
      const font = await subsetFont(whole, characters, cut);
      // Another build may be reading.
      const half = `${file}.${process.pid}`;
      writeFileSync(half, font);
      renameSync(half, file);
    }
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

/** Whether a file is of the first words: they travel within the style sheet, so that no text is laid out without them. */
export function isFirstWordsFont(file: string): boolean {
  return Object.keys(weights).some((weight) => file.endsWith(fileOf('first', weight)));
}
