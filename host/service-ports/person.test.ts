import { expect, it } from 'vitest';
import type { Identified } from '../../state-machines/service/service.ts';
import { known } from '../services/known.ts';
import { personFacts, saysItself } from './person.ts';

const person: Identified = {
  name: '样例甲',
  idNumber: '11010519491231002X',
  birthDate: '1949-12-31',
  sex: 'female',
  address: '示例路1号',
  validTo: 'long-term',
  document: 'id-card',
  subject: null,
};
const byCode: Identified = {
  ...person,
  birthDate: null,
  sex: null,
  address: null,
  validTo: null,
  document: 'code',
  subject: 'sub_of-a-test',
  enterprise: { name: '示例便利店有限公司', creditCode: '91000000MA00000157' },
};
const paths = (source: string) => Object.keys(known.ports[source]?.gives ?? {});

it('a card says all that it is listed with', () => {
  const said = paths('card').map((path) => saysItself(person, { source: 'card', path }));
  expect(said).not.toContain(null);
});

it('so does a code', () => {
  const said = paths('code').map((path) => saysItself(byCode, { source: 'code', path }));
  expect(said).toEqual([byCode.name, byCode.idNumber, '91000000MA00000157', '示例便利店有限公司']);
});

it('a card is no code, and nothing says what it does not have', () => {
  expect(saysItself(person, { source: 'code', path: 'name' })).toBeNull();
  expect(saysItself(byCode, { source: 'card', path: 'address' })).toBeNull();
  expect(saysItself(person, { source: 'card', path: 'creditCode' })).toBeNull();
  expect(saysItself(person, { source: 'card', path: 'constructor' })).toBeNull();
});

it('rules know of a person what is known, and no more', () => {
  expect(personFacts(person)).toEqual({
    number: '11010519491231002X',
    birthDate: '1949-12-31',
    sex: 'female',
    cardValidTo: 'long-term',
  });
  expect(personFacts(null)).toEqual({});
});

it.each([
  ['11010519491231002X', '1949-12-31'],
  ['110105194912310021', undefined],
  ['CAN110080010101', undefined],
])('of a code the birth date is in the number: %s', (idNumber, birthDate) => {
  expect(personFacts({ ...byCode, idNumber })).toEqual({ number: idNumber, ...(birthDate && { birthDate }) });
});
