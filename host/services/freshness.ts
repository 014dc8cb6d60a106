import type { Calendar } from './hours.ts';
import type { Item } from './item-schema.ts';

/** What staff have to renew. The item stays closed until then; only the calendar closes nothing. */
export type Overdue =
  | { kind: 'guide' | 'rules'; item: string; region: string | null; version: string; since: string }
  | { kind: 'calendar'; since: string };

/** `validUntil` is the last good day. */
export function isOverdue({ validUntil }: { validUntil: string }, today: string): boolean {
  return today > validUntil;
}

/** The last day on which everything in an item is good, `YYYY-MM-DD`. */
export function freshUntil({ guide, rules, regions }: Pick<Item, 'guide' | 'rules' | 'regions'>): string {
  const days = [guide, ...(rules ? [rules] : []), ...regions.map((region) => region.guide)];
  return days.map(({ validUntil }) => validUntil).reduce((first, day) => (day < first ? day : first));
}

/** What of an item is past its day; `since` is the last day on which it was good. */
export function overdueOf(item: Item, today: string): Overdue[] {
  const dated = [
    { kind: 'guide', region: null, part: item.guide } as const,
    ...item.regions.map(({ code, guide }) => ({ kind: 'guide', region: code, part: guide }) as const),
    ...(item.rules ? [{ kind: 'rules', region: null, part: item.rules } as const] : []),
  ];
  return dated
    .filter(({ part }) => isOverdue(part, today))
    .map(({ kind, region, part: { version, validUntil } }) => ({
      kind,
      item: item.id,
      region,
      version,
      since: validUntil,
    }));
}

/** Behind the last day that the calendar knows, nobody can tell a holiday; the week goes on. */
export function calendarOverdue({ knownUntil }: Calendar, today: string): Overdue | null {
  return today > knownUntil ? { kind: 'calendar', since: knownUntil } : null;
}
