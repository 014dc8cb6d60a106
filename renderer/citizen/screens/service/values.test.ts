import { describe, expect, it } from 'vitest';
import type { FieldView } from '../../../../contract/service-view.ts';
import { formatDay, formatYuan, sayValue } from './values.ts';

const field: FieldView = {
  id: 'sample',
  label: { 'zh-CN': '样例', en: 'Sample' },
  hint: null,
  keyboard: 'choice',
  choices: [
    { value: 'female', label: { 'zh-CN': '女', en: 'Girl' } },
    { value: 'male', label: { 'zh-CN': '男', en: 'Boy' } },
  ],
  several: false,
  required: true,
  value: null,
  source: null,
  disputed: null,
  fault: null,
};

describe('a value is said', () => {
  it('by the name of the choice, and of each where there are several', () => {
    expect(sayValue(field, 'female', 'zh-CN')).toBe('女');
    expect(sayValue(field, ['female', 'male'], 'en')).toBe('Girl, Boy');
    expect(sayValue(field, ['female', 'male'], 'zh-CN')).toBe('女、男');
  });

  it('by the name of the address', () => {
    const address: FieldView = { ...field, keyboard: 'address-list', choices: [] };
    expect(sayValue(address, '310109901-1-101', 'en')).toBe('101 Yulan Road');
  });

  it('as it stands where it is masked or unknown', () => {
    expect(sayValue(field, '*', 'en')).toBe('*');
    expect(sayValue({ ...field, keyboard: 'date' }, '19**-**-**', 'en')).toBe('19**-**-**');
    expect(sayValue({ ...field, keyboard: 'address-list' }, '玉兰路**号', 'en')).toBe('玉兰路**号');
  });
});

it('days and amounts are said as the language says them', () => {
  expect(formatDay('2026-05-06', 'zh-CN')).toBe('2026年5月6日');
  expect(formatDay('2026-05-06', 'en')).toBe('6 May 2026');
  expect(formatDay('2026-13-41', 'en')).toBe('2026-13-41');
  expect(formatYuan(1_234_550, 'zh-CN')).toBe('¥12,345.50');
  expect(formatYuan(18_000, 'en')).toBe('¥180.00');
});
