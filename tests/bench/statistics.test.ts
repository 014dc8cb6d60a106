import { expect, it } from 'vitest';
import { median, percentile } from './statistics.ts';

it('takes the middle of an odd number of values, whatever their order', () => {
  expect(median([10, 9, 100])).toBe(10);
});

it('takes the mean of the two middle ones of an even number', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

it('gives a percentile that was measured, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile(hundred, 50)).toBe(50);
  expect(percentile(hundred, 100)).toBe(100);
  expect(percentile([...hundred, 101], 99)).toBe(100);
});

it('takes the largest of fewer than a hundred values as the 99th', () => {
  expect(percentile([3, 1, 2], 99)).toBe(3);
});

it('does not change what it is given', () => {
  const values = [2, 1];
  median(values);
  percentile(values, 99);
  expect(values).toEqual([2, 1]);
});

it('gives no figure where nothing was measured', () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => percentile([], 99)).toThrow(RangeError);
});
