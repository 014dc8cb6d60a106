import LineBreaker from 'linebreak';
import { DocumentError } from './document-error.ts';
import type { Typefaces } from './typefaces.ts';

/** Sizes in points, colours as `#rrggbb`. */
export interface Style {
  size: number;
  weight: 'regular' | 'bold';
  color: string;
}

type FontName = keyof Typefaces;

/** Neighbours that one font can print. */
interface Run {
  font: FontName;
  text: string;
  ems: number;
}

/** Height of a line as a multiple of the size: what Chinese text needs to be easy to read. */
export const leading = 1.5;
/** Of the em box of Han characters above the baseline, in Noto Sans CJK. */
const ascent = 0.88;
/** How far below the top of its line text stands, as a multiple of its size. */
export const baseline = (leading - 1) / 2 + ascent;
/** Of the strokes that make a rare character bold, in ems. */
const boldStroke = 0.03;

/** Measures text and draws it, each character with the first font that has it. Knows no page and no document. */
export class Pen {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #faces: Typefaces;
  /** By weight and text; cells of a table repeat each other. */
  readonly #known = { regular: new Map<string, Run[]>(), bold: new Map<string, Run[]>() };

  /** Of this page so far. */
  #color: string | null = null;

  constructor(pdf: PDFKit.PDFDocument, faces: Typefaces) {
    this.#pdf = pdf;
    this.#faces = faces;
    for (const name of ['regular', 'bold', 'rare'] as const)
      // pdfkit takes a parsed font; its types know files only.
      pdf.registerFont(name, faces[name].font as Buffer);
  }

  /** A page begins without a colour. */
  onPage(): void {
    this.#color = null;
  }

  /** What is filled from now on; said once, because half of a page would be colours otherwise. */
  ink(color: string): void {
    if (color === this.#color) return;
    this.#pdf.fillColor(color);
    this.#color = color;
  }

  /** In points. */
  width(text: string, { size, weight }: Style): number {
    let ems = 0;
    for (const run of this.#runs(text, weight)) ems += run.ems;
    return ems * size;
  }

  /** The text in lines of at most `width` points, broken where Unicode allows it. A line feed begins a new one. */
  lines(text: string, width: number, style: Style): string[] {
    // Looking for breaks takes long; most texts fit.
    if (!text.includes('\n') && this.width(text, style) <= width) return [text.trimEnd()];
    const lines: string[] = [];
    let line = '';
    for (const { piece, ends } of pieces(text)) {
      if (line !== '' && this.width((line + piece).trimEnd(), style) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
      while (this.width(line.trimEnd(), style) > width) {
        const head = this.#longestHead(line, width, style);
        if (head === line) break;
        lines.push(head);
        line = line.slice(head.length);
      }
      if (ends) {
        lines.push(line.trimEnd());
        line = '';
      }
    }
    if (line !== '' || lines.length === 0) lines.push(line.trimEnd());
    return lines;
  }

  /** Width of the widest piece that is not broken, in points. */
  widestPiece(text: string, style: Style): number {
    return Math.max(0, ...Array.from(pieces(text), ({ piece }) => this.width(piece.trimEnd(), style)));
  }

  /** One line. @param top of its box, which is `leading` sizes high. */
  write(text: string, x: number, top: number, { size, weight, color }: Style): void {
    let at = x;
    for (const run of this.#runs(text, weight)) {
      const bolder = run.font === 'rare' && weight === 'bold';
      this.ink(color);
      this.#pdf.font(run.font, size);
      if (bolder) this.#pdf.lineWidth(size * boldStroke).strokeColor(color);
      this.#pdf.text(run.text, at, top + baseline * size, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...(bolder && { fill: true, stroke: true }),
      });
      at += run.ems * size;
    }
  }

  /** At least one character. */
  #longestHead(text: string, width: number, style: Style): string {
    let head = '';
    for (const character of text) {
      if (head !== '' && this.width(head + character, style) > width) break;
      head += character;
    }
    return head;
  }

  #runs(text: string, weight: Style['weight']): Run[] {
    const known = this.#known[weight].get(text);
    if (known !== undefined) return known;
    const runs: Run[] = [];
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const font = this.#fontFor(codePoint, weight);
      let last = runs.at(-1);
      if (last?.font !== font) {
        last = { font, text: '', ems: 0 };
        runs.push(last);
      }
      last.text += character;
      last.ems += this.#faces[font].advance(codePoint);
    }
    this.#known[weight].set(text, runs);
    return runs;
  }

  #fontFor(codePoint: number, weight: Style['weight']): FontName {
    if (this.#faces[weight].has(codePoint)) return weight;
    if (this.#faces.rare.has(codePoint)) return 'rare';
    throw new DocumentError('missing-character', 'a character of the document is in none of the fonts');
  }
}

/** What stays together: words, numbers, a Han character with the punctuation that may not leave it. */
function* pieces(text: string): Generator<{ piece: string; ends: boolean }> {
  const breaker = new LineBreaker(text);
  let from = 0;
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    const piece = text.slice(from, next.position);
    from = next.position;
    yield { piece: piece.replace(/\n$/, ''), ends: next.required && next.position < text.length };
  }
}
