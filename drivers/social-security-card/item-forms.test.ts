import { expect, test } from 'vitest';
import { decodeItem, InvalidItem } from './item-forms.ts';
import type { ItemForm } from './card-files.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

test.each<[ItemForm, string, string]>([
  ['bcd', '20200101', '20200101'],
  ['bcd', '110105 1F FF FF', '1101051'],
  ['bcd', 'FFFFFFFF', ''],
  ['text', '33 2E 30 30', '3.00'],
  ['text', '53 49 4D 00 00', 'SIM'],
  ['text', '41 20 00 FF', 'A'],
  ['text', '000000', ''],
  ['name', 'D1F9 C0FD BCD7 00 00', '样例甲'],
  ['name', 'D1F9 C0FD BCD7 20 20 00', '样例甲'],
  // U+20BB7 has four bytes, U+4DAE is in GB 18030 and not in GBK.
  ['name', 'D1F9 9534 B235 FE9F', '样𠮷䶮'],
  ['name', '41 20 42 00', 'A B'],
  ['name', '00000000', ''],
])('%s %s is %j', (form, value, text) => {
  expect(decodeItem(form, bytes(value))).toBe(text);
});

test.each<[ItemForm, string]>([
  ['bcd', '2A200101'],
  ['bcd', 'F1200101'],
  ['text', '33 80 30'],
  ['text', '33 00 30'],
  ['name', 'D1 FF D1 01'],
])('%s %s is not valid, and nothing of it is told', (form, value) => {
  const decode = () => decodeItem(form, bytes(value));
  expect(decode).toThrow(InvalidItem);
  expect(decode).toThrow(/^$/);
});
