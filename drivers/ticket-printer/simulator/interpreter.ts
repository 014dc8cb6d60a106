import { encodeQR } from 'qr';
import { hex } from '../bytes.ts';
import { type DrawnGlyph, type LineStyle, cell } from '../draw-line.ts';
import type { PrinterProfile } from '../profile.ts';
import type { Paper, PaperAlignment } from './paper.ts';
import type { PrinterCommand } from './parser.ts';
import { type PresenterAction, presenterAction } from './presenter.ts';

/** What a command does beyond changing a mode. `feed`: the paper moves by so many dots. */
export type Action =
  | { kind: 'feed'; dots: number }
  | { kind: 'cut'; full: boolean; dots: number }
  | { kind: 'process-id'; id: string }
  | { kind: 'automatic-status'; mask: number }
  | { kind: 'transmit-status'; n: number }
  | { kind: 'transmit-id'; n: number }
  | { kind: 'initialize' }
  | PresenterAction;

const none: Action = { kind: 'none' };
/** ESC 2: a sixth of an inch. */
const linesPerInch = 6;
/** From the print head to the cutter. */
export const cutterDistanceDots = 96;
const alignments: readonly PaperAlignment[] = ['left', 'center', 'right'];
const levels = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const;

interface QrState {
  moduleSize: number;
  level: (typeof levels)[keyof typeof levels];
  data: Uint8Array;
}

/** The modes of an ESC/POS printer and the line that it is filling. */
export class Interpreter {
  readonly #profile: PrinterProfile;
  readonly #paper: Paper;
  readonly #gb18030 = new TextDecoder('gb18030');
  #runs: { glyphs: DrawnGlyph[]; style: LineStyle }[] = [];
  #style: LineStyle = { width: 1, height: 1, bold: false };
  #align: PaperAlignment = 'left';
  #spacing: number;
  #qr: QrState = { moduleSize: 3, level: 'low', data: new Uint8Array() };
  chinese: boolean;

  constructor(profile: PrinterProfile, paper: Paper) {
    this.#profile = profile;
    this.#paper = paper;
    this.#spacing = profile.resolutionDpi / linesPerInch;
    this.chinese = profile.chineseAtPowerOn;
  }

  /** ESC @ and power-on. What is in the line but not printed is lost. */
  reset(): void {
    this.#runs = [];
    this.#style = { width: 1, height: 1, bold: false };
    this.#align = 'left';
    this.#spacing = this.#profile.resolutionDpi / linesPerInch;
    this.#qr = { moduleSize: 3, level: 'low', data: new Uint8Array() };
    this.chinese = this.#profile.chineseAtPowerOn;
  }

  /** DLE DC4 fn 8: the print buffer is emptied, every mode stays. */
  dropLine(): void {
    this.#runs = [];
  }

