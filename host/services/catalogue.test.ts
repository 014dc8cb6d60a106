import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '../../contract/localized.ts';
import freshUntil from '../../assets/catalogue/fresh-until.json' with { type: 'json' };
import { freshDays, readItems } from '../../scripts/export-catalogue.ts';
import { catalogue, openItem } from './catalogue.ts';
import { makeEntries } from './catalogue-index.ts';
import { itemJsonSchema } from './item-json-schema.ts';

describe('what is made from the items (npm run catalogue)', () => {
  it('is the index of the items as they are', async () => {
    expect(catalogue).toEqual(await makeEntries(readItems()));
  });

  it('is the last good day of each', () => {
    expect(freshUntil).toEqual(freshDays(readItems()));
  });

  it('is the JSON Schema of the schema in the code', () => {
    const file = new URL('../../assets/catalogue/service-item.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(itemJsonSchema());
  });
});

describe('the service items of this release', () => {
  it('are these', () => {
    expect(catalogue.map(({ id }) => id)).toEqual([
      'appointment',
      'case-progress',
      'data-dispute',
      'elder-allowance',
      'industry-licence',
      'licence-print',
      'matching-benefits',
      'newborn',
      'offline-code',
      'payment-record',
      'remote-care',
    ]);
  });

  it.each(languages)('fit a button in %s', (language) => {
    for (const { name, summary } of catalogue) {
      expect(name[language].length).toBeLessThanOrEqual(language === 'en' ? 40 : 14);
      expect(summary[language].length).toBeLessThanOrEqual(language === 'en' ? 70 : 24);
    }
  });

  it('ask for nothing where benefits match by themselves', () => {
    expect(openItem('matching-benefits').form).toBeNull();
  });

  it('are read once, and not at all where there is none', () => {
    expect(openItem('newborn')).toBe(openItem('newborn'));
    expect(() => openItem('../config/default')).toThrow(/no service item/);
  });
});
