import type { CardText } from '../text-block.ts';
import { InvalidField, type TextFields } from '../text-fields.ts';

/**
 * Foreign permanent resident identity card, 2017 edition. Its number is three letters and twelve digits; how the
 * last digit is made is not published, so only the shape is checked. The card names an accepting authority by code
 * only.
 */
export function decodeForeigner2017(fields: TextFields): CardText {
  const englishName = fields.required('name', 0, 120);
  const number = fields.text(122, 30);
  if (!/^[A-Z]{3}\d{12}$/.test(number)) throw new InvalidField('number');
  return {
    kind: 'foreigner-2017',
    name: fields.optional(158, 30) ?? englishName,
    englishName,
    sex: fields.sex(120),
    nation: null,
    nationality: fields.optional(152, 6),
    birthDate: fields.date('birth date', 220),
    address: null,
    number,
    authority: fields.optional(240, 8),
    validFrom: fields.date('start of validity', 188),
    validTo: fields.validTo(204),
    passNumber: null,
    issueCount: null,
  };
}
