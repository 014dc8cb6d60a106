import { DLE, EOT, GS } from './commands.ts';
import { concatBytes } from './bytes.ts';

/** One bit per dot, rows padded to whole bytes, most significant bit left, 1 is black. */
export interface Bitmap {
  widthDots: number;
  heightDots: number;
  bits: Uint8Array;
}

/**
 * Bytes of one band. A host that dies within a band leaves a printer that takes what follows for picture data,
 * so this is also how many NULs it takes to get it out of there.
 */
export const maxBandBytes = 1024;

/** GS v 0, in as many bands as the model's limit asks for. Each band is a command of its own and feeds its height. */
export function rasterBands(bitmap: Bitmap, maxHeight: number): Uint8Array[] {
  const rowBytes = Math.ceil(bitmap.widthDots / 8);
  // Below 1024 rows, so that yL yH cannot read as DLE EOT.
  const rows = Math.max(1, Math.min(maxHeight, 1023, Math.floor(maxBandBytes / rowBytes)));
  const bands: Uint8Array[] = [];
  for (let top = 0; top < bitmap.heightDots; top += rows) {
    const height = Math.min(rows, bitmap.heightDots - top);
    const data = bitmap.bits.slice(top * rowBytes, (top + height) * rowBytes);
    const header = Uint8Array.of(
      GS,
      0x76,
      0x30,
      0,
      rowBytes & 0xff,
      rowBytes >> 8,
      height & 0xff,
      height >> 8,
    );
    bands.push(concatBytes([header, withoutRealTimeCommands(data)]));
  }
  return bands;
}

/** `bitmap` moved right by `left` dots, which need not be whole bytes. */
export function shifted(bitmap: Bitmap, left: number): Bitmap {
  if (left === 0) return bitmap;
  const widthDots = bitmap.widthDots + left;
  const from = Math.ceil(bitmap.widthDots / 8);
  const to = Math.ceil(widthDots / 8);
  const bits = new Uint8Array(to * bitmap.heightDots);
  for (let y = 0; y < bitmap.heightDots; y += 1)
    for (let x = 0; x < from; x += 1) {
      const value = bitmap.bits[y * from + x] ?? 0;
      const at = y * to + x + (left >> 3);
      bits[at] = (bits[at] ?? 0) | (value >> (left & 7));
      if (x + (left >> 3) + 1 < to) bits[at + 1] = (value << (8 - (left & 7))) & 0xff;
    }
  return { widthDots, heightDots: bitmap.heightDots, bits };
}

/**
 * Printers obey DLE EOT, DLE ENQ and DLE DC4 wherever they see them, also within picture data (Epson, "Real-time
 * commands"). One dot more beside a single one cannot be seen and keeps such a byte pair from occurring.
 */
function withoutRealTimeCommands(data: Uint8Array): Uint8Array {
  for (let index = 0; index < data.length - 1; index += 1) {
    const next = data[index + 1];
    if (data[index] === DLE && (next === EOT || next === 0x05 || next === 0x14)) data[index] = 0x18;
  }
  return data;
}
