/**
 * Text of NUT's network protocol (RFC 9271, 4.1): lines of words; a word with spaces stands in quotation marks, in which
 * `"` and `\` are escaped with `\`.
 */

/** @throws never; `null` for a line that ends within a quoted word. */
export function wordsOf(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\') {
      at += 1;
      word = (word ?? '') + line.charAt(at);
    } else if (char === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (char === ' ' && !quoted) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quoted) return null;
  return word === null ? words : [...words, word];
}

export function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

const lineFeed = 0x0a;
const carriageReturn = /\r$/;

/** Longer than any line of a server (NUT limits words to 128 and values to some 512 characters). */
const longestLine = 8192;

/** Cuts a stream of bytes into lines, whatever the pieces. */
export class LineCutter {
  #rest: Buffer = Buffer.alloc(0);

  /** `null` stands for a line that was too long to be one and was dropped. */
  push(chunk: Uint8Array): (string | null)[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const lines: (string | null)[] = [];
    for (let end = this.#rest.indexOf(lineFeed); end >= 0; end = this.#rest.indexOf(lineFeed)) {
      lines.push(this.#rest.toString('utf8', 0, end).replace(carriageReturn, ''));
      this.#rest = this.#rest.subarray(end + 1);
    }
    if (this.#rest.length > longestLine) {
      this.#rest = Buffer.alloc(0);
      lines.push(null);
    }
    return lines;
  }

  /** Forgets a line that has begun. Returns how many bytes that were. */
  reset(): number {
    const dropped = this.#rest.length;
    this.#rest = Buffer.alloc(0);
    return dropped;
  }
}
