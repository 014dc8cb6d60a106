/** `node scripts/test-page.ts`: draws the page that a health check of the A4 printer prints. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GlobalFonts, PDFDocument } from '@napi-rs/canvas';
import { bundledFonts } from '../drivers/ticket-printer/fonts.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'assets/document-printer/test-page.pdf');
/** A4 in points. */
const sheet = { width: 595, height: 842 };
const mm = 72 / 25.4;
/** Most laser printers cannot print closer to the edge. */
const edge = 5 * mm;

GlobalFonts.registerFromPath(bundledFonts(root).regular, 'test-page');
const pdf = new PDFDocument({ title: 'Test page' });
const canvas = pdf.beginPage(sheet.width, sheet.height);
canvas.strokeRect(edge, edge, sheet.width - 2 * edge, sheet.height - 2 * edge);
canvas.textAlign = 'center';
for (const [text, size, down] of [
  ['打印测试', 36, 120],
  ['Printer test', 24, 160],
  ['此页仅供检查打印机，可丢弃。', 14, 210],
  ['This page checks the printer and may be thrown away.', 14, 232],
  ['框线应完整，距纸边 5 毫米。 The frame is whole and 5 mm from each edge.', 10, 780],
] as const) {
  canvas.font = `${size}px test-page`;
  canvas.fillText(text, sheet.width / 2, down);
}
// Eleven greys from white to black: even steps show a good drum and enough toner.
for (let step = 0; step <= 10; step += 1) {
  const grey = Math.round(255 - step * 25.5);
  canvas.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
  canvas.fillRect(80 + step * 40, 300, 40, 80);
}
pdf.endPage();
writeFileSync(file, pdf.close());
