import { type Language, languages, type Localized } from '../../contract/localized.ts';
import { localTime } from '../store/local-time.ts';

/** A text in every language. */
export function inEach(write: (language: Language) => string): Localized {
  return Object.fromEntries(languages.map((language) => [language, write(language)])) as Localized;
}

interface Reading {
  /** ms since 1970. */
  now: number;
  /** IANA name, the site's. */
  timeZone: string;
  /** In which the instant is written: the site's, or `UTC` where its digits are the site's time already. */
  zone: string;
  language: Language;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** An instant (ISO 8601) as people read it at the site: the time alone where it is of today, otherwise with its day. */
export function writtenTime(at: string, { now, timeZone, zone, language }: Reading): string {
  const instant = Date.parse(at);
  const withDay = localTime(instant, zone).date !== localTime(now, timeZone).date;
  const key = `${zone} ${language} ${withDay}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(withDay && { day: 'numeric', month: language === 'en' ? 'short' : 'long' }),
    });
    formatters.set(key, formatter);
  }
  return formatter.format(instant);
}
