import { onDemand } from '../on-demand.ts';
import { Dictionary } from './dictionary.ts';
import { type ByStrokes, readCharacters } from './radicals.ts';

// Files of their own: a page that never shows the keyboard does not load them.
export const dictionary = onDemand(async () => {
  const { default: text } = await import('../../../assets/pinyin/words.txt?raw');
  return new Dictionary(text);
});

export const characters = onDemand(async (): Promise<ReadonlyMap<number, ByStrokes>> => {
  const { default: text } = await import('../../../assets/pinyin/characters.txt?raw');
  return readCharacters(text);
});
