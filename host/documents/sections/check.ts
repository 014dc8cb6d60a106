import type { Check } from '../document.ts';
import { colors } from '../look.ts';
import { leading } from '../pen.ts';
import type { Sheet } from '../sheet.ts';
import { layoutText, longDate } from '../texts.ts';
import { drawQr } from './codes.ts';

/** The end of the document, where paper would bear a stamp: who issued it, and how to find out that it is genuine. */
export function drawCheck(sheet: Sheet, check: Check): void {
  const { look, pen, document } = sheet;
  const { language } = document;
  const x = sheet.left + look.checkQr + look.padding;
  const width = sheet.width - look.checkQr - 2 * look.padding;
  const date = longDate(document.issuedOn, language);
  const parts = [
    { text: layoutText('electronic', language), style: look.heading },
    { text: layoutText('checkByCode', language), style: look.label },
    { text: layoutText('checkAt', language, { place: check.place }), style: look.label },
    { text: `${layoutText('checkCode', language)}  ${check.code}`, style: look.code },
    { text: `${layoutText('issuer', language)}  ${document.issuer}  ${date}`, style: look.label },
  ].map(({ text, style }) => ({ lines: pen.lines(text, width, style), style }));
  const words = parts.reduce((sum, { lines, style }) => sum + lines.length * style.size * leading, 0);
  const height = Math.max(words + 2 * look.padding, look.checkQr);
  sheet.need(height);
  sheet.rule(sheet.left, sheet.y, sheet.width, 1, colors.blue);
  sheet.rule(sheet.left, sheet.y + height, sheet.width, 1, colors.blue);
  drawQr(sheet, check.qr, sheet.left, sheet.y + (height - look.checkQr) / 2, look.checkQr);
  let y = sheet.y + (height - words) / 2;
  for (const { lines, style } of parts) y += sheet.lines(lines, x, y, style);
  sheet.down(height);
}
