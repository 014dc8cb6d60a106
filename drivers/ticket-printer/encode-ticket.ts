import { DeviceError } from '../contract/device-error.ts';
import type { Ticket, TicketPart } from '../contract/ticket-printer.ts';
import { concatBytes } from './bytes.ts';
import {
  LF,
  align,
  type Alignment,
  automaticStatusBackOn,
  bold,
  characterSize,
  chineseModeOn,
  feed,
  initialize,
  lineSpacing,
} from './commands.ts';
import { cutCommand } from './cut.ts';
import { type DrawLine, cell, lineDrawer } from './draw-line.ts';
import type { FontPaths } from './fonts.ts';
import type { PrinterProfile } from './profile.ts';
import { qrCommands } from './qr.ts';
import { type Bitmap, rasterBands, shifted } from './raster.ts';
import { type Glyph, wrap } from './text-layout.ts';

export interface EncodedTicket {
  /** Whole commands each: between two of them the printer may be asked for its status. */
  segments: Uint8Array[];
  lines: number;
  characters: number;
  codes: number;
  cut: boolean;
}

/** Dots between two lines of text, 1 mm at 203 dpi. */
const leadingDots = 8;

/** @throws DeviceError `invalidData` for sizes, pictures and codes that this printer cannot print. */
export async function encodeTicket(
  ticket: Ticket,
  profile: PrinterProfile,
  fonts: FontPaths,
): Promise<EncodedTicket> {
  const encoded: EncodedTicket = { segments: [head(profile)], lines: 0, characters: 0, codes: 0, cut: false };
  for (const part of ticket.parts) {
    switch (part.kind) {
      case 'text':
        await addText(encoded, part, profile, fonts);
        break;
      case 'rule':
        encoded.segments.push(
          feedDots(9, profile),
          ...drawn(dashes(profile.dots), 'left', profile),
          feedDots(9, profile),
        );
        break;
      case 'feed':
        encoded.segments.push(feedDots(atMost(part.lines, 100) * (cell.height + leadingDots), profile));
        break;
      case 'qr':
        encoded.segments.push(...code(part, profile));
        encoded.codes += 1;
        break;
      case 'image':
        if (
          part.bits.length !== Math.ceil(part.widthDots / 8) * part.heightDots ||
          part.widthDots > profile.dots
        )
          throw invalid('a picture that is wider than the paper or not of its stated size');
        encoded.segments.push(...drawn(part, 'center', profile));
        break;
    }
  }
  const cut = cutCommand(ticket.cut, profile);
  const present = ticket.cut === 'none' ? null : profile.presenter?.present;
  if (cut && !present?.cuts) encoded.segments.push(cut);
  if (present) encoded.segments.push(present.command);
  encoded.cut = cut !== null || present?.cuts === true;
  return encoded;
}

/** ESC @ takes back what a ticket before left set, and with it the automatic status, so that is asked for again. */
function head({ status, presenter }: PrinterProfile): Uint8Array {
  return concatBytes([
    initialize,
    ...(status.strategy === 'asb' ? [automaticStatusBackOn] : []),
    ...(presenter?.setup ? [presenter.setup] : []),
    chineseModeOn,
  ]);
}

async function addText(
  encoded: EncodedTicket,
  part: Extract<TicketPart, { kind: 'text' }>,
  profile: PrinterProfile,
  fonts: FontPaths,
): Promise<void> {
  const style = {
    width: atMost(part.width ?? 1, 8),
    height: atMost(part.height ?? 1, 8),
    bold: part.bold ?? false,
  };
  const alignment = part.align ?? 'left';
  for (const line of wrap(part.text, Math.floor(profile.columns / style.width))) {
    encoded.lines += 1;
    encoded.characters += line.length;
    const bytes = textBytes(line);
    if (bytes) encoded.segments.push(textLine(bytes, alignment, style, profile));
    else {
      // GS v 0 needs an empty line, so one drawn character makes a drawn line.
      const draw: DrawLine = await lineDrawer(fonts);
      encoded.segments.push(...drawn(draw(line, style), alignment, profile), feedDots(leadingDots, profile));
    }
  }
}

function code(part: Extract<TicketPart, { kind: 'qr' }>, profile: PrinterProfile): Uint8Array[] {
  const moduleSize = atMost(part.moduleSize ?? 6, 16);
  // ISO/IEC 18004 wants four modules of white around; text above and below keeps some of it free already.
  const quiet = feedDots(3 * moduleSize, profile);
  return [
    quiet,
    align('center'),
    qrCommands(part.data, moduleSize, part.errorCorrection ?? 'M', profile),
    quiet,
  ];
}

function textBytes(line: readonly Glyph[]): Uint8Array | null {
  const parts = line.map(({ bytes }) => bytes);
  return parts.every((bytes) => bytes !== null) ? concatBytes(parts) : null;
}

function textLine(
  bytes: Uint8Array,
  alignment: Alignment,
  style: { width: number; height: number; bold: boolean },
  profile: PrinterProfile,
): Uint8Array {
  const spacing = toUnits(cell.height * style.height + leadingDots, profile);
  return concatBytes([
    align(alignment),
    characterSize(style.width, style.height),
    bold(style.bold),
    // A line taller than the spacing feeds its own height (ESC 3), which is right for the largest sizes.
    lineSpacing(Math.min(255, spacing)),
    bytes,
    Uint8Array.of(LF),
  ]);
}

/** Moved into place dot by dot: whether ESC a holds for GS v 0 differs between models. */
function drawn(bitmap: Bitmap, alignment: Alignment, profile: PrinterProfile): Uint8Array[] {
  const room = Math.max(0, profile.dots - bitmap.widthDots);
  const left = { left: 0, center: room >> 1, right: room }[alignment];
  const [first, ...others] = rasterBands(shifted(bitmap, left), profile.raster.maxHeight);
  return first ? [concatBytes([align('left'), first]), ...others] : [];
}

function dashes(dots: number): Bitmap {
  const rowBytes = Math.ceil(dots / 8);
  return { widthDots: dots, heightDots: 2, bits: new Uint8Array(rowBytes * 2).fill(0xfc) };
}

function feedDots(dots: number, profile: PrinterProfile): Uint8Array {
  return feed(toUnits(dots, profile));
}

function toUnits(dots: number, { resolutionDpi, verticalUnitDpi }: PrinterProfile): number {
  return Math.round((dots * verticalUnitDpi) / resolutionDpi);
}

function atMost(value: number, most: number): number {
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw invalid(`a size of ${value}, not 1 to ${most}`);
  return value;
}

function invalid(what: string): DeviceError {
  return new DeviceError('invalidData', `the ticket has ${what}`, { effect: 'none', retry: 'never' });
}
