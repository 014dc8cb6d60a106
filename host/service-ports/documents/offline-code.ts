import type { ReplyOf } from '../../../platform/core/port.ts';
import type { Ports } from '../../../platform/ports/index.ts';
import type { CivicDocument } from '../../documents/document.ts';
import { daysBetween } from '../../services/dates.ts';
import type { RequestOrder } from '../requests/asked.ts';
import { type PaperText, paperText } from '../texts.ts';
import { personOf } from './person.ts';

export type OfflineCode = ReplyOf<Ports['codes']['operations']['issueOffline']>;

/** The codes to be cut out say no more than the city's own masked name. */
export function offlineCode(
  order: RequestOrder,
  { serial, code, maskedName, issuedOn, validUntil, copies }: OfflineCode,
): CivicDocument {
  const { language } = order;
  const say = (name: PaperText, values = {}) => paperText(name, values)[language];
  const one = {
    data: code,
    caption: maskedName,
    lines: [say('offline-until', { until: validUntil }), say('offline-lend')],
  };
  const days = daysBetween(issuedOn, validUntil);
  return {
    ...personOf(order),
    kind: 'offline-code',
    title: say('offline-code'),
    issuer: say('offline-issuer'),
    idNumberShown: 'masked',
    number: serial,
    issuedOn,
    sections: [
      { kind: 'codes', heading: say('offline-cut'), codes: Array.from({ length: copies }, () => one) },
      {
        kind: 'notes',
        heading: say('notes'),
        notes: [say('offline-days', { from: issuedOn, days }), say('offline-before')],
      },
    ],
    check: null,
  };
}
