import { type Glyph, create } from 'fontkit';

/** A font that stays parsed in memory: opening one takes longer than making a document. */
export interface Typeface {
  /** For pdfkit, which takes a parsed font of fontkit as well as a file. */
  font: object;
  has(codePoint: number): boolean;
  /** Width of a character in ems. */
  advance(codePoint: number): number;
}

/** What fontkit's subset is underneath; its types leave the lists out. */
interface OpenSubset {
  glyphs: number[];
  mapping: Record<number, number>;
  includeGlyph(glyph: number | Glyph): number;
}

/** Above every glyph id, so that fontkit's own ids and ours stay apart. */
const ownIds = 0x10000;

/**
 * Two things are done otherwise than fontkit would. There is no shaping: digits and Han characters have one width and
 * one form, and shaping takes most of the time of a document. And each character has a glyph of its own in the PDF:
 * characters that share one in the font (一 and the radical ⼀, · in two blocks) would otherwise be read back from the
 * page as each other, and the name on it is compared.
 */
export function openTypeface(file: Uint8Array): Typeface {
  const font = create(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  if ('fonts' in font) throw new Error('a collection of fonts is not a font');
  const glyphForCodePoint = font.glyphForCodePoint.bind(font);
  const createSubset = font.createSubset.bind(font);
  const glyphs = new Map<number, Glyph>();

  function glyphOf(codePoint: number): Glyph {
    let glyph = glyphs.get(codePoint);
    if (glyph === undefined) {
      const { advanceWidth } = glyphForCodePoint(codePoint);
      glyph = { id: ownIds + codePoint, codePoints: [codePoint], advanceWidth } as Glyph;
      glyphs.set(codePoint, glyph);
    }
    return glyph;
  }

  function layout(text: string) {
    const run = Array.from(text, (character) => glyphOf(character.codePointAt(0) ?? 0));
    return {
      glyphs: run,
      positions: run.map(({ advanceWidth }) => ({
        xAdvance: advanceWidth,
        yAdvance: 0,
        xOffset: 0,
        yOffset: 0,
        advanceWidth,
      })),
      advanceWidth: run.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0),
    };
  }

  function createOwnSubset(): OpenSubset {
    const subset = createSubset() as unknown as OpenSubset;
    const include = subset.includeGlyph.bind(subset);
    subset.includeGlyph = (glyph) => {
      if (typeof glyph !== 'number' || glyph < ownIds) return include(glyph);
      const known = subset.mapping[glyph];
      if (known !== undefined) return known;
      const index = subset.glyphs.push(glyphForCodePoint(glyph - ownIds).id) - 1;
      subset.mapping[glyph] = index;
      return index;
    };
    return subset;
  }

  return {
    font: Object.assign(font, { layout, createSubset: createOwnSubset }),
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    advance: (codePoint) => glyphOf(codePoint).advanceWidth / font.unitsPerEm,
  };
}
