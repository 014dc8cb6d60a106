import { describe, expect, it } from 'vitest';
import calendarData from '../../assets/catalogue/calendar.json' with { type: 'json' };
import { calendarOverdue } from './freshness.ts';
import { calendarSchema, type Hours, hoursSchema, openingAt } from './hours.ts';

const calendar = calendarSchema.parse(calendarData);
const day: [string, string][] = [
  ['09:00', '11:30'],
  ['13:30', '17:00'],
];
const office: Hours = {
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  holiday: [],
};
const whole: [string, string][] = [['00:00', '24:00']];
const always: Hours = {
  week: { mon: whole, tue: whole, wed: whole, thu: whole, fri: whole, sat: whole, sun: whole },
  holiday: whole,
};
const at = (hours: Hours, local: string) =>
  openingAt(hours, calendar, Date.parse(`${local}+08:00`), 'Asia/Shanghai');
const minutes = (count: number) => count * 60_000;

describe('hours', () => {
  it.each<[string, string, ReturnType<typeof at>]>([
    ['open in the morning', '2026-11-25T11:00:00', { open: true, closesInMs: minutes(30) }],
    ['closed at noon', '2026-11-25T11:30:00', { open: false, opensAt: '2026-11-25T13:30' }],
    ['closed on Saturday', '2026-11-28T10:00:00', { open: false, opensAt: '2026-11-30T09:00' }],
    ['open on the minute', '2026-11-25T09:00:00', { open: true, closesInMs: minutes(150) }],
    ['to the second', '2026-11-25T16:59:30', { open: true, closesInMs: 30_000 }],
    ['closed over National Day', '2026-10-01T10:00:00', { open: false, opensAt: '2026-10-08T09:00' }],
    ['open on a Saturday that is worked', '2026-10-10T10:00:00', { open: true, closesInMs: minutes(90) }],
  ])('%s', (_, local, expected) => {
    expect(at(office, local)).toEqual(expected);
  });

  it('have no end where they never close', () => {
    expect(at(always, '2026-11-25T23:59:00')).toEqual({ open: true, closesInMs: null });
  });

  it('run on over midnight', () => {
    const night: Hours = {
      ...office,
      week: { ...office.week, wed: [['20:00', '24:00']], thu: [['00:00', '06:00']] },
    };
    expect(at(night, '2026-11-25T22:00:00')).toEqual({ open: true, closesInMs: minutes(480) });
  });

  it('that never open say so', () => {
    const never = { week: { ...office.week, mon: [], tue: [], wed: [], thu: [], fri: [] }, holiday: [] };
    expect(at(never, '2026-11-25T10:00:00')).toEqual({ open: false, opensAt: null });
  });

  it.each([
    [
      'overlap',
      [
        ['09:00', '12:00'],
        ['11:00', '13:00'],
      ],
    ],
    ['end before they begin', [['12:00', '09:00']]],
    ['are of no day', [['09:00', '25:00']]],
  ])('are refused where they %s', (_, wed) => {
    expect(hoursSchema.safeParse({ ...office, week: { ...office.week, wed } }).success).toBe(false);
  });
});

it('staff are told when the calendar knows no further', () => {
  expect(calendarOverdue(calendar, '2026-12-31')).toBeNull();
  expect(calendarOverdue(calendar, '2027-01-01')).toEqual({ kind: 'calendar', since: '2026-12-31' });
});
