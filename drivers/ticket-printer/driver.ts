import type { Timer } from '../contract/clock.ts';
import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { PrintReceipt, Ticket, TicketPrinter } from '../contract/ticket-printer.ts';
import type { Running } from '../runtime/command-queue.ts';
import { bounded, raceAbort } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import { askRealTimeStatus, automaticStatusBackOn, clearBuffers, transmitPaperStatus } from './commands.ts';
import { cutCommand } from './cut.ts';
import { type EncodedTicket, encodeTicket } from './encode-ticket.ts';
import { FlowControl } from './flow-control.ts';
import type { FontPaths } from './fonts.ts';
import { PrintJob, chunksOf, withJobEffect } from './print-job.ts';
import { processIdOf, processIdRequest } from './process-id.ts';
import type { PrinterProfile } from './profile.ts';
import { maxBandBytes } from './raster.ts';
import { type Sensors, conditionsOf, fromAutomatic, fromRealTime } from './sensors.ts';
import { type PrinterMessage, StatusReader } from './status-bytes.ts';
import { testSlip } from './test-slip.ts';

export interface EscPosOptions extends DeviceOptions {
  profile: PrinterProfile;
  fonts: FontPaths;
}

/** DLE EOT is answered at once; this leaves room for 9600 baud and the latency of USB adapters. */
const replyMs = 500;
/** A printer without automatic status is asked this often while it prints. */
const watchMs = 300;
const silentRetryMs = 1000;
/** Late process ids that are remembered for `reconcile`. */
const rememberedIds = 64;

interface StatusRound {
  answers: number[];
  finish(answered: boolean): void;
  done: Promise<boolean>;
}

/** An ESC/POS ticket printer. What differs between models comes from its profile. */
export class EscPosPrinter extends DeviceBase implements TicketPrinter {
  readonly deviceClass = 'ticket-printer';
  readonly capabilities: ReadonlySet<string>;
  readonly #profile: PrinterProfile;
  readonly #fonts: FontPaths;
  readonly #reader = new StatusReader();
  readonly #flow = new FlowControl();
  readonly #printed: string[] = [];
  readonly #onPrinted = new Set<(id: string) => void>();
  #round: StatusRound | null = null;
  #poll: Timer | null = null;
  #job: PrintJob | null = null;
  /** The buffers are being cleared; nothing may be sent before that is answered. */
  #clearing: { promise: Promise<void>; resolve(): void } | null = null;
  /** Process id of a ticket that may lie half printed and uncut before the next one. */
  #unfinished: string | null = null;

  constructor(options: EscPosOptions) {
    super(options);
    this.#profile = options.profile;
    this.#fonts = options.fonts;
    this.capabilities = new Set([
      'print',
      ...(options.profile.fence === 'process-id' ? ['fence.process-id'] : []),
    ]);
  }

  override async close(): Promise<void> {
    this.#poll?.cancel();
    this.#round?.finish(false);
    await super.close();
  }

