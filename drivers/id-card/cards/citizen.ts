import { nationName } from '../nations.ts';
import type { CardText } from '../text-block.ts';
import type { TextFields } from '../text-fields.ts';

/** Resident identity card. The last 36 bytes are reserved. */
export function decodeCitizen(fields: TextFields): CardText {
  const nation = fields.text(32, 4);
  return {
    kind: 'citizen',
    name: fields.required('name', 0, 30),
    englishName: null,
    sex: fields.sex(30),
    nation: { code: nation, name: nationName(nation) },
    nationality: null,
    birthDate: fields.date('birth date', 36),
    address: fields.optional(52, 70),
    number: fields.checkedNumber(122),
    authority: fields.optional(158, 30),
    validFrom: fields.date('start of validity', 188),
    validTo: fields.validTo(204),
    passNumber: null,
    issueCount: null,
  };
}
