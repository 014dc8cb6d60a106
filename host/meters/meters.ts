import goals from '../../assets/meters/meters.json' with { type: 'json' };
import type { Figures } from '../services/examples.ts';
import type { Durations } from './durations.ts';
import { everything, type Part, type Parts, type Tally } from './tally.ts';

export type MeterId = keyof typeof goals;

export interface Meter {
  id: MeterId;
  /** An item, promised minutes, an ending, a level, a stage or an outcome; `null`: all together. */
  of: string | null;
  count: number;
  /** Of so many; `null` where nothing but the count is told. */
  total: number | null;
  /** From 0 to 1; `null`: no data, or nothing but a count. */
  share: number | null;
  goal: { atLeast: number } | { atMost: number } | null;
  /** `null`: no goal, or no data. */
  met: boolean | null;
  /** Seconds. */
  times: { p50: number; p90: number; max: number } | null;
}

/** Sessions that neither the citizen nor the clock ended. */
const interruptions = ['failed', 'interrupted', 'power'];
const badLevels = ['1', '2'];
const stages = ['contact', 'answer', 'review'];

/** The plan's numbers. `labelled` is measured on the project's labelled cases and has nothing to do with the log. */
export function metersOf(tally: Tally, labelled: Figures): Meter[] {
  const endings = tally.endings.all().count;
  const { decided, right, granted, blocked } = labelled.counts;
  const ratings = tally.ratings.all().of;
  const documents = tally.documents.all().of;
  return [
    ...withParts('prefill', tally.prefilled),
    ...withParts('precheck-rules', tally.rules),
    share('labelled-coverage', null, { count: decided, of: labelled.cases }),
    share('labelled-accuracy', null, { count: right, of: decided }),
    share('labelled-false-blocks', null, { count: blocked, of: granted }),
    ...withParts('first-pass', tally.passed),
    ...withParts('wait', tally.waits, tally.waited),
    ...withParts('session-length', tally.sessions, tally.lasted),
    share('online', null, tally.online),
    share('interrupted', null, { count: sumOf(tally.endings, interruptions), of: endings }),
    count('resumed', null, tally.resumed),
    ...['5', '4', '3', '2', '1'].map((level) =>
      share('rating', level, { count: tally.ratings.get(level).count, of: ratings }),
    ),
    share('bad-rating', null, { count: sumOf(tally.ratings, badLevels), of: ratings }),
    ...stages.flatMap((stage) => stageMeters(stage, tally)),
    count('dispute', null, tally.disputes.all().count),
    ...tally.disputes.each().map(([item, part]) => count('dispute', item, part.count)),
    ...['printed', 'uncertain', 'failed', 'refused'].map((outcome) =>
      share('document', outcome, { count: tally.documents.get(outcome).count, of: documents }),
    ),
  ];
}

function stageMeters(stage: string, tally: Tally): Meter[] {
  const { opened, inTime, late } = tally.stages.get(stage) ?? { opened: 0, inTime: 0, late: 0 };
  return [
    share('stage-in-time', stage, { count: inTime, of: inTime + late }),
    count('stage-late', stage, late),
    // In a short period more can be done than begun.
    count('stage-open', stage, Math.max(0, opened - inTime - late)),
  ];
}

function withParts(id: MeterId, parts: Parts, durations?: ReadonlyMap<string, Durations>): Meter[] {
  return [
    { ...share(id, null, parts.all()), times: durations?.get(everything)?.summary() ?? null },
    ...parts.each().map(([key, part]) => ({
      ...share(id, key, part),
      times: durations?.get(key)?.summary() ?? null,
    })),
  ];
}

function share(id: MeterId, of: string | null, part: Part): Meter {
  const value = part.of === 0 ? null : part.count / part.of;
  const goal = goalOf(id);
  const met =
    value === null || goal === null ? null : 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
  return { id, of, count: part.count, total: part.of, share: value, goal, met, times: null };
}

function count(id: MeterId, of: string | null, number: number): Meter {
  return { id, of, count: number, total: null, share: null, goal: null, met: null, times: null };
}

function goalOf(id: MeterId): Meter['goal'] {
  const goal = goals[id];
  if ('atLeast' in goal) return { atLeast: goal.atLeast };
  return 'atMost' in goal ? { atMost: goal.atMost } : null;
}

function sumOf(parts: Parts, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + parts.get(key).count, 0);
}
