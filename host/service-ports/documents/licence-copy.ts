import type { ReplyOf } from '../../../platform/core/port.ts';
import type { Ports } from '../../../platform/ports/index.ts';
import type { CivicDocument } from '../../documents/document.ts';
import type { RequestOrder } from '../requests/asked.ts';
import { type PaperText, paperText, resultText } from '../texts.ts';
import { personOf } from './person.ts';

export type PulledLicence = ReplyOf<Ports['licences']['operations']['pull']>;

/** A licence shows the whole number: whoever is handed the copy compares it with the card. */
export function licenceCopy(
  order: RequestOrder,
  { licence, fields, checkCode }: PulledLicence,
  issuedOn: string,
): CivicDocument {
  const { language } = order;
  const say = (name: PaperText, values = {}) => paperText(name, values)[language];
  const until = licence.validUntil ?? resultText('without-end')[language];
  return {
    ...personOf(order),
    kind: 'licence-copy',
    title: say('licence-copy', { title: licence.title }),
    issuer: licence.issuer,
    idNumberShown: 'whole',
    number: licence.licence,
    issuedOn,
    sections: [
      {
        kind: 'fields',
        heading: say('licence-facts'),
        columns: 1,
        fields: [
          ...fields.map(({ label, value }) => ({ label: label[language], value })),
          { label: resultText('valid-until')[language], value: until },
        ],
      },
      { kind: 'notes', heading: null, notes: [say('licence-note')] },
    ],
    check: { place: say('check-place'), code: checkCode, qr: checkCode },
  };
}
