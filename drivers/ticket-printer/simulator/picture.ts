import { lineDrawer } from '../draw-line.ts';
import type { FontPaths } from '../fonts.ts';
import type { Bitmap } from '../raster.ts';
import type { PaperItem, PrintedTicket } from './paper.ts';
import { encodePng } from './png.ts';

/** White around what is printed, so that the picture looks like paper. */
const margin = { side: 32, top: 40, bottom: 40 } as const;

/** The ticket as a PNG with one bit per dot, `dots` wide plus margins; a dashed line is where it was cut. */
export async function ticketPicture(
  ticket: PrintedTicket,
  dots: number,
  fonts: FontPaths,
): Promise<Uint8Array> {
  const draw = await lineDrawer(fonts);
  const sheet = new Sheet(dots + 2 * margin.side, ticket.heightDots + margin.top + margin.bottom);
  let top: number = margin.top;
  for (const item of ticket.items) {
    for (const { bitmap, left, down } of bitmapsOf(item, dots, draw))
      sheet.put(bitmap, margin.side + left, top + down);
    top += item.heightDots;
  }
  if (ticket.cut !== 'none') sheet.dashes(sheet.heightDots - 2);
  return encodePng(sheet);
}

interface Placed {
  bitmap: Bitmap;
  left: number;
  down: number;
}

function bitmapsOf(item: PaperItem, dots: number, draw: Awaited<ReturnType<typeof lineDrawer>>): Placed[] {
  if (item.kind === 'feed') return [];
  const bitmaps =
    item.kind === 'line'
      ? item.runs.map(({ glyphs, style }) => draw(glyphs, style))
      : [item.kind === 'qr' ? qrBitmap(item.modules, item.moduleSize) : item];
  const room = Math.max(0, dots - bitmaps.reduce((sum, { widthDots }) => sum + widthDots, 0));
  const tallest = Math.max(...bitmaps.map(({ heightDots }) => heightDots));
  let left = { left: 0, center: room >> 1, right: room }[item.align];
  return bitmaps.map((bitmap) => {
    // Characters of different heights in one line stand on the same foot.
    const placed = { bitmap, left, down: tallest - bitmap.heightDots };
    left += bitmap.widthDots;
    return placed;
  });
}

function qrBitmap(modules: boolean[][], size: number): Bitmap {
  const sheet = new Sheet(modules.length * size, modules.length * size);
  for (let y = 0; y < sheet.heightDots; y += 1)
    for (let x = 0; x < sheet.widthDots; x += 1)
      if (modules[Math.floor(y / size)]?.[Math.floor(x / size)]) sheet.set(x, y);
  return sheet;
}

class Sheet implements Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bits: Uint8Array;

  constructor(widthDots: number, heightDots: number) {
    this.widthDots = widthDots;
    this.heightDots = heightDots;
    this.bits = new Uint8Array(Math.ceil(widthDots / 8) * heightDots);
  }

  set(x: number, y: number): void {
    if (x >= this.widthDots || y >= this.heightDots) return;
    const at = y * Math.ceil(this.widthDots / 8) + (x >> 3);
    this.bits[at] = (this.bits[at] ?? 0) | (0x80 >> (x & 7));
  }

  put(from: Bitmap, left: number, top: number): void {
    const rowBytes = Math.ceil(from.widthDots / 8);
    for (let y = 0; y < from.heightDots; y += 1)
      for (let x = 0; x < from.widthDots; x += 1)
        if ((from.bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) this.set(left + x, top + y);
  }

  dashes(y: number): void {
    for (let x = 0; x < this.widthDots; x += 1) if (x % 16 < 10) this.set(x, y);
  }
}
