import { localTime } from './local-time.ts';

/** Longest way back that the end of summer time has set a clock: two hours (double summer time), plus one to spare. */
const fallBackWindowMs = 3 * 3_600_000;

/**
 * The day that a ticket number taken at `instant` belongs to, `YYYY-MM-DD`: the local date, or the one before
 * until the wall clock shows `resetAt` (`HH:mm`). It never decreases as `instant` grows: in the hour that
 * comes twice when summer time ends, a day that has begun stays begun.
 */
export function serviceDayAt(instant: number, timeZone: string, resetAt: string): string {
  const day = dayByWallClock(instant, timeZone, resetAt);
  const offset = (at: number): number => localTime(at, timeZone).offsetMs;
  let before = instant - fallBackWindowMs;
  const oldOffset = offset(before);
  if (oldOffset <= offset(instant)) return day;

  let after = instant;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offset(middle) === oldOffset) before = middle;
    else after = middle;
  }
  const dayBeforeFallBack = dayByWallClock(before, timeZone, resetAt);
  return dayBeforeFallBack > day ? dayBeforeFallBack : day;
}

function dayByWallClock(instant: number, timeZone: string, resetAt: string): string {
  const { date, time } = localTime(instant, timeZone);
  return time >= resetAt ? date : previousDate(date);
}

function previousDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export interface ServiceClock {
  /** The day whose numbers are being handed out. */
  current: string;
  /** What the clock said when the last number was taken. Behind `current` only after the clock was set back. */
  lastSeen: string;
}

/**
 * The day to hand numbers out for, when the clock says `today`. A clock that was set back does not reopen an
 * earlier day; the current one goes on. Once the corrected clock comes to a day of which no number was ever
 * taken (`isKnown` false), that day begins: so a clock that was wrong by years does not stop the daily reset
 * for years.
 */
export function advanceServiceDay(
  clock: ServiceClock | null,
  today: string,
  isKnown: (day: string) => boolean,
): ServiceClock & { wentBack: boolean } {
  const begins = clock === null || today >= clock.current || (today > clock.lastSeen && !isKnown(today));
  if (begins) return { current: today, lastSeen: today, wentBack: false };
  return { current: clock.current, lastSeen: today, wentBack: today < clock.lastSeen };
}
