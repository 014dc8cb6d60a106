import type { Clock } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { PrintDocument, PrintProgress } from '../contract/document-printer.ts';
import type { Running } from '../runtime/command-queue.ts';
import { follow, pause } from '../runtime/deadline.ts';
import { refusal, unavailable, unprintable, unsupported } from './errors.ts';
import { isSuccess, jobState, status } from './ipp/names.ts';
import { effectOf, isEnded, type Job, progressOf } from './job.ts';
import { documentFormat, type JobDesk, type Ticket } from './job-desk.ts';
import { Patience } from './patience.ts';
import type { PrinterFacts } from './printer-facts.ts';
import type { DocumentPrinterProfile } from './profile.ts';

export interface PrintRunParts {
  desk: JobDesk;
  clock: Clock;
  profile: DocumentPrinterProfile;
  document: PrintDocument;
  /** The printer's name for the operation. */
  name: string;
  running: Running;
  /** Asks the printer how it is. */
  look(signal: AbortSignal): Promise<PrinterFacts>;
  onProgress: ((progress: PrintProgress) => void) | undefined;
}

/** After a lost answer the printer may take a moment to list the job; so often it is looked for in vain. */
const looksInVain = 4;

/** One document on its way, from the first question to the end of its job. */
export class PrintRun {
  readonly #parts: PrintRunParts;
  readonly #end = new AbortController();
  #job: Job | null = null;
  /** What the printer itself said last that keeps it from printing. */
  #blocking: DeviceError | null = null;
  #told: string | null = null;

  constructor(parts: PrintRunParts) {
    this.#parts = parts;
  }

  /** As far as it is known; also after a failure. */
  get job(): Job | null {
    return this.#job;
  }

