import { DeviceError } from '../contract/device-error.ts';
import type { DocumentReceipt } from '../contract/document-printer.ts';
import type { ConditionCode } from '../contract/status.ts';
import { unavailable, unprintable, withEffect } from './errors.ts';
import { jobState } from './ipp/names.ts';
import { effectOf, isHandedOn, isWhole, type Job } from './job.ts';

/** `job-state-reasons` that blame the document (RFC 8011 §5.3.8). */
const unprintableReasons: ReadonlySet<string> = new Set([
  'document-format-error',
  'document-unprintable-error',
  'unsupported-document-format',
  'unsupported-attributes-or-values',
]);

/**
 * A job that has ended, as the result of its command.
 * @param canceledByUs whether we had asked for its end.
 * @param blocking what keeps the printer from printing just now.
 * @throws DeviceError for a job that did not come out whole.
 */
export function receiptOf(
  job: Job,
  canceledByUs: boolean,
  blocking: ConditionCode | undefined,
): DocumentReceipt {
  const { impressions, sheets, reasons, state } = job;
  if (isWhole(job)) return { confirmation: isHandedOn(job) ? 'accepted' : 'printed', impressions, sheets };
  const effect = effectOf(job);
  if (state === jobState.canceled && canceledByUs)
    throw withEffect(new DeviceError('canceled', 'the job was cancelled', { effect, retry: 'safe' }), effect);
  const why = reasons.filter((reason) => reason !== 'none').join(' ') || 'no reason given';
  // A document that the printer cannot read leaves no half sheet in it.
  if (reasons.some((reason) => unprintableReasons.has(reason)))
    throw withEffect(unprintable(why), impressions === 0 ? 'none' : effect);
  throw withEffect(
    unavailable(blocking ?? 'fault.recoverable', `the printer ended the job (${why})`),
    effect,
  );
}
