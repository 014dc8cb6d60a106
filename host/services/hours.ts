import { z } from 'zod';
import { localizedSchema } from '../config/localized-schema.ts';
import { localTime } from '../store/local-time.ts';
import { addDays, weekday } from './dates.ts';
import { dateSchema, says } from './rule-schema.ts';

const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, says('open-time'));
/** From – until, the end not included. */
const spansSchema = z
  .array(z.tuple([clockTime, clockTime]))
  .refine(
    (spans) => spans.every(([from, to], index) => from < to && (spans[index - 1]?.[1] ?? '') <= from),
    says('open-spans'),
  );

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** When the item can be done, in the local time of the site. */
export const hoursSchema = z.strictObject({
  week: z.strictObject(
    Object.fromEntries(days.map((day) => [day, spansSchema])) as Record<
      (typeof days)[number],
      typeof spansSchema
    >,
  ),
  /** On public holidays. */
  holiday: spansSchema,
});
export type Hours = z.infer<typeof hoursSchema>;

/** Public holidays, and the weekend days that are worked instead (调休). */
export const calendarSchema = z.strictObject({
  source: z.string().min(1),
  /** The last day that it knows about; afterwards only the week counts, and staff are told. */
  knownUntil: dateSchema,
  days: z.array(
    z.strictObject({ date: dateSchema, kind: z.enum(['holiday', 'workday']), name: localizedSchema }),
  ),
});
export type Calendar = z.infer<typeof calendarSchema>;

type Spans = Hours['holiday'];

/** A day that is worked instead of another has the hours of a Monday. */
function spansOf(day: string, hours: Hours, calendar: Calendar): Spans {
  const special = calendar.days.find(({ date }) => date === day);
  if (special) return special.kind === 'holiday' ? hours.holiday : hours.week.mon;
  return hours.week[days[weekday(day)] ?? 'sun'];
}

export type Opening =
  /** `closesInMs`: until the end of the hours that run on without a gap; `null`: not within a week. */
  | { open: true; closesInMs: number | null }
  /** Local, `YYYY-MM-DDTHH:mm`; `null`: not within four weeks. */
  | { open: false; opensAt: string | null };

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether it can be done at an instant (ms since 1970). */
export function openingAt(hours: Hours, calendar: Calendar, instant: number, timeZone: string): Opening {
  const { date, time } = localTime(instant, timeZone);
  const now = minutesOf(time);
  const current = spansOf(date, hours, calendar).find(
    ([from, to]) => minutesOf(from) <= now && now < minutesOf(to),
  );
  if (!current) return { open: false, opensAt: nextOpening(hours, calendar, date, time) };
  let minutes = minutesOf(current[1]) - now;
  let end = current[1];
  for (let day = 1; end === '24:00'; day += 1) {
    if (day > 7) return { open: true, closesInMs: null };
    const next = spansOf(addDays(date, day), hours, calendar).find(([from]) => from === '00:00');
    if (!next) break;
    minutes += minutesOf(next[1]);
    end = next[1];
  }
  // The minute that runs has begun already.
  return { open: true, closesInMs: minutes * 60_000 - (instant % 60_000) };
}

function nextOpening(hours: Hours, calendar: Calendar, date: string, time: string): string | null {
  for (let day = 0; day <= 28; day += 1) {
    const on = addDays(date, day);
    const next = spansOf(on, hours, calendar).find(([from]) => day > 0 || from > time);
    if (next) return `${on}T${next[0]}`;
  }
  return null;
}
