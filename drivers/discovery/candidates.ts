import { type Fingerprint, reasonOf, type ProbeName } from './fingerprint.ts';
import type { Found } from './found.ts';

/** What answered, and on a serial port at which rate. */
export interface Answer {
  probe: ProbeName;
  baudRate: number | null;
}

export interface Candidate {
  fingerprint: Fingerprint;
  found: Found;
  score: number;
  reasons: readonly string[];
  answer: Answer | null;
}

/** `found` as the device of `fingerprint`; `null` where the clues do not suffice. */
export function candidateOf(
  found: Found,
  fingerprint: Fingerprint,
  answer: Answer | null = null,
): Candidate | null {
  if (!fingerprint.on.includes(found.bus)) return null;
  const applying = fingerprint.clues.flatMap((clue) => {
    const reason = reasonOf(clue, fingerprint, found, answer?.probe ?? null);
    return reason === null ? [] : [{ score: clue.score, reason }];
  });
  const score = applying.reduce((sum, clue) => sum + clue.score, 0);
  if (score < fingerprint.least) return null;
  return { fingerprint, found, score, reasons: applying.map(({ reason }) => reason), answer };
}

export type Choice =
  | { kind: 'one'; candidate: Candidate }
  | { kind: 'none' }
  /** Several that are equally good: a person has to say which. */
  | { kind: 'ambiguous'; candidates: readonly Candidate[] };

/** The one with the highest score. A guess between equals could put a ticket into the wrong printer. */
export function choose(candidates: readonly Candidate[]): Choice {
  const highest = Math.max(...candidates.map(({ score }) => score));
  const [best, ...others] = candidates.filter(({ score }) => score === highest);
  if (!best) return { kind: 'none' };
  return others.length === 0
    ? { kind: 'one', candidate: best }
    : { kind: 'ambiguous', candidates: [best, ...others] };
}
