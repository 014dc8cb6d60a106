import { DeviceError } from '../contract/device-error.ts';
import type { SocialSecurityCardRecord } from '../contract/social-security-card.ts';
import { calendarDate } from '../id-card/calendar-date.ts';
import { hasValidCheck } from '../id-card/citizen-number.ts';
import { nationName } from '../id-card/nations.ts';
import { sexOf } from '../id-card/sexes.ts';
import type { CardTexts } from './card-files.ts';

/** @throws DeviceError `invalidData` that names the item and never its content. */
export function toRecord(texts: CardTexts): SocialSecurityCardRecord {
  const { name, number, nation, sex } = texts;
  if (name === null) throw invalid('name');
  if (number === null || !isPossible(number)) throw invalid('number');
  return {
    region: texts.identification?.slice(0, 6) ?? null,
    cardClass: texts.cardClass,
    specVersion: texts.specVersion,
    issuer: texts.issuer,
    issueDate: date('issue date', texts.issueDate),
    expiryDate: date('expiry date', texts.expiryDate),
    cardNumber: texts.cardNumber,
    number,
    name,
    sex: sex === null ? null : sexOf(sex),
    nation: nation === null ? null : { code: nation, name: nationName(nation) },
    birthplace: texts.birthplace,
    birthDate: date('birth date', texts.birthDate),
  };
}

/** Citizen numbers have a check character; the numbers of foreigners begin with the letters of their country. */
function isPossible(number: string): boolean {
  return /^[A-Z]/.test(number) ? /^[A-Z][A-Z0-9]{7,17}$/.test(number) : hasValidCheck(number);
}

function date(item: string, digits: string | null): string | null {
  // Zeroes stand for "not given".
  if (digits === null || /^0*$/.test(digits)) return null;
  const found = calendarDate(digits);
  if (found === null) throw invalid(item);
  return found;
}

function invalid(item: string): DeviceError {
  return new DeviceError('invalidData', `the ${item} on the card is not valid`, {
    condition: 'read.failed',
    effect: 'none',
    retry: 'never',
  });
}
