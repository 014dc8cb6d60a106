import type { Localized } from '../../contract/localized.ts';
import type { Rule } from '../ui/keyboard/editing.ts';
import type { LayoutName } from '../ui/keyboard/layouts.ts';

interface SampleField {
  id: string;
  label: Localized;
  rule: Rule;
  layouts: readonly [LayoutName, ...LayoutName[]];
}

const name: SampleField = {
  id: 'name',
  label: { 'zh-CN': '姓名', en: 'Name' },
  rule: { maxLength: 30 },
  layouts: ['pinyin', 'letters'],
};
const idNumber: SampleField = {
  id: 'id-number',
  label: { 'zh-CN': '身份证号码', en: 'ID number' },
  rule: { maxLength: 18, allowed: /[\dX]/ },
  layouts: ['digits'],
};
const phone: SampleField = {
  id: 'phone',
  label: { 'zh-CN': '手机号码', en: 'Phone' },
  rule: { maxLength: 20, allowed: /[\d+ -]/ },
  layouts: ['phone'],
};
const email: SampleField = {
  id: 'e-mail',
  label: { 'zh-CN': '电子邮箱', en: 'E-mail' },
  rule: { maxLength: 60, allowed: /[!-~]/ },
  layouts: ['letters', 'digits'],
};

export const sampleFields: readonly [SampleField[], SampleField[]] = [
  [name, idNumber],
  [phone, email],
];
