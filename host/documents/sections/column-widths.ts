import type { Column } from '../document.ts';
import type { Sheet } from '../sheet.ts';

/**
 * By their shares, but none narrower than its widest word or number as long as there is room for it; the others
 * share what is left.
 */
export function columnWidths(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): number[] {
  const { look, pen } = sheet;
  const least = columns.map((_, index) => {
    const texts = new Set(rows.map((row) => row[index] ?? ''));
    const widest = Math.max(...Array.from(texts, (text) => pen.widestPiece(text, look.cellStrong)));
    // A hair more, so that rounding does not break it after all.
    return widest + 2 * look.padding + 0.01;
  });
  const crowded = sum(least) / sheet.width;
  if (crowded >= 1) return least.map((width) => width / crowded);
  const fixed = new Set<number>();
  for (;;) {
    const free = sheet.width - sum(least.filter((_, index) => fixed.has(index)));
    const shares = sum(columns.filter((_, index) => !fixed.has(index)).map(({ width }) => width));
    const widths = columns.map(({ width }, index) =>
      fixed.has(index) ? (least[index] ?? 0) : (free * width) / shares,
    );
    const narrow = widths.findIndex((width, index) => width < (least[index] ?? 0));
    if (narrow < 0) return widths;
    fixed.add(narrow);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
