import { readFile } from 'node:fs/promises';
import type { Timer } from '../contract/clock.ts';
import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type {
  DocumentPrinter,
  DocumentReceipt,
  JobOutcome,
  PrintDocument,
  PrintProgress,
} from '../contract/document-printer.ts';
import { bounded, pause } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import { unavailable, unprintable, withEffect } from './errors.ts';
import { attribute } from './ipp/attributes.ts';
import { IppClient, ippAddress } from './ipp/client.ts';
import { isSuccess, jobState, operation } from './ipp/names.ts';
import { effectOf, isEnded, isWhole, type Job, jobNameOf, outcomeOf } from './job.ts';
import { JobDesk } from './job-desk.ts';
import { endJob, Leftovers } from './leftovers.ts';
import { PortLine } from './port-line.ts';
import { PrintRun } from './print-run.ts';
import { printerAttributes, type PrinterFacts, printerFacts } from './printer-facts.ts';
import type { DocumentPrinterProfile } from './profile.ts';
import { receiptOf } from './receipt.ts';

export interface IppPrinterOptions extends Omit<DeviceOptions, 'open'> {
  /** `ipp://HOST[:PORT]/PATH` */
  url: string;
  profile: DocumentPrinterProfile;
  /** PDF file that a health check prints. */
  testPage: string;
}

/** A printer that does not answer, or whose port takes no connection, is tried again after this. */
const silentRetryMs = 1000;
const sayMs = 100;
/** `reconcile`: a job that the printer does not list so often in a row is not known to it. */
const looksInVain = 2;

/** An A4 printer that speaks IPP. What differs between models comes from its profile. */
export class IppPrinter extends DeviceBase implements DocumentPrinter {
  readonly deviceClass = 'document-printer';
  readonly capabilities: ReadonlySet<string>;
  readonly #profile: DocumentPrinterProfile;
  readonly #testPage: string;
  readonly #line: PortLine;
  readonly #client: IppClient;
  readonly #desk: JobDesk;
  readonly #leftovers: Leftovers;
  /** The last document, and whether `cancel` was asked for it. */
  #printing: { name: string; canceled: boolean } | null = null;
  /** Aborts when the line goes, for the polls of that line. */
  #polling: AbortController | null = null;
  #poll: Timer | null = null;

