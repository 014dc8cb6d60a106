import labels from '../../assets/catalogue/choice-labels.json' with { type: 'json' };
import { type Language, languages, type Localized } from '../../contract/localized.ts';
import type { ChoiceView } from '../../contract/service-view.ts';
import type { ReplyOf } from '../../platform/core/port.ts';
import type { Ports } from '../../platform/ports/index.ts';
import { localTime } from '../store/local-time.ts';

/** Lists of the city as choices: what is wanted most comes first, and each entry says what tells it apart. */

export type Day = ReplyOf<Ports['bookings']['operations']['slots']>['days'][number];
type Booking = ReplyOf<Ports['bookings']['operations']['list']>['bookings'][number];
type Licence = ReplyOf<Ports['licences']['operations']['list']>['licences'][number];
type Case = ReplyOf<Ports['cases']['operations']['list']>['cases'][number];

/** The days that still have room, soonest first. */
export function daysWithRoom(days: readonly Day[]): ChoiceView[] {
  return days.flatMap(({ date, slots }) => {
    const left = slots.reduce((sum, slot) => sum + slot.left, 0);
    return left === 0 ? [] : [{ value: date, label: label('day', { date: dayName(date), left }) }];
  });
}

/** The times of a day that still have room, earliest first. */
export function timesWithRoom(days: readonly Day[], day: string, timeZone: string): ChoiceView[] {
  const slots = days.find(({ date }) => date === day)?.slots ?? [];
  return slots
    .filter(({ left }) => left > 0)
    .map(({ slot, from, to, left }) => ({
      value: slot,
      label: label('slot', { from: timeOf(from, timeZone), to: timeOf(to, timeZone), left }),
    }));
}

/** Soonest first, as the city gives them. @param nameOf what a matter is called. */
export function ownBookings(
  bookings: readonly Booking[],
  nameOf: (matter: string) => Localized,
  timeZone: string,
): ChoiceView[] {
  return bookings.map(({ booking, item, from }) => ({
    value: booking,
    label: label('booking', {
      date: dayName(localTime(Date.parse(from), timeZone).date),
      from: timeOf(from, timeZone),
      matter: nameOf(item),
    }),
  }));
}

/** Those that are valid, by their titles, newest first: what has expired or was revoked is not given out. */
export function validLicences(licences: readonly Licence[]): ChoiceView[] {
  return licences
    .filter(({ state }) => state === 'valid')
    .toSorted(
      (a, b) =>
        a.title['zh-CN'].localeCompare(b.title['zh-CN'], 'zh-CN') || b.issuedOn.localeCompare(a.issuedOn),
    )
    .map(({ licence, title, issuer, validUntil: until }) => ({
      value: licence,
      label:
        until === null
          ? label('licence-without-end', { title, issuer })
          : label('licence', { title, issuer, until }),
    }));
}

/** Those that are going on first, then newest first. */
export function ownCases(cases: readonly Case[], timeZone: string): ChoiceView[] {
  const isOver = ({ state }: Case) => state === 'approved' || state === 'rejected';
  return cases
    .toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.submittedAt.localeCompare(a.submittedAt))
    .map(({ caseNumber, title, submittedAt, state }) => ({
      value: caseNumber,
      label: label('case', {
        title,
        submitted: localTime(Date.parse(submittedAt), timeZone).date,
        state: labels[`case-${state}`],
      }),
    }));
}

function timeOf(instant: string, timeZone: string): string {
  return localTime(Date.parse(instant), timeZone).time;
}

/** `11月26日周四`, `Thu, 26 November`. */
function dayName(day: string): Localized {
  const locales = { 'zh-CN': 'zh-CN', en: 'en-GB' } as const;
  return inEach((language) =>
    new Intl.DateTimeFormat(locales[language], {
      month: 'long',
      day: 'numeric',
      weekday: 'short',
      timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`)),
  );
}

function label(
  name: keyof typeof labels,
  values: Readonly<Record<string, string | number | Localized>>,
): Localized {
  return inEach((language) =>
    labels[name][language].replaceAll(/\{(\w+)\}/g, (_whole, key: string) => {
      const value = values[key];
      if (value === undefined) throw new Error(`the label ${name} names {${key}}, which nobody gave`);
      return typeof value === 'object' ? value[language] : String(value);
    }),
  );
}

function inEach(text: (language: Language) => string): Localized {
  return Object.fromEntries(languages.map((language) => [language, text(language)])) as Localized;
}
