import { expect, it } from 'vitest';
import { maskIdNumber, maskName } from './mask.ts';

it.each([
  ['样例甲', '样*甲'],
  ['样例', '样*'],
  ['样', '*'],
  ['样例样例', '样**例'],
  ['样例·样本甲', '样****甲'],
  ['𠮷例甲', '𠮷*甲'],
  ['SAMPLE ALPHA', 'S***'],
  ['', '***'],
])('name %s is shown as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

it.each([
  ['11010519491231002X', '1101**********002X'],
  ['932682198501010017', '9326**********0017'],
  ['ABC123456789012', 'ABC1*******9012'],
  ['12345678', '********'],
])('number %s is shown as %s', (number, masked) => {
  expect(maskIdNumber(number)).toBe(masked);
});
