import type { Candidate } from './search.ts';

/** Chinese on its way into a field: words that were chosen already, and the letters that are still to be chosen for. */
export interface Composition {
  chosen: readonly { text: string; letters: string }[];
  letters: string;
}

/** `text` goes into the field; the composition goes on without it. */
export interface Step {
  composition: Composition;
  text: string;
}

export const noComposition: Composition = { chosen: [], letters: '' };

/** As many letters as the longest words and a name need; nobody types more before choosing. */
const mostLetters = 40;

export const isComposing = ({ chosen, letters }: Composition): boolean => chosen.length > 0 || letters !== '';

/** One more letter (a-z, `v` for ü) or an apostrophe, which means nothing at the beginning or twice. */
export function addLetter(composition: Composition, letter: string): Composition {
  const { letters } = composition;
  if (letters.length >= mostLetters) return composition;
  if (letter === "'" && (letters === '' || letters.endsWith("'"))) return composition;
  return { ...composition, letters: letters + letter };
}

/** Takes back the last choice, as it was typed, or else the last letter. */
export function takeBack({ chosen, letters }: Composition): Composition {
  const last = chosen.at(-1);
  if (last !== undefined) return { chosen: chosen.slice(0, -1), letters: last.letters + letters };
  return { chosen, letters: letters.slice(0, -1) };
}

/** Takes a candidate. When it was for the last of the letters, all that was chosen is the text. */
export function choose({ chosen, letters }: Composition, { text, letters: taken }: Candidate): Step {
  const all = [...chosen, { text, letters: letters.slice(0, taken) }];
  const rest = letters.slice(taken).replace(/^'/, '');
  if (rest !== '') return { composition: { chosen: all, letters: rest }, text: '' };
  return { composition: noComposition, text: all.map((choice) => choice.text).join('') };
}

/** Ends the composition with the letters as they are: a word of another language. */
export const asTyped = ({ chosen, letters }: Composition): string =>
  [...chosen.map((choice) => choice.text), letters].join('');
