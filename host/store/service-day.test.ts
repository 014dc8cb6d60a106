import { describe, expect, it } from 'vitest';
import { localTime } from './local-time.ts';
import { advanceServiceDay, serviceDayAt } from './service-day.ts';

const day = (utc: string, timeZone: string, resetAt: string): string =>
  serviceDayAt(Date.parse(`${utc}Z`), timeZone, resetAt);

describe('serviceDayAt', () => {
  it('follows the local date of the site, not UTC', () => {
    expect(day('2026-05-06T15:59:59', 'Asia/Shanghai', '00:00')).toBe('2026-05-06');
    expect(day('2026-05-06T16:00:00', 'Asia/Shanghai', '00:00')).toBe('2026-05-07');
  });

  it('belongs to the day before until the reset, over the turn of a year too', () => {
    expect(day('2026-12-31T21:59', 'Asia/Shanghai', '06:00')).toBe('2026-12-31');
    expect(day('2026-12-31T22:00', 'Asia/Shanghai', '06:00')).toBe('2027-01-01');
  });

  it('begins at the end of the gap when the clock skips the reset hour', () => {
    // New York, 8 March 2026: 02:00 EST becomes 03:00 EDT at 07:00 UTC.
    expect(day('2026-03-08T06:59', 'America/New_York', '02:30')).toBe('2026-03-07');
    expect(day('2026-03-08T07:00', 'America/New_York', '02:30')).toBe('2026-03-08');
  });

  it('stays begun when the reset hour comes a second time', () => {
    // New York, 1 November 2026: 02:00 EDT becomes 01:00 EST at 06:00 UTC.
    expect(day('2026-11-01T05:49', 'America/New_York', '01:50')).toBe('2026-10-31');
    expect(day('2026-11-01T05:50', 'America/New_York', '01:50')).toBe('2026-11-01');
    expect(day('2026-11-01T06:31', 'America/New_York', '01:50')).toBe('2026-11-01');
  });

  it.each([
    ['America/New_York', '2026-11-01'],
    ['America/New_York', '2026-03-08'],
    // Half an hour of summer time.
    ['Australia/Lord_Howe', '2026-04-05'],
    // Falls back at midnight, so the date itself comes twice.
    ['America/Asuncion', '2024-03-24'],
    ['Asia/Shanghai', '1990-09-16'],
  ])('never decreases in %s around %s, whatever the reset time', (timeZone, date) => {
    const start = Date.parse(`${date}T00:00Z`) - 24 * 3_600_000;
    for (const resetAt of ['00:00', '00:20', '01:00', '01:50', '02:30', '23:45']) {
      let previous = '';
      for (let minute = 0; minute < 3 * 24 * 60; minute += 7) {
        const now = serviceDayAt(start + minute * 60_000, timeZone, resetAt);
        expect(now >= previous, `${resetAt} at minute ${minute}: ${previous} then ${now}`).toBe(true);
        previous = now;
      }
    }
  });
});

describe('localTime', () => {
  it('gives date, time and offset, midnight as 00', () => {
    expect(localTime(Date.parse('2026-05-06T16:00:30.500Z'), 'Asia/Shanghai')).toEqual({
      date: '2026-05-07',
      time: '00:00',
      offsetMs: 8 * 3_600_000,
    });
  });
});

describe('advanceServiceDay', () => {
  const nothing = (): boolean => false;

  it('begins with whatever day it is', () => {
    expect(advanceServiceDay(null, '2026-05-06', nothing)).toEqual({
      current: '2026-05-06',
      lastSeen: '2026-05-06',
      wentBack: false,
    });
  });

  it('stays with the current day when the clock goes back, and says so once', () => {
    const first = advanceServiceDay({ current: '2026-05-07', lastSeen: '2026-05-07' }, '2026-05-06', nothing);
    expect(first).toEqual({ current: '2026-05-07', lastSeen: '2026-05-06', wentBack: true });
    expect(advanceServiceDay(first, '2026-05-06', nothing).wentBack).toBe(false);
  });

  it('begins a day that was never served once the corrected clock comes to it', () => {
    const corrected = { current: '2036-01-01', lastSeen: '2026-05-06' };
    expect(advanceServiceDay(corrected, '2026-05-07', nothing)).toMatchObject({ current: '2026-05-07' });
    expect(advanceServiceDay(corrected, '2026-05-07', () => true)).toMatchObject({ current: '2036-01-01' });
  });
});
