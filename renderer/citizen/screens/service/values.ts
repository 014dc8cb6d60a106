import { languages, type Language } from '../../../../contract/localized.ts';
import type { FieldValue, FieldView, Text } from '../../../../contract/service-view.ts';
import { addressName } from './addresses.ts';

const fenPerYuan = 100;

const yuan = (language: Language): Intl.NumberFormat =>
  new Intl.NumberFormat(language, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' });
const amounts = Object.fromEntries(languages.map((language) => [language, yuan(language)])) as Record<
  Language,
  Intl.NumberFormat
>;

export const formatYuan = (fen: number, language: Language): string =>
  amounts[language].format(fen / fenPerYuan);

/** A calendar day `YYYY-MM-DD` as it is said; anything else (a day that is masked) stays as it is. */
export function formatDay(day: string, language: Language): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
}

export const textOf = (text: Text, language: Language): string =>
  typeof text === 'string' ? text : text[language];

const between: Record<Language, string> = { 'zh-CN': '、', en: ', ' };

/** What was filled in, in the words of the screen that it was filled in on. */
export function sayValue(field: FieldView, value: FieldValue, language: Language): string {
  if (typeof value !== 'string')
    return value.map((each) => sayValue(field, each, language)).join(between[language]);
  switch (field.keyboard) {
    case 'choice':
      return field.choices.find((choice) => choice.value === value)?.label[language] ?? value;
    case 'address-list':
      return addressName(value)?.[language] ?? value;
    case 'date':
      return formatDay(value, language);
    default:
      return value;
  }
}
