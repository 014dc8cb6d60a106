import { encodeQR } from 'qr';
import type { CodesSection } from '../document.ts';
import { DocumentError } from '../document-error.ts';
import { leading, type Style } from '../pen.ts';
import type { Sheet } from '../sheet.ts';
import { drawHeading } from './heading.ts';

const inRow = 2;
/** ISO/IEC 18004, 6.3.8: four modules around the symbol stay white. */
const quietModules = 4;

/** Each in a dashed frame, along which it is cut out. */
export function drawCodes(sheet: Sheet, { heading, codes }: CodesSection): void {
  const { look, pen } = sheet;
  const width = sheet.width / inRow;
  const inner = width - 2 * look.padding;
  const boxes = codes.map(({ data, caption, lines }) => ({
    data,
    words: [
      ...pen.lines(caption, inner, look.strong).map((text) => ({ text, style: look.strong })),
      ...lines
        .flatMap((line) => pen.lines(line, inner, look.label))
        .map((text) => ({ text, style: look.label })),
    ],
  }));
  const height = Math.max(
    ...boxes.map(
      ({ words }) =>
        look.cutQr + words.reduce((sum, { style }) => sum + style.size * leading, 0) + 3 * look.padding,
    ),
  );
  const centred = (text: string, x: number, y: number, style: Style) =>
    pen.write(text, x + (width - pen.width(text, style)) / 2, y, style);
  drawHeading(sheet, heading, height);
  for (let from = 0; from < boxes.length; from += inRow) {
    sheet.need(height);
    boxes.slice(from, from + inRow).forEach(({ data, words }, column) => {
      const x = sheet.left + column * width;
      sheet.dashed(x, sheet.y, width, height);
      drawQr(sheet, data, x + (width - look.cutQr) / 2, sheet.y + look.padding, look.cutQr);
      let y = sheet.y + look.padding + look.cutQr;
      for (const { text, style } of words) {
        centred(text, x, y, style);
        y += style.size * leading;
      }
    });
    sheet.down(height);
  }
  sheet.down(look.gap);
}

/** @param side of the symbol with its white border, in points. @throws DocumentError `does-not-fit` */
export function drawQr(sheet: Sheet, data: string, x: number, y: number, side: number): void {
  let modules: boolean[][];
  try {
    modules = encodeQR(data, 'raw', { ecc: 'medium', border: quietModules });
  } catch {
    throw new DocumentError('does-not-fit', 'the content of a QR code is too long');
  }
  sheet.squares(modules, x, y, side / modules.length);
}
