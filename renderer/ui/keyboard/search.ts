import type { Branch, Dictionary } from './dictionary.ts';

/** What the letters typed so far may mean. */
export interface Candidate {
  text: string;
  /** How many of the letters it takes, from the first one on, apostrophes among them. */
  letters: number;
  /** A single character that is hardly ever met but in names. */
  rare: boolean;
}

interface Found extends Candidate {
  score: number;
}

const separator = "'";
const vowel = /[aeiouv]/;
/** Up to this weight a character is one for the page of rare ones; see assets/pinyin/README.md. */
const rareWeight = 2;
/** What a syllable that is not spelled to its end takes from a word's weight. */
const shortPenalty = 8;
/** Each word in a sentence costs at least this, so that few long words win over many short ones. */
const wordCost = 12;
const mostWeight = 35;
/** Words of the everyday dictionary have at most seven syllables; an abbreviation of more has no end to be found. */
const mostSyllables = 8;

/** Letters that may stand for a syllable: `zhang` by `zh` and by `z`. */
const initials = (syllable: string): string[] =>
  /^[zcs]h/.test(syllable)
    ? [syllable.slice(0, 2), syllable.slice(0, 1)]
    : vowel.test(syllable.slice(0, 1))
      ? []
      : [syllable.slice(0, 1)];

/** Everything that can begin with the first of `typed` (a-z, `v` for ü, apostrophes), the best first. */
export function candidates(dictionary: Dictionary, typed: string): Candidate[] {
  const letters = spelled(typed);
  const best = new Map<string, Found>();
  const longest = longestSyllables(dictionary, letters);
  for (const found of wordsFrom(dictionary, letters, longest, 0, true)) {
    const known = best.get(found.text);
    if (known === undefined || better(found, known) < 0) best.set(found.text, found);
  }
  const list = [...best.values()].sort(better);
  const first = list[0];
  if (first === undefined || first.letters < letters.length) {
    const sentence = sentenceOf(dictionary, letters, longest);
    if (sentence !== null) return [sentence, ...list];
  }
  return list;
}

/** As the dictionary has it: 略 and 虐 are typed as `lue` and `nue` as well, which have no other meaning (GB/T 16159). */
export const spelled = (typed: string): string => typed.replace(/([ln])ue/g, '$1ve');

const better = (a: Found, b: Found): number => b.letters - a.letters || b.score - a.score;

/** Every word that the letters from `start` on can spell; `longest`: see below; `abbreviated`: also by initials. */
function* wordsFrom(
  dictionary: Dictionary,
  letters: string,
  longest: readonly number[],
  start: number,
  abbreviated: boolean,
): Generator<Found> {
  function* walk(branch: Branch, begin: number, short: number, depth: number): Generator<Found> {
    if (depth > 0)
      for (const { text, weight } of dictionary.words(branch))
        yield {
          text,
          letters: begin,
          score: weight - short * shortPenalty,
          rare: depth === 1 && weight <= rareWeight,
        };
    const at = letters[begin] === separator ? begin + 1 : begin;
    if (at >= letters.length || depth === mostSyllables) return;
    const whole = longest[at] ?? 0;
    for (let length = 1; length <= whole; length++) {
      const next = dictionary.branch(branch, letters.slice(at, at + length));
      if (next !== null) yield* walk(next, at + length, short, depth + 1);
    }
    const rest = letters.slice(at);
    if (!abbreviated || rest.startsWith(separator)) return;
    // Where a syllable is spelled, its first letter does not stand for another one; only the end may be unfinished.
    const unfinished = !rest.includes(separator);
    for (const [syllable, next] of dictionary.branches(branch, rest[0] ?? '')) {
      if (unfinished && syllable.length > rest.length && syllable.startsWith(rest))
        yield* walk(next, letters.length, short + 1, depth + 1);
      else if (whole === 0)
        for (const initial of initials(syllable))
          if (rest.startsWith(initial)) yield* walk(next, at + initial.length, short + 1, depth + 1);
    }
  }
  yield* walk(dictionary.root, start, 0, 0);
}

/** For each place the length of the longest syllable with a vowel that is spelled there, 0 where none is. */
function longestSyllables({ syllables }: Dictionary, letters: string): number[] {
  return [...letters].map((_, at) => {
    for (let length = 6; length > 0; length--) {
      const piece = letters.slice(at, at + length);
      if (vowel.test(piece) && syllables.has(piece)) return piece.length;
    }
    return 0;
  });
}

/** All letters as the likeliest row of words, `null` where they are not spelled out. */
function sentenceOf(dictionary: Dictionary, letters: string, longest: readonly number[]): Candidate | null {
  interface Way {
    text: string;
    cost: number;
  }
  const ways: (Way | undefined)[] = [{ text: '', cost: 0 }];
  for (let at = 0; at < letters.length; at++) {
    const way = ways[at];
    if (way === undefined) continue;
    for (const word of wordsFrom(dictionary, letters, longest, at, false)) {
      const cost = way.cost + wordCost + mostWeight - word.score;
      if (cost < (ways[word.letters]?.cost ?? Infinity))
        ways[word.letters] = { text: way.text + word.text, cost };
    }
  }
  const end = letters.endsWith(separator) ? letters.length - 1 : letters.length;
  const text = ways[end]?.text;
  return text === undefined || text === '' ? null : { text, letters: letters.length, rare: false };
}
