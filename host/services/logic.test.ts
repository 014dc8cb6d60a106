import { describe, expect, it } from 'vitest';
import { evaluate, type Logic, namesIn, operators, refuseLogic } from './logic.ts';

const facts = {
  today: '2026-11-25',
  form: { birthDate: '1961-11-26', copies: 2, insurances: ['pension', 'medical'], note: '' },
  facts: { permit: null, months: [{ paid: true }, { paid: false }] },
};
const value = (logic: Logic) => {
  const result = evaluate(logic, facts);
  return result.ok ? result.value : result.error;
};
const name = (path: string) => ({ var: path });

describe('a condition', () => {
  it.each<[string, Logic, unknown]>([
    ['counts full years', { age: [name('form.birthDate'), name('today')] }, 64],
    ['counts days', { days: [name('today'), '2027-05-24'] }, 180],
    ['compares days', { '<': [name('form.birthDate'), name('today')] }, true],
    ['looks between', { '<=': [1, name('form.copies'), 5] }, true],
    ['reckons', { '+': [name('form.copies'), { '*': [2, 3] }] }, 8],
    ['takes the larger', { max: [name('form.copies'), 7] }, 7],
    ['looks into a list', { in: ['medical', name('form.insurances')] }, true],
    ['asks some of a list', { some: [name('facts.months'), name('paid')] }, true],
    ['asks all of a list', { all: [name('facts.months'), name('paid')] }, false],
    ['asks none of a list', { none: [name('facts.months'), { '===': [name('paid'), null] }] }, true],
    ['knows that there is none', { '===': [name('facts.permit'), null] }, true],
    ['finds nothing below none', { '===': [name('facts.permit.number'), null] }, true],
    ['chooses', { if: [{ '>': [name('form.copies'), 1] }, 'many', 'one'] }, 'many'],
    ['takes a default', { var: ['form.unknown', 4] }, 4],
  ])('%s', (_, logic, expected) => {
    expect(value(logic)).toEqual(expected);
  });

  it.each<[string, Logic, unknown]>([
    ['a text for a number', { '>': [name('form.note'), 3] }, { code: 'bad-value', operator: '>' }],
    ['no value for a number', { '+': [name('facts.permit'), 3] }, { code: 'bad-value', operator: '+' }],
    ['a day that is none', { age: ['2026-02-30', name('today')] }, { code: 'bad-value', operator: 'age' }],
    ['one day for two', { days: [name('today')] }, { code: 'bad-value', operator: 'days' }],
    ['an operator that is not allowed', { map: [1, 2] }, { code: 'unknown-operator', operator: 'map' }],
    ['two operators in one', { '!': [1], '+': [1] }, { code: 'unknown-operator', operator: '!++' }],
    ['nothing', {}, { code: 'unknown-operator', operator: '{}' }],
    ['a name that is computed', { var: { '+': [1] } }, { code: 'computed-name' }],
    ['what objects inherit', { constructor: [] }, { code: 'unknown-operator', operator: 'constructor' }],
  ])('answers %s with an error, not with an exception', (_, logic, expected) => {
    expect(value(logic)).toEqual(expected);
  });

  it('never throws, whatever each operator is given', () => {
    const rubbish: unknown[] = [
      null,
      [],
      [null],
      {},
      '',
      [[]],
      [1, 'x'],
      7,
      [name('facts')],
      [name('form.x'), 1],
    ];
    for (const operator of operators)
      for (const args of rubbish) expect(evaluate({ [operator]: args }, facts)).toHaveProperty('ok');
  });
});

describe('a condition is bounded', () => {
  const nested = (depth: number): Logic => (depth === 0 ? 1 : { '!': [nested(depth - 1)] });

  it('in depth', () => {
    expect(refuseLogic(nested(7))).toBeNull();
    expect(refuseLogic(nested(9))).toEqual({ code: 'too-deep' });
    expect(evaluate(nested(5000), facts)).toEqual({ ok: false, error: { code: 'too-deep' } });
  });

  it('in size', () => {
    expect(refuseLogic({ and: Array.from({ length: 300 }, () => 1) })).toEqual({ code: 'too-large' });
  });

  it('in the lists that it goes through', () => {
    const long = { list: Array.from({ length: 201 }, () => 1) };
    expect(evaluate({ all: [name('list'), true] }, long)).toEqual({
      ok: false,
      error: { code: 'list-too-long', name: 'list' },
    });
    const within = { all: [name('list'), { some: [name('list'), true] }] };
    expect(refuseLogic(within)).toEqual({ code: 'unknown-operator', operator: 'some within a list' });
  });
});

it('tells the names that a condition asks about, but not those of the entries of a list', () => {
  const logic = { and: [{ all: [name('facts.months'), name('paid')] }, { var: ['form.copies', 1] }] };
  expect(namesIn(logic)).toEqual([
    { name: 'facts.months', optional: false },
    { name: 'form.copies', optional: true },
  ]);
});
