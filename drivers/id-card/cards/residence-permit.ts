import type { CardText } from '../text-block.ts';
import type { TextFields } from '../text-fields.ts';

/** Residence permit for Hong Kong, Macao and Taiwan residents: the citizen layout with a pass instead of a nation. */
export function decodeResidencePermit(fields: TextFields): CardText {
  return {
    kind: 'residence-permit',
    name: fields.required('name', 0, 30),
    englishName: null,
    sex: fields.sex(30),
    nation: null,
    nationality: null,
    birthDate: fields.date('birth date', 36),
    address: fields.optional(52, 70),
    number: fields.checkedNumber(122),
    authority: fields.optional(158, 30),
    validFrom: fields.date('start of validity', 188),
    validTo: fields.validTo(204),
    passNumber: fields.optional(220, 18),
    issueCount: fields.optional(238, 4),
  };
}
