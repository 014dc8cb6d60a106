import type { Language } from '../../contract/localized.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, withDay: boolean): Intl.DateTimeFormat {
  const key = `${language} ${withDay}`;
  let found = clocks.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
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
export const formatClock = (now: Date, language: Language): string => formatter(language, false).format(now);

/** An instant of the past: the time alone when it was today, otherwise with the day. */
export function formatSince(iso: string, now: Date, language: Language): string {
  const since = new Date(iso);
  return formatter(language, since.toDateString() !== now.toDateString()).format(since);
}

/** Whole seconds for people: never 0 while there is time left. */
export const secondsLeft = (remainingMs: number): number => Math.max(0, Math.ceil(remainingMs / 1000));
