import type { Localized } from '../../../contract/localized.ts';
import type { CivicDocument } from '../../documents/document.ts';
import type { RequestOrder } from '../requests/asked.ts';
import { type PaperText, paperText } from '../texts.ts';
import { personOf } from './person.ts';

export interface DisputeFacts {
  dispute: string;
  /** Local, `YYYY-MM-DD` and `HH:mm`. */
  received: { date: string; time: string };
  dueOn: string;
  /** What the form calls the kind of record. */
  source: Localized;
  entry: string;
}

/** The values themselves do not stand on it. */
export function disputeReceipt(
  order: RequestOrder,
  { dispute, received, dueOn, source, entry }: DisputeFacts,
  issuer: Localized,
): CivicDocument {
  const { language } = order;
  const say = (name: PaperText) => paperText(name)[language];
  return {
    ...personOf(order),
    kind: 'case-receipt',
    title: say('case-receipt'),
    issuer: issuer[language],
    idNumberShown: 'masked',
    number: dispute,
    issuedOn: received.date,
    sections: [
      {
        kind: 'fields',
        heading: say('dispute-facts'),
        columns: 1,
        fields: [
          { label: say('dispute-source'), value: source[language] },
          { label: say('dispute-entry'), value: entry },
          { label: say('received-at'), value: `${received.date} ${received.time}` },
          { label: say('due-on'), value: dueOn },
        ],
      },
      { kind: 'notes', heading: null, notes: [say('dispute-note')] },
    ],
    // Nobody but the office that looks at it can say what became of it.
    check: null,
  };
}