  print(ticket: Ticket, command: Command): Promise<PrintReceipt> {
    return this.queue.run(command, async (running) => {
      const [encoded] = await Promise.all([
        encodeTicket(ticket, this.#profile, this.#fonts),
        this.#preflight(running.signal),
      ]);
      return this.#send(encoded, processIdOf(command.opId), running);
    });
  }

  async reconcile(opId: string, command: Command): Promise<'printed' | 'unknown'> {
    const id = processIdOf(opId);
    if (this.#printed.includes(id)) return 'printed';
    const late = Promise.withResolvers<'printed'>();
    const listener = (printed: string) => {
      if (printed === id) late.resolve('printed');
    };
    this.#onPrinted.add(listener);
    try {
      // Beside the queue: tickets go on meanwhile, and a line that is lost may come back in time.
      return await bounded(this.clock, command, this.closing, () => late.promise);
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code !== 'timeout') throw error;
      // Nobody waits for it any more. A ticket that prints now shows that nothing of this one was left.
      if (!this.#job) await this.#giveUp(id);
      return 'unknown';
    } finally {
      this.#onPrinted.delete(listener);
    }
  }

  waitForTaken(_command: Command): Promise<void> {
    return Promise.reject(
      new DeviceError('unsupported', 'this printer cannot tell whether the ticket was taken', {
        effect: 'none',
        retry: 'never',
      }),
    );
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    if (level === 'interactive') return { level, outcome: 'skipped', detail: 'nothing here needs a person' };
    try {
      if (level === 'external') {
        const { confirmation } = await this.print(testSlip, command);
        return { level, outcome: 'passed', detail: `test slip ${confirmation}` };
      }
      await this.queue.run(command, ({ signal }) => this.#preflight(signal));
      const codes = this.status().conditions.map(({ code }) => code);
      return {
        level,
        outcome: 'passed',
        detail: codes.length > 0 ? codes.join(', ') : 'answers, no conditions',
      };
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      return { level, outcome: 'failed', detail: error.condition ?? error.message };
    }
  }

  protected lineUp(): void {
    this.#forgetLine();
    void this.#heartbeat();
  }

  protected lineLost(): void {
    this.#poll?.cancel();
    this.#forgetLine();
  }

  protected received(bytes: Uint8Array): void {
    for (const message of this.#reader.read(bytes)) this.#message(message);
  }

  async #send(encoded: EncodedTicket, processId: string, running: Running): Promise<PrintReceipt> {
    const job = new PrintJob(processId, running.signal);
    this.#job = job;
    const watch = this.#watch(job);
    try {
      for (const chunk of chunksOf(this.#withFence(encoded, processId))) {
        await this.#flow.clear(job.signal);
        job.throwIfEnded();
        running.effect = 'partial';
        this.#unfinished = processId;
        await this.write(chunk, job.signal);
      }
      running.effect = 'unknown';
      if (this.#profile.fence === 'none') await this.#preflight(job.signal);
      else await job.confirmation();
    } catch (error) {
      if (running.effect !== 'none') await this.#giveUp(processId);
      throw withJobEffect(error, running.effect);
    } finally {
      watch?.cancel();
      if (this.#job === job) this.#job = null;
    }
    this.#unfinished = null;
    this.count('ReceiptLinePrintedCount', encoded.lines);
    this.count('ReceiptCharacterPrintedCount', encoded.characters);
    this.count('BarcodePrintedCount', encoded.codes);
    if (encoded.cut) this.count('PaperCutCount');
    return { confirmation: this.#profile.fence === 'process-id' ? 'printed' : 'accepted' };
  }

  #withFence({ segments: [head, ...rest] }: EncodedTicket, processId: string): Uint8Array[] {
    // Half of an earlier ticket must not hang on this one: it belongs to someone else.
    const separate = this.#unfinished === null ? null : cutCommand('partial', this.#profile);
    const fence = { 'process-id': processIdRequest(processId), 'gs-r': transmitPaperStatus, none: null }[
      this.#profile.fence
    ];
    return [head, separate, ...rest, fence].filter((bytes) => bytes !== null && bytes !== undefined);
  }

  /** Has the printer answer just now, and refuses what it could not finish anyway. Nothing is on paper yet. */
  async #preflight(signal: AbortSignal): Promise<void> {
    if (this.connection.link !== 'up')
      throw new DeviceError('disconnected', 'the printer is not connected', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      });
    if (this.#clearing) await raceAbort(this.#clearing.promise, signal);
    // Asking is harmless, and one garbled answer is no reason to refuse a ticket.
    const answered = (await raceAbort(this.#ask(), signal)) || (await raceAbort(this.#ask(), signal));
    if (!answered) {
      this.#silent();
      throw new DeviceError('timeout', 'the printer does not answer', {
        condition: 'device.silent',
        effect: 'none',
        retry: 'afterFix',
      });
    }
    const blocking = this.status().conditions.find(({ severity }) => severity === 'error');
    if (blocking)
      throw new DeviceError('condition', `the printer reports ${blocking.code}`, {
        condition: blocking.code,
        effect: 'none',
        retry: 'afterFix',
      });
  }

  /**
   * Whatever of a ticket is still in the printer would come out when the paper is back, into the hands of whoever
   * stands there then. Throws it away; what is on paper already is cut off before the next ticket.
   */
  async #giveUp(processId: string): Promise<void> {
    this.#unfinished = processId;
    if (!this.#profile.clearBuffers || this.connection.link !== 'up' || this.#clearing) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const clearing = { promise, resolve };
    this.#clearing = clearing;
    const timer = this.clock.setTimer(resolve, replyMs);
    this.write(clearBuffers).catch(resolve);
    await promise;
    timer.cancel();
    if (this.#clearing === clearing) this.#clearing = null;
  }

  #watch(job: PrintJob): Timer | null {
    if (this.#profile.status.strategy === 'asb') return null;
    let timer: Timer;
    const next = () => {
      timer = this.clock.setTimer(() => {
        if (!job.signal.aborted) void this.#ask().then(next);
      }, watchMs);
    };
    next();
    return { cancel: () => timer.cancel() };
  }

  /** Keeps an idle printer's status true, and finds one that fell silent or came back. */
  async #heartbeat(): Promise<void> {
    this.#poll?.cancel();
    if (!this.#job) {
      const wasOnline = this.status().device === 'online';
      const answered = (await this.#ask()) || (await this.#ask());
      if (this.connection.link !== 'up') return;
      if (!answered && !this.#job) this.#silent();
      else if (!wasOnline) await this.#greet();
    }
    const wait = this.status().device === 'online' ? this.#profile.status.pollMs : silentRetryMs;
    this.#poll = this.clock.setTimer(() => void this.#heartbeat(), wait);
  }

  /**
   * No ESC @ here: a ticket of an earlier run may still be printing, and its process id is wanted. If that run
   * died within a command, the NULs complete it; a printer ignores them otherwise.
   */
  async #greet(): Promise<void> {
    this.#flow.set(true);
    // A ticket broke off with the line; on the new one the printer can be told.
    if (this.#unfinished !== null) await this.#giveUp(this.#unfinished);
    const asb = this.#profile.status.strategy === 'asb' ? [...automaticStatusBackOn] : [];
    try {
      await this.write(Uint8Array.from([...new Uint8Array(maxBandBytes), ...asb]));
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      // The line went; the next one is greeted anew.
    }
  }

  /** One round of DLE EOT 1 to 4; true when all four were answered, and the status is then up to date. */
  #ask(): Promise<boolean> {
    if (this.#round) return this.#round.done;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = this.clock.setTimer(() => round.finish(false), replyMs);
    const round: StatusRound = {
      answers: [],
      done: promise,
      finish: (answered) => {
        timer.cancel();
        if (this.#round === round) this.#round = null;
        resolve(answered);
      },
    };
    this.#round = round;
    this.write(askRealTimeStatus).catch(() => round.finish(false));
    return promise;
  }

  #message(message: PrinterMessage): void {
    switch (message.kind) {
      case 'real-time':
        this.#answer(message.byte);
        break;
      case 'asb':
        // Before the first answer to a question nothing else is believed.
        if (this.status().device === 'online') this.#sensors(fromAutomatic(message.bytes));
        break;
      case 'process-id':
        this.#identified(message.id);
        break;
      case 'cleared':
        this.#clearing?.resolve();
        break;
      case 'basic':
        if (this.#profile.fence === 'gs-r') this.#job?.confirm();
        break;
      case 'flow':
        this.#flow.set(message.go);
        break;
      case 'noise':
        this.count('CommunicationErrorCount', message.bytes.length);
        break;
    }
  }

  #answer(byte: number): void {
    const round = this.#round;
    if (!round) return;
    round.answers.push(byte);
    const [printer, cause, error, roll] = round.answers;
    if (printer === undefined || cause === undefined || error === undefined || roll === undefined) return;
    // In this order: a printer without paper must not look ready for even a moment when it is first heard of.
    this.#sensors(fromRealTime([printer, cause, error, roll]));
    this.tracker.setDevice('online');
    round.finish(true);
  }

  #sensors(sensors: Sensors): void {
    const before = new Map(this.status().conditions.map((known) => [known.code, known]));
    const now = conditionsOf(sensors, this.#profile);
    for (const { code } of now) {
      if (before.has(code)) continue;
      if (code === 'cutter.fault') this.count('FailedPaperCutCount');
      if (code === 'cover.open') this.count('ReceiptCoverOpenCount');
      if (code === 'head.hot') this.count('MaximumTempReachedCount');
      if (code === 'fault.unrecoverable') this.count('PrinterFaultCount');
    }
    // The same state reads differently in DLE EOT and in automatic status; keep the words it was first told in.
    this.tracker.setConditions(now.map((reported) => before.get(reported.code) ?? reported));
    // A hot head pauses and goes on by itself; the deadline covers the case that it does not.
    const blocking = now.find(({ code, severity }) => severity === 'error' && code !== 'head.hot');
    if (blocking) this.#job?.stopped(blocking.code);
  }

  #identified(id: string): void {
    this.#printed.push(id);
    if (this.#printed.length > rememberedIds) this.#printed.shift();
    if (this.#unfinished === id) this.#unfinished = null;
    if (this.#job?.processId === id) this.#job.confirm();
    for (const listener of this.#onPrinted) listener(id);
  }

  #silent(): void {
    this.tracker.setDevice('offline');
    this.tracker.raise(condition('device.silent'));
  }

  #forgetLine(): void {
    this.#reader.reset();
    this.#flow.set(true);
    this.#round?.finish(false);
    this.#clearing?.resolve();
    this.tracker.setConditions([]);
  }
}
