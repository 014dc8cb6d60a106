import { expect, it } from 'vitest';
import { chunksOf, pagesOf } from './pages.ts';

it('fills a row and begins another', () => {
  expect(pagesOf([4, 4, 4, 9, 20, 1], (width) => width, 10, 1)).toEqual([[4, 4], [4], [9], [20], [1]]);
  expect(pagesOf([4, 5], (width) => width, 10, 1)).toEqual([[4, 5]]);
  expect(pagesOf([], () => 1, 10, 1)).toEqual([]);
});

it('splits into equal pages', () => expect(chunksOf([1, 2, 3], 2)).toEqual([[1, 2], [3]]));
