import { colors } from '../look.ts';
import { leading } from '../pen.ts';
import type { Sheet } from '../sheet.ts';
import { layoutText, longDate } from '../texts.ts';

/** The upper part of the first page: who issues what, and for whom. */
export function drawOpening(sheet: Sheet): void {
  const { look, document } = sheet;
  sheet.centred(document.issuer, look.issuer);
  sheet.down(2);
  sheet.centred(document.title, look.title);
  sheet.down(look.padding);
  sheet.rule(sheet.left, sheet.y, sheet.width, 2, colors.blue);
  sheet.rule(sheet.left, sheet.y + 3, sheet.width, 0.5, colors.blue);
  sheet.down(3 + look.gap);
  drawSubject(sheet);
}

/** Two rows of two: the person, then the paper. */
function drawSubject(sheet: Sheet): void {
  const { look, document, pen } = sheet;
  const { language } = document;
  const left = sheet.left + 2 * look.padding;
  const half = (sheet.width - 4 * look.padding) / 2;
  const cell = half - look.padding;
  const line = look.strong.size * leading;
  const label = look.label.size * leading;
  const lineCount = (text: string) => pen.lines(text, cell, look.strong).length;
  const { name, idNumber } = document.subject;
  const numberLabel = pen.lines(document.idNumberLabel, cell, look.label);
  const labels = numberLabel.length * label;
  const person = labels + Math.max(lineCount(name), lineCount(idNumber)) * line;
  const number = pen.lines(document.number, cell, look.strong);
  const height = person + label + number.length * line + 4 * look.padding;
  sheet.panel(sheet.left, sheet.y, sheet.width, height);

  const y = sheet.y + 1.5 * look.padding;
  pen.write(layoutText('name', language), left, y, look.label);
  sheet.name(left, y + labels, cell, look.strong);
  sheet.lines(numberLabel, left + half, y, look.label);
  sheet.idNumber(left + half, y + labels, cell, look.strong);

  const below = y + person + look.padding;
  pen.write(layoutText('number', language), left, below, look.label);
  sheet.lines(number, left, below + label, look.strong);
  pen.write(layoutText('issuedOn', language), left + half, below, look.label);
  pen.write(longDate(document.issuedOn, language), left + half, below + label, look.strong);
  sheet.down(height + look.gap);
}
