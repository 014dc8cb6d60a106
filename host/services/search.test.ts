import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { CatalogueSearch } from './search.ts';

const search = new CatalogueSearch(catalogue);

describe('the catalogue is searched as one types', () => {
  it.each([
    ['社保', 'payment-record'],
    ['三金', 'payment-record'],
    ['缴费', 'payment-record'],
    ['shebao', 'payment-record'],
    ['she bao jiao', 'payment-record'],
    ['sbjf', 'payment-record'],
    ['shebj', 'payment-record'],
    ['社bao', 'payment-record'],
    ['laonian', 'elder-allowance'],
    ['lnzh', 'elder-allowance'],
    ['yyyz', 'industry-licence'],
    ['一业', 'industry-licence'],
    ['xse', 'newborn'],
    ['child is', 'newborn'],
    ['offline', 'offline-code'],
    ['LICENCE print', 'licence-print'],
    ['ydjy', 'remote-care'],
    ['ｓｂｊｆ', 'payment-record'],
  ])('%s finds %s first', (query, id) => {
    expect(search.find(query)[0]).toBe(id);
  });

  it('finds with every beginning of a name', () => {
    for (const { id, name } of catalogue)
      for (let length = 1; length <= name['zh-CN'].length; length += 1)
        expect(search.find(name['zh-CN'].slice(0, length))).toContain(id);
  });

  it('finds by the full pinyin and by the initials of every name', () => {
    for (const { id, zh } of catalogue) {
      const readings = zh[0]?.readings ?? [];
      expect(search.find(readings.join(''))).toContain(id);
      expect(search.find(readings.map((reading) => reading[0] ?? '').join(''))).toContain(id);
    }
  });

  it('puts the beginning of a name before its middle, and a name before other texts', () => {
    const entry = (id: string, ...texts: string[]) => ({
      ...catalogue[0]!,
      id,
      zh: texts.map((text) => ({ text, readings: [] })),
      en: [],
    });
    const four = new CatalogueSearch([
      entry('inner-word', '养老', '办津贴'),
      entry('word', '养老', '津贴'),
      entry('middle', '老年津贴'),
      entry('first', '津贴申请'),
    ]);
    expect(four.find('津贴')).toEqual(['first', 'middle', 'word', 'inner-word']);
    expect(four.find('津贴', 2)).toEqual(['first', 'middle']);
  });

  it.each(['', '   ', 'qqqq', '火星', '(.*)', '\u0000', 'x'.repeat(10_000)])(
    'finds nothing for %j',
    (query) => {
      expect(search.find(query)).toEqual([]);
    },
  );

  it('ends soon for a query and a text that fit in very many ways', () => {
    const text = '啊'.repeat(200);
    const hard = { ...catalogue[0]!, zh: [{ text, readings: Array.from({ length: 200 }, () => 'aa') }] };
    const started = performance.now();
    new CatalogueSearch([hard]).find(`${'a'.repeat(39)}b`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