  /**
   * The job when it has ended, however it did. Fails `reserveMs` before the deadline, so that there is time to cancel it.
   * @throws DeviceError; the job may then still be at work, unless `running.effect` is `none`.
   */
  async run(reserveMs: number): Promise<Job> {
    const { clock, running } = this.#parts;
    const letGo = follow(this.#end, running.signal);
    const late = clock.setTimer(
      () =>
        this.#end.abort(new DeviceError('timeout', 'not printed in time', { effect: 'none', retry: 'safe' })),
      Math.max(0, running.remainingMs() - reserveMs),
    );
    try {
      const ticket = await this.#prepare();
      void this.#guard();
      await this.#submit(ticket);
      return await this.#follow();
    } finally {
      late.cancel();
      letGo();
      // Ends the guard.
      this.#end.abort();
    }
  }

  get #signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Refuses what could not be finished anyway. Nothing has been sent yet. */
  async #prepare(): Promise<Ticket> {
    const { document, name, profile, desk, look } = this.#parts;
    if (!isPdf(document.pdf)) throw unprintable('not a PDF file');
    const facts = await look(this.#signal);
    const blocking = blockOf(facts);
    if (blocking) throw blocking;
    if (lacks(facts.formats, documentFormat)) throw unsupported('PDF');
    if (lacks(facts.media, profile.media)) throw unsupported(profile.media);
    const canTurn = profile.twoSided && !lacks(facts.sides, document.sides);
    if (document.sides !== 'one-sided' && !canTurn) throw unsupported(document.sides);
    if (document.copies > (facts.mostCopies ?? Infinity)) throw unsupported(`${document.copies} copies`);
    const ticket = { document, name, chooseSides: facts.sides.length > 0 };
    if (!facts.canValidate) return ticket;
    const code = await desk.validate(ticket, this.#signal);
    // A busy printer is waited for when it matters.
    if (!isSuccess(code) && code !== status.operationNotSupported && code !== status.busy)
      throw refusal(code);
    return ticket;
  }

  /** Ends the run when the printer stays stopped or away for too long, also while it takes the document. */
  async #guard(): Promise<void> {
    const { clock, profile, look } = this.#parts;
    const patience = new Patience(clock, profile.timing.patienceMs);
    try {
      for (;;) {
        await pause(clock, profile.timing.jobPollMs, this.#signal);
        this.#blocking = await look(this.#signal).then(blockOf, asTrouble);
        patience.feel(this.#blocking);
      }
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.#end.abort(error);
    }
  }

  /** @returns when the printer has the job, which is then known. */
  async #submit(ticket: Ticket): Promise<void> {
    const { clock, profile, running } = this.#parts;
    const patience = new Patience(clock, profile.timing.patienceMs);
    for (;;) {
      const answer = await this.#send(ticket);
      if (answer instanceof DeviceError) {
        this.#job = await this.#search(answer);
        return;
      }
      if (isSuccess(answer.code)) {
        this.#job = answer.job ?? (await this.#search(unnamed()));
        return;
      }
      // The printer said that it has not taken the job, so another try doubles nothing.
      running.effect = 'none';
      if (answer.code !== status.busy) throw refusal(answer.code);
      patience.feel(refusal(answer.code));
      await pause(clock, profile.timing.jobPollMs, this.#signal);
    }
  }

  /** @returns the failure where the answer was lost. @throws DeviceError where the printer surely has no job of it. */
  async #send(ticket: Ticket): Promise<Awaited<ReturnType<JobDesk['print']>> | DeviceError> {
    const { desk, running } = this.#parts;
    try {
      return await desk.print(ticket, this.#signal, () => (running.effect = 'unknown'));
    } catch (error) {
      const failure = asTrouble(error);
      if (this.#signal.aborted) throw failure;
      if (failure.effect === 'none') running.effect = 'none';
      if (running.effect === 'none') throw failure;
      return failure;
    }
  }

  /** The answer was lost, the job perhaps not. @throws `lost` when the printer does not have it, or nobody can tell. */
  async #search(lost: DeviceError): Promise<Job> {
    const { clock, profile, desk, name } = this.#parts;
    const patience = new Patience(clock, profile.timing.patienceMs);
    for (let inVain = 0; inVain < looksInVain;) {
      try {
        const job = await desk.find(name, this.#signal);
        if (job) return job;
        inVain += 1;
      } catch (error) {
        asTrouble(error);
        if (this.#signal.aborted) throw error;
        patience.feel(lost);
      }
      await pause(clock, profile.timing.jobPollMs, this.#signal);
    }
    throw lost;
  }

  async #follow(): Promise<Job> {
    const { clock, profile } = this.#parts;
    const patience = new Patience(clock, profile.timing.patienceMs);
    for (;;) {
      const trouble = await this.#look();
      if (this.#job && isEnded(this.#job)) return this.#job;
      patience.feel(trouble);
      await pause(clock, profile.timing.jobPollMs, this.#signal);
    }
  }

  /** What keeps the job from going on. */
  async #look(): Promise<DeviceError | null> {
    const { desk, name, running } = this.#parts;
    const known = this.#job;
    if (!known) throw new Error('followed before it was known');
    let job: Job | null;
    try {
      job = await desk.ask(known.id, this.#signal);
    } catch (error) {
      if (this.#signal.aborted) throw error;
      return asTrouble(error);
    }
    // After a power failure numbers may begin again at 1.
    if (!job || (job.name !== null && job.name !== name))
      throw unavailable('fault.recoverable', 'the printer has forgotten the job');
    this.#job = job;
    if (!isEnded(job)) this.#tell(progressOf(job));
    running.effect = effectOf(job);
    if (job.state === jobState.stopped || job.state === jobState.held)
      return this.#blocking ?? unavailable('fault.recoverable', `the job waits (${job.reasons.join(' ')})`);
    return null;
  }

  #tell(progress: PrintProgress): void {
    const told = `${progress.state} ${progress.impressions}`;
    if (told === this.#told) return;
    this.#told = told;
    this.#parts.onProgress?.(progress);
  }
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

/** An empty list says nothing. */
function lacks(list: readonly string[], wanted: string): boolean {
  return list.length > 0 && !list.includes(wanted);
}

function blockOf({ conditions }: PrinterFacts): DeviceError | null {
  const blocking = conditions.find(({ severity }) => severity === 'error');
  return blocking
    ? unavailable(blocking.code, `the printer reports ${blocking.code} (${blocking.raw})`)
    : null;
}

function asTrouble(error: unknown): DeviceError {
  if (!(error instanceof DeviceError)) throw error;
  return error;
}

function unnamed(): DeviceError {
  return new DeviceError('protocol', 'the printer took the job and gave it no id', {
    effect: 'unknown',
    retry: 'never',
  });
}
