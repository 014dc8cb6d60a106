import { expect, it } from 'vitest';
import { instants } from './period.ts';

it.each([
  ['Asia/Shanghai', '2026-11-25', '2026-11-25T00:00:00+08:00', '2026-11-26T00:00:00+08:00'],
  // 23 and 25 hours long.
  ['America/New_York', '2026-03-08', '2026-03-08T00:00:00-05:00', '2026-03-09T00:00:00-04:00'],
  ['America/New_York', '2026-11-01', '2026-11-01T00:00:00-04:00', '2026-11-02T00:00:00-05:00'],
  ['Pacific/Kiritimati', '2026-12-31', '2026-12-31T00:00:00+14:00', '2027-01-01T00:00:00+14:00'],
])('a day in %s goes from midnight to midnight: %s', (zone, day, start, end) => {
  expect(instants({ from: day, to: day }, zone)).toEqual({ start: Date.parse(start), end: Date.parse(end) });
});

it('has no bounds where none are given', () => {
  const { start, end } = instants({ from: null, to: null }, 'Asia/Shanghai');
  expect([start, end]).toEqual([0, Number.MAX_SAFE_INTEGER]);
});
