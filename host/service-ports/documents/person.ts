import type { CivicDocument } from '../../documents/document.ts';
import type { RequestOrder } from '../requests/asked.ts';
import { type PaperText, paperText } from '../texts.ts';

const numbers: Readonly<
  Record<'id-card' | 'residence-permit' | 'foreign-resident-card' | 'code', PaperText>
> = {
  'id-card': 'id-number',
  code: 'id-number',
  'residence-permit': 'permit-number',
  'foreign-resident-card': 'foreign-number',
};

/** Whose document it is and how it is read. @throws Error where nobody was identified. */
export function personOf({
  person,
  language,
  largePrint,
  itemId,
}: RequestOrder): Pick<CivicDocument, 'subject' | 'idNumberLabel' | 'language' | 'print'> {
  if (person === null) throw new Error(`${itemId} prints a document of nobody`);
  return {
    subject: { name: person.name, idNumber: person.idNumber },
    idNumberLabel: paperText(numbers[person.document])[language],
    language,
    print: largePrint ? 'large' : 'normal',
  };
}
