const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, found);
  }
  return found;
}

export interface LocalTime {
  /** `YYYY-MM-DD`. */
  date: string;
  /** `HH:mm`. */
  time: string;
  /** Local minus UTC, ms, at this instant. */
  offsetMs: number;
}

/** What the clock on the wall shows in an IANA time zone at an instant (ms since the epoch). */
export function localTime(instant: number, timeZone: string): LocalTime {
  const part: Record<string, string> = {};
  for (const { type, value } of formatter(timeZone).formatToParts(instant)) part[type] = value;
  const date = `${part['year']?.padStart(4, '0')}-${part['month']}-${part['day']}`;
  const time = `${part['hour']}:${part['minute']}`;
  const wholeSecond = Math.floor(instant / 1000) * 1000;
  return { date, time, offsetMs: Date.parse(`${date}T${time}:${part['second']}Z`) - wholeSecond };
}
