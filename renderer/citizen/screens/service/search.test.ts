import { expect, it } from 'vitest';
import { allAddresses } from './addresses.ts';
import { search } from './search.ts';

const found = (typed: string) => search(allAddresses, typed).map(({ label }) => label.en);

it('finds an address by a part of its name in either language', () => {
  expect(found('玉兰路101')).toEqual(['101 Yulan Road']);
  expect(found('yulan ROAD')).toContain('8 Yulan Road');
});

it('does not mind the width of what was typed', () => {
  expect(found('１０１ Yulan')).toEqual(['101 Yulan Road']);
});

it('finds all where nothing was typed, and nothing where nothing fits', () => {
  expect(found(' ')).toHaveLength(allAddresses.length);
  expect(found('不存在的路')).toEqual([]);
});
