import { describe, expect, it } from 'vitest';
import { languages } from '../../contract/localized.ts';
import { loadItems, parseServices } from './load.ts';

const name = { 'zh-CN': '业务', en: 'Business' };
const business = (id: string, prefix: string): Record<string, unknown> => ({
  id,
  prefix,
  class: 'ordinary',
  needsCard: false,
  name,
  summary: name,
});
const item = (id: string, ...businesses: unknown[]): Record<string, unknown> => ({
  id,
  name,
  summary: name,
  identity: 'optional',
  businesses,
});

describe('the service items of this release', () => {
  const [queueTicket, ...others] = loadItems();

  it('are the queue ticket with six businesses, for which a card is optional', () => {
    expect(others).toEqual([]);
    expect(queueTicket).toMatchObject({ id: 'queue-ticket', identity: 'optional' });
    expect(queueTicket?.businesses).toHaveLength(6);
  });

  it('promise 10 minutes for ordinary and 30 for complex matters, and have both', () => {
    expect(new Set(queueTicket?.businesses.map((b) => b.promiseMinutes))).toEqual(new Set([10, 30]));
  });

  it('have some that need a card and some that do not', () => {
    expect(new Set(queueTicket?.businesses.map((b) => b.needsCard))).toEqual(new Set([true, false]));
  });

  it.each(languages)('fit a button in %s', (language) => {
    for (const { name: title, summary } of queueTicket?.businesses ?? []) {
      expect(title[language].length).toBeLessThanOrEqual(language === 'en' ? 28 : 12);
      expect(summary[language].length).toBeLessThanOrEqual(language === 'en' ? 60 : 24);
    }
  });
});

describe('a service item is refused', () => {
  it.each([
    [
      'a prefix used twice, also in another item',
      [item('a', business('x', 'A')), item('b', business('y', 'A'))],
      /prefix A is used twice/,
    ],
    [
      'a business used twice',
      [item('a', business('x', 'A'), business('x', 'B'))],
      /business id x is used twice/,
    ],
    [
      'an item used twice',
      [item('a', business('x', 'A')), item('a', business('y', 'B'))],
      /item id a is used twice/,
    ],
    ['a prefix that is no capital letter', [item('a', business('x', '1'))], /capital letters/],
    ['no business', [item('a')], /service item 0/],
    ['a name in one language only', [{ ...item('a', business('x', 'A')), name: { en: 'A' } }], /zh-CN/],
    ['a field that is not known', [{ ...item('a', business('x', 'A')), colour: 'red' }], /colour/],
  ])('with %s', (_, documents, message) => {
    expect(() => parseServices(documents)).toThrow(message);
  });
});