  execute(command: PrinterCommand): Action {
    switch (command.kind) {
      case 'text':
        return this.#text(command.bytes);
      case 'line-feed':
        return this.#endLine();
      case 'initialize':
        this.reset();
        return command;
      case 'align':
        this.#align = alignments[command.n] ?? this.#align;
        return none;
      case 'bold':
        this.#style = { ...this.#style, bold: command.on };
        return none;
      case 'size':
        this.#style = { ...this.#style, width: command.width, height: command.height };
        return none;
      case 'line-spacing':
        this.#spacing =
          command.units === null ? this.#profile.resolutionDpi / linesPerInch : this.#dots(command.units);
        return none;
      case 'feed-units':
        return this.#feed(this.#dots(command.units));
      case 'feed-lines':
        return this.#feed(command.lines * this.#spacing);
      case 'chinese':
        this.chinese = command.on;
        return none;
      case 'raster':
        return this.#raster(command);
      case 'qr':
        return this.#qrFunction(command.fn, command.parameters);
      case 'cut':
        if (this.#runs.length > 0) this.#paper.addUnknown('cut within a line');
        return { kind: 'cut', full: command.full, dots: command.feeds ? cutterDistanceDots : 0 };
      case 'process-id':
      case 'automatic-status':
      case 'transmit-status':
      case 'transmit-id':
        return command;
      case 'presenter': {
        const action = presenterAction(command.bytes, this.#profile);
        if (!action) this.#paper.addUnknown(hex(command.bytes));
        return action ?? none;
      }
      case 'unknown':
        this.#paper.addUnknown(hex(command.bytes));
        return none;
      case 'ignored':
        return none;
    }
  }

  #text(bytes: Uint8Array): Action {
    let dots = 0;
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] ?? 0;
      const pair = this.chinese && byte >= 0x81 && byte <= 0xfe;
      const glyph = pair
        ? { text: this.#gb18030.decode(bytes.subarray(index, index + 2)), cells: 2 }
        : { text: String.fromCharCode(byte), cells: 1 };
      if (pair) index += 1;
      // A full line is printed by itself, and the text goes on in the next.
      if (this.#lineWidth() + glyph.cells * cell.width * this.#style.width > this.#profile.dots)
        dots += feedOf(this.#endLine());
      const last = this.#runs.at(-1);
      if (last?.style === this.#style) last.glyphs.push(glyph);
      else this.#runs.push({ glyphs: [glyph], style: this.#style });
    }
    return dots > 0 ? { kind: 'feed', dots } : none;
  }

  #endLine(): Action {
    const runs = this.#runs;
    this.#runs = [];
    if (runs.length === 0) return this.#feed(this.#spacing);
    const tallest = Math.max(...runs.map(({ style }) => style.height)) * cell.height;
    const heightDots = Math.round(Math.max(tallest, this.#spacing));
    const line = runs.flatMap(({ glyphs }) => glyphs.map(({ text }) => text)).join('');
    this.#paper.add({ kind: 'line', align: this.#align, runs, heightDots }, { line });
    return { kind: 'feed', dots: heightDots };
  }

  #feed(dots: number): Action {
    const rounded = Math.round(dots);
    this.#paper.add({ kind: 'feed', heightDots: rounded });
    return { kind: 'feed', dots: rounded };
  }

  #raster({ rowBytes, height, m, data }: Extract<PrinterCommand, { kind: 'raster' }>): Action {
    if (this.#runs.length > 0 || m !== 0) {
      this.#paper.addUnknown(m === 0 ? 'raster within a line' : `raster m=${m}`);
      return none;
    }
    const item = {
      kind: 'raster',
      align: this.#align,
      widthDots: rowBytes * 8,
      heightDots: height,
      bits: data,
    } as const;
    this.#paper.add(item);
    return { kind: 'feed', dots: height };
  }

  #qrFunction(fn: number, parameters: Uint8Array): Action {
    const { qr, dots } = this.#profile;
    const [n = 0] = parameters;
    if (fn === 0x43) this.#qr.moduleSize = n;
    else if (fn === 0x45) {
      const known = (['L', 'M', 'Q', 'H'] as const).find((level) => qr.errorLevels[level] === n);
      if (known) this.#qr.level = levels[known];
      else this.#paper.addUnknown(`qr level ${hex([n])}`);
    } else if (fn === 0x50) {
      if (n === qr.storeM) this.#qr.data = parameters.slice(1);
      else this.#paper.addUnknown(`qr store ${hex([n])}`);
    } else if (fn === 0x51) {
      const { moduleSize, level, data } = this.#qr;
      const text = new TextDecoder().decode(data);
      // The library's border is at least one module; the printer draws none.
      const modules = encodeQR(text, 'raw', { ecc: level, border: 1 })
        .slice(1, -1)
        .map((row) => row.slice(1, -1));
      const side = modules.length * moduleSize;
      if (side > dots) {
        this.#paper.addUnknown('qr wider than the paper');
        return none;
      }
      this.#paper.add(
        { kind: 'qr', align: this.#align, modules, moduleSize, heightDots: side },
        { qr: text },
      );
      return { kind: 'feed', dots: side };
    } else if (fn !== 0x41) this.#paper.addUnknown(`qr fn ${hex([fn])}`);
    return none;
  }

  #lineWidth(): number {
    return this.#runs.reduce(
      (sum, { glyphs, style }) =>
        sum + glyphs.reduce((cells, glyph) => cells + glyph.cells, 0) * cell.width * style.width,
      0,
    );
  }

  #dots(units: number): number {
    return (units * this.#profile.resolutionDpi) / this.#profile.verticalUnitDpi;
  }
}

function feedOf(action: Action): number {
  return action.kind === 'feed' ? action.dots : 0;
}
