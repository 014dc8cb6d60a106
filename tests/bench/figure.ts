/** One row of the table. */
export interface Figure {
  name: FigureName;
  /** What was measured, in words. */
  what: string;
  unit: 'ms' | 'ns' | 'MB' | 'kB' | '%';
  samples: number;
  median: number;
  /** `null` where there are too few samples for it to mean anything. */
  p99: number | null;
  /** The least that can be had on this machine, measured in the same run. */
  baseline: { what: string; median: number; p99: number | null } | null;
  /** `null`: told for information only. */
  target: { of: 'median' | 'p99' | 'ratio'; atMost: number } | null;
}

/** It could not be measured, and why. */
export interface Unmeasured {
  name: FigureName;
  why: string;
}

export type Result = Figure | Unmeasured;

export const figureNames = [
  'cold-start',
  'card-to-name',
  'card-to-name-with-poll',
  'print-to-printer',
  'event-to-paint',
  'memory-after-start',
  'memory-pss',
  'idle-cpu',
  'memory-growth',
  'document-to-printer',
  'sign-in-to-page',
  'document-render',
  'document-render-ratio',
  'document-render-first',
  'document-size',
  'sam-parser',
  'sam-parser-growth',
  'status-reader',
  'status-reader-growth',
  'catalogue-search',
  'catalogue-start',
  'catalogue-keystroke',
  'pinyin-keystroke',
  'meters',
  'meters-memory',
  'driver-restart',
  'driver-memory',
  'driver-memory-drawing',
  'driver-memory-rss',
  'outbox-drain',
  'outbox-entry',
  'outbox-post',
] as const;
export type FigureName = (typeof figureNames)[number];

/** Median over the baseline's median. */
export function ratio({ median, baseline }: Figure): number | null {
  return baseline === null ? null : median / baseline.median;
}

/** `null` where the figure has no target. */
export function isMet(figure: Figure): boolean | null {
  const { target } = figure;
  if (target === null) return null;
  const value = target.of === 'ratio' ? ratio(figure) : figure[target.of];
  return value !== null && value <= target.atMost;
}
