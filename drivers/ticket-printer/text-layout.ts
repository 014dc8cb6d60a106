import { printerBytes } from './two-byte.ts';

/** A character as a person sees it, with its place in the printer's row of font A cells. */
export interface Glyph {
  text: string;
  /** Cells of 12 dots: 1 for ASCII, 2 for Chinese. */
  cells: number;
  /** Null: not in the printer's font, to be drawn. */
  bytes: Uint8Array | null;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Splits into graphemes, so that a variation selector or a combining mark never stands alone. Control characters become spaces. */
export function glyphs(text: string): Glyph[] {
  return Array.from(graphemes.segment(text.replace(/\p{Cc}+/gu, ' ')), ({ segment }) => {
    const bytes = printerBytes(segment);
    if (bytes && [...segment].length === 1) return { text: segment, cells: bytes.length, bytes };
    // Where East Asian Width turns wide for good: Hangul Jamo and everything after it (UAX #11).
    const wide = (segment.codePointAt(0) ?? 0) >= 0x1100;
    return { text: segment, cells: wide ? 2 : 1, bytes: null };
  });
}

export function cellsOf(line: readonly Glyph[]): number {
  return line.reduce((sum, { cells }) => sum + cells, 0);
}

/**
 * Breaks into lines of at most `columns` cells. Words in Latin script stay whole where they fit, and closing
 * punctuation does not start a line (GB/T 15834-2011, 5.1.1).
 */
export function wrap(text: string, columns: number): Glyph[][] {
  const lines: Glyph[][] = [];
  let line: Glyph[] = [];
  const end = () => {
    while (line.at(-1)?.text === ' ') line.pop();
    lines.push(line);
    line = [];
  };
  for (const unit of units(glyphs(text))) {
    if (cellsOf(line) + cellsOf(unit) > columns && line.length > 0) {
      const carried = closing.test(unit[0]?.text ?? '') && line.length > 1 ? line.splice(-1) : [];
      end();
      line = carried;
    }
    for (const glyph of unit) {
      if (glyph.text === ' ' && line.length === 0 && lines.length > 0) continue;
      if (cellsOf(line) + glyph.cells > columns && line.length > 0) end();
      line.push(glyph);
    }
  }
  end();
  return lines;
}

const closing = /^[,。、;:?!)》」』”’%,.;:?!)\]]/u;
const wordPart = /^[\p{Script=Latin}\p{Nd}'’./:#&-]/u;

/** Words in Latin script, and everything else one by one. */
function units(all: readonly Glyph[]): Glyph[][] {
  const result: Glyph[][] = [];
  let word: Glyph[] | null = null;
  for (const glyph of all) {
    if (wordPart.test(glyph.text)) {
      if (!word) result.push((word = []));
      word.push(glyph);
    } else {
      word = null;
      result.push([glyph]);
    }
  }
  return result;
}
