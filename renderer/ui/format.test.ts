import { describe, expect, it } from 'vitest';
import { formatClock, formatSince, secondsLeft } from './format.ts';

/** In Shanghai, which is eight hours ahead of UTC all the year. */
const at = (day: number, hour: number, minute: number): Date =>
  new Date(Date.UTC(2026, 4, day, hour - 8, minute));
const chinese = { language: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
const english = { language: 'en', timeZone: 'Asia/Shanghai' } as const;

describe('format', () => {
  it('shows midnight as 00, not 24', () => {
    expect(formatClock(at(3, 0, 5), chinese)).toBe('00:05');
    expect(formatClock(at(3, 0, 5), english)).toBe('00:05');
  });

  it('is the site’s time, whatever the machine is set to', () => {
    expect(formatClock(at(3, 0, 5), { language: 'en', timeZone: 'UTC' })).toBe('16:05');
  });

  it('leaves out the day for something of today', () => {
    expect(formatSince(at(3, 8, 30).toISOString(), at(3, 21, 0), chinese)).toBe('08:30');
  });

  it('names the day for something older', () => {
    expect(formatSince(at(2, 23, 59).toISOString(), at(3, 0, 1), english)).toBe('2 May, 23:59');
    expect(formatSince(at(2, 23, 59).toISOString(), at(3, 0, 1), chinese)).toMatch(/^5\D2\D? ?23:59$/);
  });

  it('counts seconds up, so that 0 means over', () => {
    expect(secondsLeft(19_001)).toBe(20);
    expect(secondsLeft(1)).toBe(1);
    expect(secondsLeft(0)).toBe(0);
    expect(secondsLeft(-5)).toBe(0);
  });
});
