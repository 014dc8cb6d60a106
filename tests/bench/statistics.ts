/** Middle value; the mean of the two middle ones where there is an even number. Throws for no values. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}

/**
 * Nearest rank: the smallest value that at least `percent` of all values do not exceed, so that it is always
 * one that was measured. With fewer than 100 values the 99th is the largest. Throws for no values.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = ascending(values);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? 0;
}

function ascending(values: readonly number[]): number[] {
  if (values.length === 0) throw new RangeError('nothing was measured');
  return values.toSorted((a, b) => a - b);
}
