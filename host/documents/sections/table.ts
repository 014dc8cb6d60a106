import type { Column, TableSection } from '../document.ts';
import { colors } from '../look.ts';
import { leading, type Style } from '../pen.ts';
import type { Sheet } from '../sheet.ts';
import { columnWidths } from './column-widths.ts';
import { drawHeading } from './heading.ts';

/** A row whose cells have been broken into lines. */
type Broken = readonly (readonly string[])[];

/** Rows are never parted; a new page begins with the head of the table again. */
export function drawTable(sheet: Sheet, { heading, columns, rows, totals }: TableSection): void {
  const { look } = sheet;
  const labels = columns.map(({ label }) => label);
  const widths = columnWidths(sheet, columns, [labels, ...rows, ...totals]);
  const broken = (cells: readonly string[], style: Style): Broken =>
    cells.map((cell, index) => sheet.pen.lines(cell, (widths[index] ?? 0) - 2 * look.padding, style));
  const height = (row: Broken) =>
    Math.max(...row.map((lines) => lines.length)) * look.cell.size * leading + look.padding;

  const head = broken(labels, look.cellStrong);
  const body = rows.map((row) => broken(row, look.cell));
  const sums = totals.map((row) => broken(row, look.cellStrong));
  const draw = (row: Broken, style: Style) => {
    drawCells(sheet, columns, widths, row, style);
    sheet.down(height(row));
    sheet.rule(sheet.left, sheet.y, sheet.width, 0.5, colors.line);
  };
  const drawHead = () => {
    sheet.panel(sheet.left, sheet.y, sheet.width, height(head));
    sheet.rule(sheet.left, sheet.y, sheet.width, 1, colors.blue);
    draw(head, look.cellStrong);
  };
  const needRow = (row: Broken) => {
    if (height(row) <= sheet.room) return;
    sheet.newPage();
    drawHead();
    sheet.need(height(row));
  };

  const [first] = [...body, ...sums];
  drawHeading(sheet, heading, height(head) + (first === undefined ? 0 : height(first)));
  drawHead();
  for (const row of body) {
    needRow(row);
    draw(row, look.cell);
  }
  sums.forEach((row, index) => {
    needRow(row);
    if (index === 0) sheet.rule(sheet.left, sheet.y, sheet.width, 1, colors.ink);
    draw(row, look.cellStrong);
  });
  sheet.down(look.gap);
}

/** Of a cell's free width, how much stands at its left. */
const leftShare = { left: 0, center: 0.5, right: 1 } as const;

function drawCells(
  sheet: Sheet,
  columns: readonly Column[],
  widths: readonly number[],
  row: Broken,
  style: Style,
): void {
  const { look, pen } = sheet;
  let x = sheet.left;
  columns.forEach(({ align }, index) => {
    const width = widths[index] ?? 0;
    row[index]?.forEach((line, number) => {
      const free = width - 2 * look.padding - pen.width(line, style);
      const top = sheet.y + look.padding / 2 + number * style.size * leading;
      pen.write(line, x + look.padding + free * leftShare[align], top, style);
    });
    x += width;
  });
}
