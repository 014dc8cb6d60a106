import { expect, test } from 'vitest';
import { judge, meanOf } from './judge.ts';

const limits = { darkBelow: 20, frozenSamples: 3 };
const grey = (value: number, noise = 0) =>
  Uint8Array.from({ length: 12 }, (_, index) => value + (index === 5 ? noise : 0));

test('the mean of a picture', () => {
  expect(meanOf(Uint8Array.of(0, 255, 255, 0))).toBe(127.5);
});

test.each([
  ['each picture differs by one step of one pixel', [grey(90), grey(90, 1), grey(90)], 'ok'],
  ['the last ones are the same', [grey(90, 1), grey(90), grey(90), grey(90)], 'frozen'],
  ['they were the same, and are no longer', [grey(90), grey(90), grey(90), grey(90, 1)], 'ok'],
  ['too few to be called frozen', [grey(90), grey(90)], 'ok'],
  ['just bright enough', [grey(10), grey(20)], 'ok'],
  ['just too dark', [grey(90), grey(19)], 'dark'],
  ['dark at first, while the exposure settles', [grey(5), grey(40), grey(80)], 'ok'],
  ['dark and the same: a covered lens', [grey(2), grey(2), grey(2)], 'dark'],
] as const)('%s: %s', (_case, pictures, verdict) => {
  expect(judge(pictures, limits)).toBe(verdict);
});
