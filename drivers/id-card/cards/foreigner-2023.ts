import type { CardText } from '../text-block.ts';
import { InvalidField, type TextFields } from '../text-fields.ts';

/** Foreign permanent resident identity card, 2023 edition. The English name goes on in a second field. */
export function decodeForeigner2023(fields: TextFields): CardText {
  // Joined before the padding is cut off: the first field may end in the space between two names.
  const englishName = (fields.raw(52, 70) + fields.raw(220, 22)).replace(/[ \0]+$/, '') || null;
  const name = fields.optional(0, 30) ?? englishName;
  if (name === null) throw new InvalidField('name');
  const number = fields.checkedNumber(122);
  if (!number.startsWith('9')) throw new InvalidField('number');
  return {
    kind: 'foreigner-2023',
    name,
    englishName,
    sex: fields.sex(30),
    nation: null,
    nationality: fields.optional(242, 6),
    birthDate: fields.date('birth date', 36),
    address: null,
    number,
    authority: null,
    validFrom: fields.date('start of validity', 188),
    validTo: fields.validTo(204),
    passNumber: null,
    issueCount: fields.optional(32, 4),
  };
}
