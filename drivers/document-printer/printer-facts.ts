import { type Reported, condition } from '../runtime/status-tracker.ts';
import { booleanOf, numberOf, numbersOf, rangeOf, stringsOf } from './ipp/attributes.ts';
import type { IppMessage } from './ipp/message.ts';
import { groupTag, operation, printerState } from './ipp/names.ts';
import type { DocumentPrinterProfile } from './profile.ts';
import { conditionsOf } from './reasons.ts';

/** What is asked of a printer each time. */
export const printerAttributes = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'operations-supported',
  'document-format-supported',
  'media-supported',
  'media-ready',
  'sides-supported',
  'copies-supported',
] as const;

/** Lists are empty where the printer does not tell. */
export interface PrinterFacts {
  conditions: Reported[];
  formats: string[];
  media: string[];
  sides: string[];
  mostCopies: number | null;
  canValidate: boolean;
}

/** `null` where the answer says nothing about the printer's state, which every printer must tell. */
export function printerFacts(reply: IppMessage, profile: DocumentPrinterProfile): PrinterFacts | null {
  const printer = reply.groups.find(({ tag }) => tag === groupTag.printer);
  const state = numberOf(printer, 'printer-state');
  if (state === null) return null;
  const conditions = conditionsOf(
    {
      reasons: stringsOf(printer, 'printer-state-reasons'),
      stopped: state === printerState.stopped,
      acceptingJobs: booleanOf(printer, 'printer-is-accepting-jobs') ?? true,
    },
    profile.reasons,
  );
  const ready = stringsOf(printer, 'media-ready');
  // An empty tray is `paper.out`; this is about another size in it.
  if (ready.length > 0 && !ready.includes(profile.media) && !has(conditions, 'paper.out'))
    conditions.unshift(condition('paper.wrong', `media-ready=${ready.join(',')}`));
  return {
    conditions,
    formats: stringsOf(printer, 'document-format-supported'),
    media: stringsOf(printer, 'media-supported'),
    sides: stringsOf(printer, 'sides-supported'),
    mostCopies: rangeOf(printer, 'copies-supported')?.upper ?? null,
    canValidate: numbersOf(printer, 'operations-supported').includes(operation.validateJob),
  };
}

function has(conditions: readonly Reported[], code: Reported['code']): boolean {
  return conditions.some((each) => each.code === code);
}
