/**
 * Splits items into pages of one row. `widthOf` and `room` in the same unit; `gap` lies between two items. A page
 * has at least one item.
 */
export function pagesOf<T>(
  items: readonly T[],
  widthOf: (item: T) => number,
  room: number,
  gap: number,
): T[][] {
  const pages: T[][] = [];
  let left = 0;
  for (const item of items) {
    const width = widthOf(item);
    const page = pages.at(-1);
    if (page === undefined || width + gap > left) {
      pages.push([item]);
      left = room - width;
    } else {
      page.push(item);
      left -= width + gap;
    }
  }
  return pages;
}

/** Splits items into pages of equally many. */
export const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
