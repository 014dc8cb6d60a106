import type { DrawnGlyph, LineStyle } from '../draw-line.ts';

export type PaperAlignment = 'left' | 'center' | 'right';

/** What stands on the paper from top to bottom, not yet as dots: drawing waits until somebody looks. */
export type PaperItem =
  | {
      kind: 'line';
      align: PaperAlignment;
      runs: { glyphs: DrawnGlyph[]; style: LineStyle }[];
      heightDots: number;
    }
  | { kind: 'raster'; align: PaperAlignment; widthDots: number; heightDots: number; bits: Uint8Array }
  | { kind: 'qr'; align: PaperAlignment; modules: boolean[][]; moduleSize: number; heightDots: number }
  | { kind: 'feed'; heightDots: number };

/** A piece of paper that came out. */
export interface PrintedTicket {
  /** Counts from 1 since the simulator started. */
  id: number;
  /** Wall clock, ms since the epoch, when it was cut. */
  at: number;
  cut: 'full' | 'partial' | 'none';
  /** The last process id that was confirmed for it, if any. */
  processId: string | null;
  /** Text as decoded from the bytes, line by line. */
  lines: string[];
  /** What its QR codes say. */
  qr: string[];
  /** Commands that were not understood, in hex. */
  unknown: string[];
  heightDots: number;
  items: readonly PaperItem[];
}

/** The paper between the cutter and the last line printed. */
export class Paper {
  #items: PaperItem[] = [];
  #lines: string[] = [];
  #qr: string[] = [];
  #unknown: string[] = [];
  #count = 0;

  /** Something is on it, not only white. */
  get isPrinted(): boolean {
    return this.#items.some(({ kind }) => kind !== 'feed');
  }

  /** What has been printed since the last cut, line by line. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  add(item: PaperItem, content: { line?: string; qr?: string } = {}): void {
    this.#items.push(item);
    if (content.line !== undefined) this.#lines.push(content.line);
    if (content.qr !== undefined) this.#qr.push(content.qr);
  }

  addUnknown(command: string): void {
    this.#unknown.push(command);
  }

  /** Takes the paper off and begins anew. */
  takeOff(at: number, cut: PrintedTicket['cut']): PrintedTicket {
    this.#count += 1;
    const ticket: PrintedTicket = {
      id: this.#count,
      at,
      cut,
      processId: null,
      lines: this.#lines,
      qr: this.#qr,
      unknown: this.#unknown,
      heightDots: this.#items.reduce((sum, { heightDots }) => sum + heightDots, 0),
      items: this.#items,
    };
    this.#items = [];
    this.#lines = [];
    this.#qr = [];
    this.#unknown = [];
    return ticket;
  }
}
