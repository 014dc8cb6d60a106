import type { Language } from '../../contract/localized.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `timeZone`: the site's, IANA; the machine's own may be set to anything. */
export interface Place {
  language: Language;
  timeZone: string;
}

function formatter({ language, timeZone }: Place, withDay: boolean): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${withDay}`;
  let found = clocks.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(withDay ? { day: 'numeric', month: language === 'en' ? 'short' : 'numeric' } : {}),
    });
    clocks.set(key, found);
  }
  return found;
}

/** Local time of day, `HH:mm`. */
export const formatClock = (now: Date, place: Place): string => formatter(place, false).format(now);

/** An instant of the past: the time alone when it was today, otherwise with the day. */
export function formatSince(iso: string, now: Date, place: Place): string {
  const since = new Date(iso);
  const day = (at: Date) => at.toLocaleDateString('en-CA', { timeZone: place.timeZone });
  return formatter(place, day(since) !== day(now)).format(since);
}

/** Whole seconds for people: never 0 while there is time left. */
export const secondsLeft = (remainingMs: number): number => Math.max(0, Math.ceil(remainingMs / 1000));

/** Minutes and seconds: `4:07`. */
export const formatTimeLeft = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
