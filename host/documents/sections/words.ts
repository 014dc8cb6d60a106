import type { NotesSection, TextSection } from '../document.ts';
import { leading } from '../pen.ts';
import type { Sheet } from '../sheet.ts';
import { drawHeading } from './heading.ts';

/** Of a certificate's lines, beyond that of other text. */
const openLeading = 1.25;
/** Chinese paragraphs begin two characters in. */
const indent = '\u3000\u3000';

export function drawText(sheet: Sheet, { heading, paragraphs }: TextSection): void {
  const { look, pen, document } = sheet;
  const line = look.words.size * leading * openLeading;
  drawHeading(sheet, heading, line);
  for (const paragraph of paragraphs) {
    const text = document.language === 'zh-CN' ? indent + paragraph : paragraph;
    for (const part of pen.lines(text, sheet.width, look.words)) {
      sheet.need(line);
      pen.write(part, sheet.left, sheet.y, look.words);
      sheet.down(line);
    }
    sheet.down(look.padding);
  }
  sheet.down(look.gap);
}

export function drawNotes(sheet: Sheet, { heading, notes }: NotesSection): void {
  const { look, pen } = sheet;
  const style = look.label;
  const line = style.size * leading;
  const numbered = notes.length > 1;
  const hang = numbered ? pen.width(`${notes.length}.  `, style) : 0;
  drawHeading(sheet, heading, line);
  notes.forEach((note, index) => {
    pen.lines(note, sheet.width - hang, style).forEach((part, number) => {
      sheet.need(line);
      if (numbered && number === 0) pen.write(`${index + 1}.`, sheet.left, sheet.y, style);
      pen.write(part, sheet.left + hang, sheet.y, style);
      sheet.down(line);
    });
  });
  sheet.down(look.gap);
}
