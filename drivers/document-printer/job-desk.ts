import { DeviceError } from '../contract/device-error.ts';
import type { PrintDocument } from '../contract/document-printer.ts';
import { attribute } from './ipp/attributes.ts';
import type { IppClient } from './ipp/client.ts';
import type { IppAttribute, IppMessage } from './ipp/message.ts';
import { groupTag, isSuccess, operation, status } from './ipp/names.ts';
import { type Job, jobAttributes, jobOf } from './job.ts';
import type { DocumentPrinterProfile } from './profile.ts';

export const documentFormat = 'application/pdf';
/** Of the jobs that have ended, newest first (RFC 8011 §4.2.6.2). */
const searchedJobs = 50;

/** How a document is to be printed, by what the printer knows of. */
export interface Ticket {
  document: PrintDocument;
  name: string;
  /** The printer can choose the side of the sheet, so it is told. */
  chooseSides: boolean;
}

/** The printer's operations on jobs. What they throw is what `IppClient.request` throws, and `refusal`s. */
export class JobDesk {
  readonly #client: IppClient;
  readonly #profile: DocumentPrinterProfile;

  constructor(client: IppClient, profile: DocumentPrinterProfile) {
    this.#client = client;
    this.#profile = profile;
  }

  /** The status code that `print` would meet; nothing is printed. */
  async validate(ticket: Ticket, signal: AbortSignal): Promise<number> {
    const reply = await this.#client.request(operation.validateJob, {
      ...this.#attributes(ticket),
      signal,
      replyMs: this.#profile.timing.replyMs,
    });
    return reply.code;
  }

  /**
   * Hands the document over. A printer without a spool takes it only as fast as it prints, so only `signal` limits
   * the wait. `job` is null where the printer did not take it, or did not say as what.
   */
  async print(
    ticket: Ticket,
    signal: AbortSignal,
    onSending: () => void,
  ): Promise<{ code: number; job: Job | null }> {
    const reply = await this.#client.request(operation.printJob, {
      ...this.#attributes(ticket),
      document: ticket.document.pdf,
      signal,
      replyMs: null,
      onSending,
    });
    return { code: reply.code, job: isSuccess(reply.code) ? (jobsOf(reply)[0] ?? null) : null };
  }

  /** `null`: the printer knows no such job (any more). */
  async ask(id: number, signal: AbortSignal): Promise<Job | null> {
    const reply = await this.#client.request(operation.getJobAttributes, {
      attributes: [
        attribute.integer('job-id', id),
        attribute.keyword('requested-attributes', ...jobAttributes),
      ],
      signal,
      replyMs: this.#profile.timing.replyMs,
    });
    if (reply.code === status.notFound) return null;
    return jobsOf(answered(reply))[0] ?? null;
  }

  /** By its name, among those that are at work and those that have ended. */
  async find(name: string, signal: AbortSignal): Promise<Job | null> {
    for (const which of ['not-completed', 'completed']) {
      const reply = await this.#client.request(operation.getJobs, {
        attributes: [
          attribute.integer('limit', searchedJobs),
          attribute.keyword('requested-attributes', ...jobAttributes),
          attribute.keyword('which-jobs', which),
        ],
        signal,
        replyMs: this.#profile.timing.replyMs,
      });
      const found = jobsOf(answered(reply)).find((job) => job.name === name);
      if (found) return found;
    }
    return null;
  }

  /** Asks for it; a job that has ended by itself meanwhile is no failure. */
  async cancel(id: number, signal: AbortSignal): Promise<void> {
    const reply = await this.#client.request(operation.cancelJob, {
      attributes: [attribute.integer('job-id', id)],
      signal,
      replyMs: this.#profile.timing.replyMs,
    });
    if (reply.code !== status.notPossible && reply.code !== status.notFound) answered(reply);
  }

  #attributes({ document, name, chooseSides }: Ticket): { attributes: IppAttribute[]; job: IppAttribute[] } {
    const { copies, sides } = document;
    return {
      attributes: [
        attribute.name('job-name', name),
        // Rather no print than one on the wrong paper.
        attribute.boolean('ipp-attribute-fidelity', true),
        attribute.mimeMediaType('document-format', documentFormat),
      ],
      job: [
        attribute.keyword('media', this.#profile.media),
        ...(copies > 1 ? [attribute.integer('copies', copies)] : []),
        ...(chooseSides ? [attribute.keyword('sides', sides)] : []),
      ],
    };
  }
}

function answered(reply: IppMessage): IppMessage {
  if (isSuccess(reply.code)) return reply;
  throw new DeviceError('protocol', `the printer answers with IPP status ${reply.code.toString(16)}`, {
    effect: 'none',
    retry: 'afterFix',
  });
}

function jobsOf({ groups }: IppMessage): Job[] {
  return groups.filter(({ tag }) => tag === groupTag.job).flatMap((group) => jobOf(group) ?? []);
}
