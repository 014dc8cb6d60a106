import type { FieldsSection } from '../document.ts';
import { colors } from '../look.ts';
import { baseline, leading } from '../pen.ts';
import type { Sheet } from '../sheet.ts';
import { drawHeading } from './heading.ts';

/** Of a pair's width, for its label. */
const labelShare = { 1: 0.3, 2: 0.42 } as const;

/** Labels and values, a hairline below each row. */
export function drawFields(sheet: Sheet, { heading, fields, columns }: FieldsSection): void {
  const { look, pen } = sheet;
  const pair = (sheet.width - (columns - 1) * look.gap) / columns;
  const labelWidth = pair * labelShare[columns] - look.padding;
  const valueWidth = pair - labelWidth - look.padding;
  const cells = fields.map(({ label, value }) => ({
    label: pen.lines(label, labelWidth, look.label),
    value: pen.lines(value, valueWidth, look.body),
  }));
  const line = look.body.size * leading;
  const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, index) => {
    const pairs = cells.slice(index * columns, (index + 1) * columns);
    const lines = Math.max(...pairs.map(({ label, value }) => Math.max(label.length, value.length)));
    return { pairs, height: lines * line + look.padding };
  });
  drawHeading(sheet, heading, rows[0]?.height ?? 0);
  for (const { pairs, height } of rows) {
    sheet.need(height);
    pairs.forEach(({ label, value }, column) => {
      const x = sheet.left + column * (pair + look.gap);
      const top = sheet.y + look.padding / 2;
      // The smaller label stands on the line of the value.
      sheet.lines(label, x, top + (look.body.size - look.label.size) * baseline, look.label);
      sheet.lines(value, x + labelWidth + look.padding, top, look.body);
      sheet.rule(x, sheet.y + height, pair, 0.5, colors.line);
    });
    sheet.down(height);
  }
  sheet.down(look.gap);
}
