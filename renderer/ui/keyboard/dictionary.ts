/** Sorts behind every syllable and before every Chinese character. */
const afterSyllables = '{';

/** One word with its weight: 0 (nearly never met) to 35. */
export interface Word {
  text: string;
  weight: number;
}

/** The lines that begin with one run of syllables, each with a space behind it. */
export interface Branch {
  prefix: string;
  from: number;
  to: number;
}

/**
 * assets/pinyin/words.txt as a tree of syllables. The lines are in the order of code units, so that every branch is
 * a run of lines and nothing has to be built: what begins with a branch is found by halving.
 */
export class Dictionary {
  readonly #lines: readonly string[];
  readonly root: Branch;
  /** Every syllable that begins some word. */
  readonly syllables: ReadonlySet<string>;

  constructor(text: string) {
    this.#lines = text.trimEnd().split('\n');
    this.root = { prefix: '', from: 0, to: this.#lines.length };
    this.syllables = new Set([...this.branches(this.root, '')].map(([syllable]) => syllable));
  }

  /** The branches of `branch` whose next syllable begins with `letters`. */
  *branches(branch: Branch, letters: string): Generator<[syllable: string, branch: Branch]> {
    const { prefix } = branch;
    let from = this.#first(`${prefix}${letters}`, branch.from, branch.to);
    const end = this.#first(`${prefix}${letters}${afterSyllables}`, from, branch.to);
    while (from < end) {
      const line = this.#lines[from] ?? '';
      const syllable = line.slice(prefix.length, line.indexOf(' ', prefix.length));
      const next = `${prefix}${syllable} `;
      const to = this.#first(`${prefix}${syllable}!`, from, end);
      yield [syllable, { prefix: next, from, to }];
      from = to;
    }
  }

  /** The branch of exactly this syllable, `null` where no word goes on with it. */
  branch({ prefix, from, to }: Branch, syllable: string): Branch | null {
    const next = `${prefix}${syllable} `;
    const start = this.#first(next, from, to);
    if (this.#lines[start]?.startsWith(next) !== true || start >= to) return null;
    return { prefix: next, from: start, to: this.#first(`${prefix}${syllable}!`, start, to) };
  }

  /** The words that end here, the most frequent first. */
  words({ prefix, to }: Branch): Word[] {
    // A word sorts behind the syllables with which longer ones go on.
    const line = this.#lines[to - 1] ?? '';
    // The last line of a branch may be one of a longer word: it goes on with a letter.
    if (/^[a-z]/.test(line.slice(prefix.length))) return [];
    return [...line.slice(prefix.length).matchAll(/([^\da-z]+)([\da-z])/g)].map(
      ([, text = '', weight = '']) => ({ text, weight: Number.parseInt(weight, 36) }),
    );
  }

  /** The first of the lines `from` to `to` that does not sort before `text`. */
  #first(text: string, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#lines[middle] ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
