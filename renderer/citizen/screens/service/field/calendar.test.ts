import { expect, it } from 'vitest';
import { dayOf, daysIn, pageOf, partsOf, yearsFrom } from './calendar.ts';

it('a month has the days that it has', () => {
  expect([daysIn(2026, 1), daysIn(2026, 4), daysIn(2026, 2), daysIn(2024, 2), daysIn(1900, 2)]).toEqual([
    31, 30, 28, 29, 28,
  ]);
});

it('a day is written with all its digits and read again', () => {
  expect(dayOf(2026, 5, 6)).toBe('2026-05-06');
  expect(partsOf('2026-05-06')).toEqual({ year: 2026, month: 5, day: 6 });
  expect(partsOf('19**-**-**')).toBeNull();
});

it('every year is on its page, and pages follow each other', () => {
  for (const year of [1926, 1949, 2025, 2026]) expect(yearsFrom(pageOf(year))).toContain(year);
  expect(pageOf(2026) + 12).toBe(pageOf(2026 + 12));
});
