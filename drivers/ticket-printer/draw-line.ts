import process from 'node:process';
import type { FontPaths } from './fonts.ts';
import type { Bitmap } from './raster.ts';

/** Font A and the Chinese font of ESC/POS printers. */
export const cell = { width: 12, height: 24 } as const;

export interface DrawnGlyph {
  text: string;
  cells: number;
}

export interface LineStyle {
  /** Multiples of the cell, 1 to 8. */
  width: number;
  height: number;
  bold: boolean;
}

export type DrawLine = (glyphs: readonly DrawnGlyph[], style: LineStyle) => Bitmap;

const loaded = new Map<string, Promise<DrawLine>>();

/**
 * A function that draws a row of characters on the printer's grid. The canvas and its fonts take some 25 MB, so they
 * are loaded on first use and then kept.
 */
export function lineDrawer(fonts: FontPaths): Promise<DrawLine> {
  const key = JSON.stringify(fonts);
  const known = loaded.get(key) ?? load(fonts);
  loaded.set(key, known);
  return known;
}

/** A Chinese character fills its cell but for a dot on each side, as in printers' own fonts. */
const fontPx = 22;
/** Noto Sans CJK: the em box reaches 0.88 above the baseline. */
const baseline = Math.round((cell.height - fontPx) / 2 + 0.88 * fontPx);
const inkThreshold = 112;

async function load(fonts: FontPaths): Promise<DrawLine> {
  // The system's fonts would take another 15 MB and make a ticket look different from machine to machine.
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
  const { GlobalFonts, createCanvas } = await import('@napi-rs/canvas');
  const families = [fonts.regular, fonts.rare].flatMap((path, index) => {
    const family = `ticket-${index}`;
    return path !== null && GlobalFonts.registerFromPath(path, family) ? [family] : [];
  });
  const font = `${fontPx}px ${families.join(', ')}`;

  return (glyphs, { width, height, bold }) => {
    const widthDots = glyphs.reduce((sum, { cells }) => sum + cells, 0) * cell.width * width;
    const heightDots = cell.height * height;
    const canvas = createCanvas(Math.max(1, widthDots), heightDots);
    const context = canvas.getContext('2d');
    context.font = font;
    context.textAlign = 'center';
    context.scale(width, height);
    let left = 0;
    for (const glyph of glyphs) {
      const room = glyph.cells * cell.width;
      context.fillText(glyph.text, left + room / 2, baseline, room);
      // Emphasis as print heads do it: once more, one dot to the right.
      if (bold) context.fillText(glyph.text, left + room / 2 + 1, baseline, room);
      left += room;
    }
    return toBitmap(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}

function toBitmap({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: ArrayLike<number>;
}): Bitmap {
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((data[(y * width + x) * 4 + 3] ?? 0) >= inkThreshold) {
        const at = y * rowBytes + (x >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
  return { widthDots: width, heightDots: height, bits };
}
