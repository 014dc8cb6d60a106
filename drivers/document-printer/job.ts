import { createHash } from 'node:crypto';
import type { Effect } from '../contract/device-error.ts';
import type { JobOutcome, PrintProgress } from '../contract/document-printer.ts';
import { attributeOf, numberOf, stringOf, stringsOf } from './ipp/attributes.ts';
import type { IppGroup } from './ipp/message.ts';
import { jobState, valueTag } from './ipp/names.ts';

/** What the printer calls an operation: unique, and with nothing of a person in it. */
export function jobNameOf(opId: string): string {
  return `tongban-${createHash('sha256').update(opId).digest('hex').slice(0, 24)}`;
}

/** What is asked of a job each time. */
export const jobAttributes = [
  'job-id',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'job-media-sheets-completed',
  'time-at-processing',
] as const;

/** A job as the printer tells of it. Counts are `null` where it does not. */
export interface Job {
  id: number;
  name: string | null;
  state: number;
  reasons: string[];
  impressions: number | null;
  sheets: number | null;
  /** The printer says that it never began (`time-at-processing` has no value, RFC 8011 §5.3.14.2). */
  neverBegan: boolean;
}

/** `null` where the group has not even the attributes that each job must have. */
export function jobOf(group: IppGroup): Job | null {
  const id = numberOf(group, 'job-id');
  const state = numberOf(group, 'job-state');
  if (id === null || state === null) return null;
  return {
    id,
    name: stringOf(group, 'job-name'),
    state,
    reasons: stringsOf(group, 'job-state-reasons'),
    impressions: numberOf(group, 'job-impressions-completed'),
    sheets: numberOf(group, 'job-media-sheets-completed'),
    neverBegan: attributeOf(group, 'time-at-processing')?.tag === valueTag.noValue,
  };
}

export function isEnded({ state }: Job): boolean {
  return state >= jobState.canceled;
}

export function progressOf({ state, impressions }: Job): PrintProgress {
  const names = {
    [jobState.held]: 'held',
    [jobState.processing]: 'printing',
    [jobState.stopped]: 'stopped',
  } as const;
  return { state: (names as Record<number, PrintProgress['state']>)[state] ?? 'queued', impressions };
}

/** Completed, and without errors on the way. */
export function isWhole({ state, reasons }: Job): boolean {
  return state === jobState.completed && !reasons.includes('job-completed-with-errors');
}

/** What is on paper of a job that is not whole. */
export function effectOf(job: Job): Effect {
  if (job.state === jobState.completed) return 'partial';
  if ((job.impressions ?? 0) > 0 || (job.sheets ?? 0) > 0) return 'partial';
  return isEnded(job) && job.neverBegan ? 'none' : 'unknown';
}

/** `queued-in-device`: a print server has handed it on and knows no more (RFC 8011 §5.3.8). */
export function isHandedOn({ reasons }: Job): boolean {
  return reasons.includes('queued-in-device');
}

export function outcomeOf(job: Job): JobOutcome {
  switch (job.state) {
    case jobState.canceled:
      return 'canceled';
    case jobState.aborted:
      return 'aborted';
    case jobState.completed:
      return isWhole(job) && !isHandedOn(job) ? 'printed' : 'unknown';
    default:
      return 'unknown';
  }
}
