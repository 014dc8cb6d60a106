import { hasValidCheck } from '../../drivers/id-card/citizen-number.ts';
import { isDate } from './dates.ts';

/** GB 32100-2015: the characters of a unified social credit code and the weights of the first 17. */
const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

function isCreditCode(text: string): boolean {
  if (text.length !== 18) return false;
  const values = [...text].map((character) => creditCharacters.indexOf(character));
  if (values.includes(-1)) return false;
  const sum = creditWeights.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
  return values[17] === (31 - (sum % 31)) % 31;
}

/** The check digit of ISO/IEC 7812-1, annex B, over the 12 to 19 digits of a bank card. */
function isBankCard(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isIdNumber(text: string): boolean {
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  return hasValidCheck(text) && isDate(birth);
}

/** Mobile numbers, and landlines with their area code. */
function isPhone(text: string): boolean {
  return /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(text);
}

/** What a form's schema may ask of a text as its `format`. Each has a sentence in `assets/forms/messages.json`. */
export const formats = {
  date: isDate,
  'id-number': isIdNumber,
  'credit-code': isCreditCode,
  phone: isPhone,
  'bank-card': isBankCard,
} as const satisfies Record<string, (text: string) => boolean>;
