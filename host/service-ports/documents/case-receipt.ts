import type { Localized } from '../../../contract/localized.ts';
import type { CivicDocument, Section } from '../../documents/document.ts';
import type { Item } from '../../services/item-schema.ts';
import type { RequestOrder } from '../requests/asked.ts';
import { type PaperText, paperText } from '../texts.ts';
import { personOf } from './person.ts';

export interface ReceiptFacts {
  /** Of the case. */
  number: string;
  /** Whoever has it may ask how far the case is. */
  receipt: string;
  /** Local, `YYYY-MM-DD` and `HH:mm`. */
  received: { date: string; time: string };
  dueOn: string;
  legallyDueOn: string;
  /** Of the application as the city took it. */
  sha256: string;
}

/** The receipt of an application. What was filled in does not stand on it: it lies about on kitchen tables. */
export function caseReceipt(
  order: RequestOrder,
  item: Item,
  facts: ReceiptFacts,
  issuer: Localized,
): CivicDocument {
  const { language } = order;
  const say = (name: PaperText) => paperText(name)[language];
  const { number, receipt, received, dueOn, legallyDueOn, sha256 } = facts;
  const variant = item.variants.find(({ id }) => id === order.variant);
  const region = item.regions.find(({ code }) => code === order.region);
  return {
    ...personOf(order),
    kind: 'case-receipt',
    title: say('case-receipt'),
    issuer: issuer[language],
    idNumberShown: 'masked',
    number,
    issuedOn: received.date,
    sections: [
      {
        kind: 'fields',
        heading: say('case-facts'),
        columns: 1,
        fields: [
          { label: say('item'), value: item.name[language] },
          ...(variant ? [{ label: say('variant'), value: variant.name[language] }] : []),
          ...(region ? [{ label: say('region'), value: region.name[language] }] : []),
          { label: say('received-at'), value: `${received.date} ${received.time}` },
          { label: say('due-on'), value: dueOn },
          { label: say('legally-due-on'), value: legallyDueOn },
          ...(order.signature === null ? [] : [{ label: say('signed'), value: order.signature }]),
          { label: say('digest'), value: sha256.slice(0, 16) },
        ],
      },
      ...(item.parts.length > 0 ? [partsTable(order, item)] : []),
      { kind: 'notes', heading: null, notes: [say('case-note')] },
    ],
    check: { place: say('check-place'), code: receipt, qr: receipt },
  };
}

function partsTable({ language }: RequestOrder, { parts }: Item): Section {
  const say = (name: PaperText) => paperText(name)[language];
  return {
    kind: 'table',
    heading: say('parts'),
    columns: [
      { label: say('part'), width: 4, align: 'left' },
      { label: say('department'), width: 4, align: 'left' },
      { label: say('working-days'), width: 2, align: 'right' },
    ],
    rows: parts.map(({ name, department, workingDays }) => [
      name[language],
      department[language],
      String(workingDays),
    ]),
    totals: [],
  };
}
