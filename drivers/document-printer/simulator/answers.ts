import { attribute, attributeOf, numberOf, rangeOf, stringOf, stringsOf } from '../ipp/attributes.ts';
import type { IppAttribute, IppGroup, IppMessage } from '../ipp/message.ts';
import { groupTag, jobState, operation, printerState, status } from '../ipp/names.ts';
import type { PrinterCondition } from './presets.ts';
import { hasEnded, type JobRequest, type SimulatedJob } from './print-engine.ts';

export interface Answer {
  code: number;
  groups: IppGroup[];
}

const media = ['iso_a4_210x297mm', 'na_letter_8.5x11in'] as const;
const sides = ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'] as const;
const mostCopies = 99;
const format = 'application/pdf';

export interface PrinterAnswerParts {
  condition: PrinterCondition;
  jobs: readonly SimulatedJob[];
  accepting: boolean;
  a4Loaded: boolean;
}

export function printerAnswer({ condition, jobs, accepting, a4Loaded }: PrinterAnswerParts): Answer {
  const printing = jobs.some(({ state }) => state === jobState.processing);
  const state = condition.stopped
    ? printerState.stopped
    : printing
      ? printerState.processing
      : printerState.idle;
  const attributes = [
    attribute.name('printer-name', 'simulated'),
    attribute.text('printer-make-and-model', 'Tongban simulated A4 printer'),
    attribute.enum('printer-state', state),
    attribute.keyword(
      'printer-state-reasons',
      ...(condition.reasons.length > 0 ? condition.reasons : ['none']),
    ),
    attribute.boolean('printer-is-accepting-jobs', accepting),
    attribute.keyword('ipp-versions-supported', '1.1', '2.0'),
    attribute.enum('operations-supported', ...Object.values(operation)),
    attribute.mimeMediaType('document-format-supported', format),
    attribute.keyword('media-supported', ...media),
    attribute.keyword('media-ready', a4Loaded ? media[0] : media[1]),
    attribute.keyword('sides-supported', ...sides),
    attribute.range('copies-supported', { lower: 1, upper: mostCopies }),
    attribute.integer('queued-job-count', jobs.filter((job) => !hasEnded(job)).length),
  ];
  return { code: status.ok, groups: [{ tag: groupTag.printer, attributes }] };
}

export function jobAnswer(jobs: readonly SimulatedJob[], countsImpressions: boolean): Answer {
  return {
    code: status.ok,
    groups: jobs.map((job) => ({ tag: groupTag.job, attributes: jobAttributes(job, countsImpressions) })),
  };
}

function jobAttributes(job: SimulatedJob, countsImpressions: boolean): IppAttribute[] {
  return [
    attribute.integer('job-id', job.id),
    attribute.uri('job-uri', `ipp://localhost/jobs/${job.id}`),
    attribute.name('job-name', job.name),
    attribute.enum('job-state', job.state),
    attribute.keyword('job-state-reasons', ...job.reasons),
    ...(countsImpressions
      ? [
          attribute.integer('job-impressions-completed', job.impressions),
          attribute.integer('job-media-sheets-completed', job.sheets),
        ]
      : []),
    job.began ? attribute.integer('time-at-processing', 1) : attribute.noValue('time-at-processing'),
  ];
}

/** The job that is asked for, or why it cannot be done (RFC 8011 §4.2.1.2). */
export function jobRequestOf(request: IppMessage): JobRequest | number {
  const about = request.groups.find(({ tag }) => tag === groupTag.operation);
  const job = request.groups.find(({ tag }) => tag === groupTag.job);
  if ((stringOf(about, 'document-format') ?? format) !== format) return status.documentFormatNotSupported;
  const copies = numberOf(job, 'copies') ?? 1;
  const side = stringOf(job, 'sides') ?? 'one-sided';
  const supported =
    stringsOf(job, 'media').every((wanted) => media.some((known) => known === wanted)) &&
    sides.some((known) => known === side) &&
    copies >= 1 &&
    copies <= mostCopies &&
    rangeOf(job, 'page-ranges') === null;
  if (!supported) return status.attributesNotSupported;
  return { name: stringOf(about, 'job-name') ?? 'untitled', copies, sides: side, pdf: request.data };
}

/** What every request must begin with (RFC 8011 §4.1.4 and §4.1.5). */
export function isWellFormed(request: IppMessage): boolean {
  const [about] = request.groups;
  const [charset, language] = about?.attributes ?? [];
  return (
    about?.tag === groupTag.operation &&
    charset?.name === 'attributes-charset' &&
    language?.name === 'attributes-natural-language' &&
    attributeOf(about, 'printer-uri') !== null
  );
}

/** The jobs that `Get-Jobs` asks for; those that have ended newest first (RFC 8011 §4.2.6.2). */
export function wantedJobs(request: IppMessage, jobs: readonly SimulatedJob[]): SimulatedJob[] {
  const [about] = request.groups;
  const limit = numberOf(about, 'limit') ?? Infinity;
  const found =
    stringOf(about, 'which-jobs') === 'completed'
      ? jobs.filter(hasEnded).toReversed()
      : jobs.filter((job) => !hasEnded(job));
  return found.slice(0, limit);
}
