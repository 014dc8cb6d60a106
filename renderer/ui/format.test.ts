import { describe, expect, it } from 'vitest';
import { formatClock, formatSince, secondsLeft } from './format.ts';

const at = (day: number, hour: number, minute: number): Date => new Date(2026, 4, day, hour, minute);

describe('format', () => {
  it('shows midnight as 00, not 24', () => {
    expect(formatClock(at(3, 0, 5), 'zh-CN')).toBe('00:05');
    expect(formatClock(at(3, 0, 5), 'en')).toBe('00:05');
  });

  it('leaves out the day for something of today', () => {
    expect(formatSince(at(3, 8, 30).toISOString(), at(3, 21, 0), 'zh-CN')).toBe('08:30');
  });

  it('names the day for something older', () => {
    expect(formatSince(at(2, 23, 59).toISOString(), at(3, 0, 1), 'en')).toBe('2 May, 23:59');
    expect(formatSince(at(2, 23, 59).toISOString(), at(3, 0, 1), 'zh-CN')).toMatch(/^5\D2\D? ?23:59$/);
  });

  it('counts seconds up, so that 0 means over', () => {
    expect(secondsLeft(19_001)).toBe(20);
    expect(secondsLeft(1)).toBe(1);
    expect(secondsLeft(0)).toBe(0);
    expect(secondsLeft(-5)).toBe(0);
  });
});
