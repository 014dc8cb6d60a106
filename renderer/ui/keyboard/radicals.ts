import forms from '../../../assets/pinyin/radicals.json' with { type: 'json' };

/** A radical as it is seen in a character, with the strokes of that form. */
export interface Radical {
  form: string;
  strokes: number;
  /** 1 to 214, after the Kangxi dictionary. */
  radical: number;
}

export const radicals: readonly Radical[] = forms;

/** Strokes besides the radical → characters. */
export type ByStrokes = ReadonlyMap<number, readonly string[]>;

/** Reads assets/pinyin/characters.txt: for each radical its characters by their other strokes, fewest first. */
export function readCharacters(text: string): ReadonlyMap<number, ByStrokes> {
  const all = new Map<number, Map<number, string[]>>();
  for (const line of text.trimEnd().split('\n')) {
    const [radical = '', strokes = '', characters = ''] = line.split(' ');
    const here = all.get(Number(radical)) ?? new Map<number, string[]>();
    all.set(Number(radical), here.set(Number(strokes), [...characters]));
  }
  return all;
}
