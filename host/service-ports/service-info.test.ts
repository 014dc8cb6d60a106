import { describe, expect, it } from 'vitest';
import { catalogue, openItem } from '../services/catalogue.ts';
import { fields } from './fields.ts';
import { serviceInfo } from './service-info.ts';

const today = '2026-11-25';
const info = (id: string, day = today) => serviceInfo(openItem(id), day);
const ids = catalogue.map(({ id }) => id);

describe('what the flow knows of an item', () => {
  it('is what there is to go through', () => {
    const shape = (id: string) => {
      const { form, pick, review, changes, sign, paper } = info(id);
      return { form, pick, review, changes, sign, paper };
    };
    const seen = Object.fromEntries(ids.map((id) => [id, shape(id)]));
    const plain = { form: true, pick: false, review: true, changes: true, sign: false, paper: 'a4' };
    expect(seen).toEqual({
      appointment: { ...plain, paper: 'ticket' },
      'case-progress': { ...plain, review: false, changes: false, paper: 'ticket' },
      'data-dispute': plain,
      'elder-allowance': { ...plain, sign: true },
      'industry-licence': { ...plain, sign: true },
      'licence-print': plain,
      'matching-benefits': { ...plain, form: false, pick: true, review: false, paper: null },
      newborn: { ...plain, sign: true },
      'offline-code': plain,
      'payment-record': plain,
      'remote-care': { ...plain, sign: true },
    });
  });

  it('names what may be shown, in its order', () => {
    expect(info('case-progress')).toMatchObject({ identity: 'required', by: ['card', 'code', 'receipt'] });
    expect(info('offline-code').by).toEqual(['card']);
    expect(info('industry-licence').by).toEqual(['code', 'card']);
  });

  it('has no region whose guide is past its day', () => {
    expect(info('remote-care').regions.map(({ code }) => code)).toEqual(['320000', '330000', '340000']);
    expect(info('remote-care', '2027-06-01').regions).toEqual([]);
  });
});

describe('the fields of a form', () => {
  it('are those of the variant, in the order of the screen', () => {
    expect(fields('industry-licence', 'extend').map(({ id, required }) => [id, required])).toEqual([
      ['companyName', true],
      ['creditCode', true],
      ['licenceNumber', true],
      ['phone', true],
    ]);
    expect(fields('industry-licence', 'change').find(({ id }) => id === 'legalPerson')?.required).toBe(false);
    expect(fields('appointment', 'check-in').map(({ id }) => id)).toEqual(['appointment']);
  });

  it('say how each is typed', () => {
    expect(fields('payment-record', null)).toMatchObject([
      { id: 'insurances', keyboard: 'choice', several: true, required: true, choicesFromCity: false },
      { id: 'span', keyboard: 'choice', several: false, choices: { length: 3 } },
    ]);
    expect(fields('licence-print', null)[0]).toMatchObject({ choicesFromCity: true, choices: [] });
    const masked = fields('elder-allowance', null).filter((field) => field.masked);
    expect(masked.map(({ id }) => id)).toEqual(['idNumber', 'bankCard', 'agentIdNumber']);
  });

  it('are none without a form, and not there for what is not there', () => {
    expect(fields('matching-benefits', null)).toEqual([]);
    expect(() => fields('newborn', 'new')).toThrow('no variant');
    expect(() => fields('nothing', null)).toThrow('no service item');
  });
});