  constructor({ url, profile, testPage, ...options }: IppPrinterOptions) {
    const address = ippAddress(url);
    const line = new PortLine(address);
    super({ ...options, open: line.open });
    this.#line = line;
    this.#profile = profile;
    this.#testPage = testPage;
    this.capabilities = new Set(['print', 'reconcile', 'cancel', ...(profile.twoSided ? ['two-sided'] : [])]);
    this.#client = new IppClient(address, this.clock, (sent, received) => {
      this.count('BytesSentCount', sent);
      this.count('BytesReceivedCount', received);
    });
    this.#desk = new JobDesk(this.#client, profile);
    this.#leftovers = new Leftovers(this.#desk, this.clock, this.closing, profile.timing);
  }

  override async close(): Promise<void> {
    this.#stopPolling();
    await super.close();
  }

  print(
    document: PrintDocument,
    command: Command,
    onProgress?: (progress: PrintProgress) => void,
  ): Promise<DocumentReceipt> {
    return this.queue.run(command, async (running) => {
      if (!Number.isInteger(document.copies) || document.copies < 1)
        throw unprintable(`${document.copies} copies`);
      if (!(await this.#leftovers.clear()))
        throw unavailable('device.busy', 'an earlier document is still in the printer');
      const printing = { name: jobNameOf(command.opId), canceled: false };
      this.#printing = printing;
      const run = new PrintRun({
        desk: this.#desk,
        clock: this.clock,
        profile: this.#profile,
        document,
        name: printing.name,
        running,
        look: (signal) => this.#look(signal),
        onProgress,
      });
      try {
        // Long enough to cancel and to say so, but a short deadline is not all spent on its own end.
        const reserveMs = Math.min(this.#profile.timing.cancelMs + sayMs, command.deadlineMs / 3);
        return this.#receipt(await run.run(reserveMs), printing);
      } catch (error) {
        if (!(error instanceof DeviceError)) throw error;
        if (run.job && isEnded(run.job)) throw error;
        if (running.effect === 'none') throw withEffect(error, 'none');
        return await this.#giveUp(run, error, printing);
      }
    });
  }

  async reconcile(opId: string, command: Command): Promise<JobOutcome> {
    const name = jobNameOf(opId);
    try {
      return await bounded(this.clock, command, this.closing, async (signal) => {
        for (let inVain = 0; inVain < looksInVain;) {
          const job = await this.#find(name, signal);
          if (job && isEnded(job)) return outcomeOf(job);
          inVain = job === null ? inVain + 1 : 0;
          await pause(this.clock, this.#profile.timing.jobPollMs, signal);
        }
        return 'unknown';
      });
    } catch (error) {
      if (error instanceof DeviceError && error.code === 'timeout') return 'unknown';
      throw error;
    }
  }

  async cancel(opId: string, command: Command): Promise<JobOutcome> {
    const name = jobNameOf(opId);
    if (this.#printing?.name === name) this.#printing.canceled = true;
    try {
      // Beside the queue, where the job itself may be running.
      const job = await bounded(this.clock, command, this.closing, (signal) =>
        endJob(this.#desk, name, null, signal, () =>
          pause(this.clock, this.#profile.timing.jobPollMs, signal),
        ),
      );
      return job ? outcomeOf(job) : 'unknown';
    } catch (error) {
      throw error instanceof DeviceError ? withEffect(error, 'unknown') : error;
    }
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    if (level === 'interactive') return { level, outcome: 'skipped', detail: 'nothing here needs a person' };
    try {
      if (level === 'external') {
        const pdf = await readFile(this.#testPage);
        const { confirmation } = await this.print({ pdf, copies: 1, sides: 'one-sided' }, command);
        return { level, outcome: 'passed', detail: `test page ${confirmation}` };
      }
      await bounded(this.clock, command, this.closing, (signal) => this.#look(signal));
      const { conditions } = this.status();
      const blocking = conditions.find(({ severity }) => severity === 'error');
      if (blocking) return { level, outcome: 'failed', detail: blocking.code };
      const codes = conditions.map(({ code }) => code).join(', ');
      return { level, outcome: 'passed', detail: codes || 'answers, no conditions' };
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      return { level, outcome: 'failed', detail: error.condition ?? error.message };
    }
  }

  protected lineUp(): void {
    this.#stopPolling();
    this.#polling = new AbortController();
    void this.#heartbeat(this.#polling.signal);
  }

  protected lineLost(): void {
    this.#stopPolling();
  }

  /** Whatever comes, comes as the answer to a request. */
  protected received(): void {}

  /** A command outlives its connections: what became of a job can be asked on the next one. */
  protected override endCommands(): void {}

  /** Keeps the status true, and finds a printer that fell silent or came back. */
  async #heartbeat(signal: AbortSignal): Promise<void> {
    try {
      await this.#look(signal);
      if (this.#leftovers.size > 0) await this.#leftovers.clear();
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
    }
    if (signal.aborted) return;
    const wait = this.status().device === 'online' ? this.#profile.timing.pollMs : silentRetryMs;
    this.#poll = this.clock.setTimer(() => void this.#heartbeat(signal), wait);
  }

  #stopPolling(): void {
    this.#poll?.cancel();
    this.#polling?.abort();
  }

  /** Asks the printer how it is, and shows it. @throws DeviceError, effect `none`, when it does not say. */
  async #look(signal: AbortSignal): Promise<PrinterFacts> {
    try {
      const reply = await this.#client.request(operation.getPrinterAttributes, {
        attributes: [attribute.keyword('requested-attributes', ...printerAttributes)],
        signal,
        replyMs: this.#profile.timing.replyMs,
      });
      const facts = isSuccess(reply.code) ? printerFacts(reply, this.#profile) : null;
      if (!facts)
        throw new DeviceError(
          'protocol',
          `the printer does not tell its state (IPP status ${reply.code.toString(16)})`,
          {
            condition: 'device.silent',
            effect: 'none',
            retry: 'afterFix',
          },
        );
      this.#show(facts);
      return facts;
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      if (!signal.aborted) this.#missed(error);
      throw withEffect(error, 'none');
    }
  }

  #show({ conditions }: PrinterFacts): void {
    if (this.connection.link !== 'up') return;
    const jammed = (known: readonly { code: string }[]) => known.some(({ code }) => code === 'paper.jam');
    if (jammed(conditions) && !jammed(this.status().conditions)) this.count('PaperJamCount');
    // In this order: it must not look ready for a moment.
    this.tracker.setConditions(conditions);
    this.tracker.setDevice('online');
  }

  #missed(error: DeviceError): void {
    this.count('CommunicationErrorCount');
    if (error.code === 'disconnected') {
      this.#line.lost(error.message);
      return;
    }
    if (this.connection.link !== 'up') return;
    this.tracker.setDevice('offline');
    this.tracker.setConditions([condition('device.silent', error.message)]);
  }

  #receipt(job: Job, { canceled }: { canceled: boolean }): DocumentReceipt {
    this.#countJob(job);
    const blocking = this.status().conditions.find(({ severity }) => severity === 'error');
    return receiptOf(job, canceled, blocking?.code);
  }

  /** Whatever ended the wait ends the job. A job that was done after all is a success. */
  async #giveUp(run: PrintRun, error: DeviceError, printing: { name: string; canceled: boolean }) {
    const job = await this.#leftovers.giveUp(printing.name, run.job?.id ?? null);
    if (job && isWhole(job)) return this.#receipt(job, printing);
    if (job) this.#countJob(job);
    const last = job ?? run.job;
    throw withEffect(error, last ? effectOf(last) : 'unknown');
  }

  #countJob({ state, impressions, sheets }: Job): void {
    this.count('ImpressionsCompletedCount', impressions ?? 0);
    this.count('MediaSheetsCompletedCount', sheets ?? 0);
    if (state === jobState.completed) this.count('JobCompletedCount');
    else this.count(state === jobState.canceled ? 'JobCanceledCount' : 'JobAbortedCount');
  }

  async #find(name: string, signal: AbortSignal): Promise<Job | null | undefined> {
    try {
      return await this.#desk.find(name, signal);
    } catch (error) {
      if (!(error instanceof DeviceError) || signal.aborted) throw error;
      return undefined;
    }
  }
}
