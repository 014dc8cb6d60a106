import { localTime } from '../store/local-time.ts';

/** Days of the site, both inclusive, `YYYY-MM-DD`; `null`: no bound. */
export interface Period {
  from: string | null;
  to: string | null;
}

/** The instants (ms since the epoch) from the first day's midnight to the one after the last day. */
export function instants({ from, to }: Period, timeZone: string): { start: number; end: number } {
  return {
    start: from === null ? 0 : midnight(Date.parse(from), timeZone),
    end: to === null ? Number.MAX_SAFE_INTEGER : midnight(Date.parse(to) + 86_400_000, timeZone),
  };
}

/** @param utc midnight of the day in UTC. */
function midnight(utc: number, timeZone: string): number {
  // The offset half a day away can be another one, where clocks are put forward; so it is looked up at the place.
  const near = utc - localTime(utc, timeZone).offsetMs;
  return utc - localTime(near, timeZone).offsetMs;
}
