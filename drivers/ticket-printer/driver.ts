import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { PrintReceipt, Ticket, TicketPrinter } from '../contract/ticket-printer.ts';
import type { Running } from '../runtime/command-queue.ts';
import { bounded, pause, raceAbort } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import { Clearing } from './clearing.ts';
import { Confirmed } from './confirmed.ts';
import { type EncodedTicket, encodeTicket } from './encode-ticket.ts';
import { blockedBy, noAnswer, notConnected, stuckOnTheWayBack, unsupported } from './failures.ts';
import { FlowControl } from './flow-control.ts';
import type { FontPaths } from './fonts.ts';
import { healthOf } from './health.ts';
import { Heartbeat, greeting, watching } from './heartbeat.ts';
import { Mouth } from './mouth.ts';
import { replyMs, silentRetryMs, watchMs, xonMs } from './pace.ts';
import { PrintJob, chunksOf, withJobEffect } from './print-job.ts';
import { processIdOf } from './process-id.ts';
import type { PrinterProfile } from './profile.ts';
import { type Sensors, conditionsOf, faultCounters, fromAutomatic } from './sensors.ts';
import { type PrinterMessage, StatusReader } from './status-bytes.ts';
import { StatusRounds } from './status-round.ts';
import { testSlip } from './test-slip.ts';
import { inWireOrder } from './wire-order.ts';

export interface EscPosOptions extends DeviceOptions {
  profile: PrinterProfile;
  fonts: FontPaths;
}

/** An ESC/POS ticket printer. What differs between models comes from its profile. */
export class EscPosPrinter extends DeviceBase implements TicketPrinter {
  readonly deviceClass = 'ticket-printer';
  readonly capabilities: ReadonlySet<string>;
  readonly #profile: PrinterProfile;
  readonly #fonts: FontPaths;
  readonly #reader: StatusReader;
  readonly #rounds: StatusRounds;
  readonly #heartbeat: Heartbeat;
  readonly #clearing: Clearing;
  readonly #mouth: Mouth | null;
  readonly #flow = new FlowControl();
  readonly #confirmed = new Confirmed();
  #job: PrintJob | null = null;
  /** When the message that has not ended yet began, monotonic. */
  #begunAt = 0;
  /** Process id of a ticket that may lie half printed and uncut before the next one. */
  #unfinished: string | null = null;

  constructor(options: EscPosOptions) {
    super(options);
    const { profile, fonts, clock } = options;
    const { presenter } = profile;
    const write = (bytes: Uint8Array) => this.write(bytes);
    this.#profile = profile;
    this.#fonts = fonts;
    this.#reader = new StatusReader(profile.status.strategy);
    this.#rounds = new StatusRounds({
      profile,
      clock,
      reader: this.#reader,
      write,
      isIdle: () => this.#job === null,
      onSensors: (sensors) => {
        // In this order: a printer without paper must not look ready for even a moment when it is first heard of.
        this.#sensors(sensors);
        this.tracker.setDevice('online');
      },
    });
    this.#heartbeat = new Heartbeat(clock, () => this.#beat());
    this.#clearing = new Clearing(clock, write);
    this.#mouth = presenter && presenter.sensor !== 'none' ? new Mouth(clock, presenter.notTakenMs) : null;
    this.capabilities = new Set([
      'print',
      ...(profile.fence === 'process-id' ? ['fence.process-id'] : []),
      ...(this.#mouth ? ['presenter'] : []),
      ...(presenter?.retract ? ['retract'] : []),
    ]);
  }

  override async close(): Promise<void> {
    this.#heartbeat.stop();
    this.#rounds.end();
    this.#clearing.done();
    await super.close();
  }

  print(ticket: Ticket, command: Command): Promise<PrintReceipt> {
    return this.queue.run(command, async (running) => {
      const [encoded] = await Promise.all([
        encodeTicket(ticket, this.#profile, this.#fonts),
        this.#preflight(running.signal).then(() => this.#flow.settle(this.clock, xonMs, running.signal)),
      ]);
      return this.#send(encoded, processIdOf(command.opId), running);
    });
  }

  async reconcile(opId: string, command: Command): Promise<'printed' | 'unknown'> {
    const id = processIdOf(opId);
    if (this.#confirmed.has(id)) return 'printed';
    try {
      // Beside the queue: tickets go on meanwhile, and a line that is lost may come back in time.
      await bounded(this.clock, command, this.closing, (signal) => this.#confirmed.wait(id, signal));
      return 'printed';
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code !== 'timeout') throw error;
      // Nobody waits for it any more. A ticket that prints now shows that nothing of this one was left.
      if (!this.#job) void this.#giveUp(id);
      return 'unknown';
    }
  }

  async waitForTaken(command: Command): Promise<void> {
    const mouth = this.#mouth;
    if (!mouth) throw unsupported('this printer cannot tell whether the ticket was taken');
    // Beside the queue: the person takes the time that it takes.
    await bounded(this.clock, command, this.closing, async (signal) => {
      // A driver that has just begun has not looked yet.
      await this.online(signal);
      await mouth.empty(signal);
    });
  }

  async retract(command: Command): Promise<'retracted' | 'empty'> {
    const { retract } = this.#profile.presenter ?? {};
    if (!retract) throw unsupported('this printer cannot take a ticket back in');
    return this.queue.run(command, async (running) => {
      await this.#answers(running.signal);
      if (this.#mouth && !this.#mouth.isHolding) return 'empty';
      running.effect = 'unknown';
      await this.write(retract, running.signal);
      if (this.#mouth) await this.#untilRetracted(this.#mouth, running.signal);
      this.count('TicketRetractedCount');
      return 'retracted';
    });
  }

  checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    return healthOf(level, {
      printTestSlip: () => this.print(testSlip, command),
      look: () => this.queue.run(command, ({ signal }) => this.#preflight(signal)),
      conditions: () => this.status().conditions,
    });
  }

  protected lineUp(): void {
    this.#forgetLine();
    void this.#heartbeat.now();
  }

  protected lineLost(): void {
    this.#heartbeat.stop();
    this.#forgetLine();
  }

  protected received(bytes: Uint8Array): void {
    const now = this.clock.monotonic();
    // The rest of a message follows at once. What has waited for it for so long was noise, or has lost its end.
    if (this.#reader.pending && now - this.#begunAt > replyMs) this.#reader.drop();
    if (!this.#reader.pending) this.#begunAt = now;
    this.#reader.read(bytes, (message) => this.#message(message));
  }

  async #send(encoded: EncodedTicket, processId: string, running: Running): Promise<PrintReceipt> {
    const job = new PrintJob(processId, running.signal);
    this.#job = job;
    const watch =
      this.#profile.status.strategy === 'asb'
        ? null
        : watching(this.clock, job.signal, () => this.#rounds.ask());
    const before = { unfinished: this.#unfinished !== null, atMouth: this.#mouth?.isHolding === true };
    try {
      for (const chunk of chunksOf(inWireOrder(encoded, processId, before, this.#profile))) {
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
    this.#mouth?.expect();
    // From now on somebody waits to hear that it was taken.
    if (this.#mouth) void this.#heartbeat.now();
    this.count('ReceiptLinePrintedCount', encoded.lines);
    this.count('ReceiptCharacterPrintedCount', encoded.characters);
    this.count('BarcodePrintedCount', encoded.codes);
    if (encoded.cut) this.count('PaperCutCount');
    return { confirmation: this.#profile.fence === 'process-id' ? 'printed' : 'accepted' };
  }

  /** Has the printer answer just now. */
  async #answers(signal: AbortSignal): Promise<void> {
    if (this.connection.link !== 'up') throw notConnected();
    await this.#clearing.wait(signal);
    // Asking is harmless, and one garbled answer is no reason to refuse a ticket.
    const answered =
      (await raceAbort(this.#rounds.ask(), signal)) || (await raceAbort(this.#rounds.ask(), signal));
    if (answered) return;
    this.#silent();
    throw noAnswer();
  }

  /** Refuses what the printer could not finish anyway. Nothing is on paper yet. */
  async #preflight(signal: AbortSignal): Promise<void> {
    await this.#answers(signal);
    const blocking = this.status().conditions.find(({ severity }) => severity === 'error');
    if (blocking) throw blockedBy(blocking.code);
  }

  /** The ticket goes in, or stays where it is and the deadline passes. */
  async #untilRetracted(mouth: Mouth, signal: AbortSignal): Promise<void> {
    while (!mouth.isEmpty) {
      await pause(this.clock, watchMs, signal);
      await raceAbort(this.#rounds.ask(), signal);
      if (this.status().conditions.some(({ code }) => code === 'paper.jam')) throw stuckOnTheWayBack();
    }
  }

  /**
   * Whatever of a ticket is still in the printer would come out when the paper is back, into the hands of whoever
   * stands there then. Throws it away; what is on paper already is cut off before the next ticket.
   */
  async #giveUp(processId: string): Promise<void> {
    this.#unfinished = processId;
    if (this.#profile.clearBuffers && this.connection.link === 'up') await this.#clearing.run();
  }

  /** @returns in how many ms to look again; null when there is no line to look over any more. */
  async #beat(): Promise<number | null> {
    if (!this.#job) {
      const wasOnline = this.status().device === 'online';
      const answered = (await this.#rounds.ask()) || (await this.#rounds.ask());
      if (this.connection.link !== 'up' || this.closing.aborted) return null;
      if (!answered && !this.#job) this.#silent();
      else if (!wasOnline) await this.#greet();
    }
    if (this.closing.aborted) return null;
    if (this.status().device !== 'online') return silentRetryMs;
    return this.#mouth?.isEmpty === false ? watchMs : this.#profile.status.pollMs;
  }

  async #greet(): Promise<void> {
    this.#flow.set(true);
    // A ticket broke off with the line; on the new one the printer can be told.
    if (this.#unfinished !== null) await this.#giveUp(this.#unfinished);
    try {
      await this.write(greeting(this.#profile));
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      // The line went; the next one is greeted anew.
    }
  }

  #message(message: PrinterMessage): void {
    switch (message.kind) {
      case 'real-time':
      case 'full-status':
      case 'ejector':
        this.#rounds.answered(message);
        break;
      case 'asb':
        // Before the first answer to a question nothing else is believed.
        if (this.status().device === 'online') this.#sensors(fromAutomatic(message.bytes));
        break;
      case 'process-id':
        this.#identified(message.id);
        break;
      case 'cleared':
        this.#clearing.done();
        break;
      case 'basic':
        if (this.#profile.fence === 'gs-r') this.#job?.confirm();
        break;
      case 'flow':
        this.#flow.set(message.go);
        break;
      case 'noise':
        this.count('CommunicationErrorCount', message.bytes);
        break;
    }
  }

  #sensors(sensors: Sensors): void {
    const before = new Map(this.status().conditions.map((known) => [known.code, known]));
    this.#mouth?.see(sensors);
    const atMouth = this.#mouth?.conditions(sensors.raw) ?? [];
    const now = [...conditionsOf(sensors, this.#profile), ...atMouth];
    for (const { code } of now) {
      const counter = faultCounters[code];
      if (counter && !before.has(code)) this.count(counter);
    }
    // The same state reads differently in DLE EOT and in automatic status; keep the words it was first told in.
    this.tracker.setConditions(now.map((reported) => before.get(reported.code) ?? reported));
    // A hot head pauses and goes on by itself; the deadline covers the case that it does not.
    const blocking = now.find(({ code, severity }) => severity === 'error' && code !== 'head.hot');
    if (blocking) this.#job?.stopped(blocking.code);
  }

  #identified(id: string): void {
    if (this.#unfinished === id) this.#unfinished = null;
    if (this.#job?.processId === id) this.#job.confirm();
    this.#confirmed.add(id);
  }

  #silent(): void {
    this.tracker.setDevice('offline');
    this.tracker.raise(condition('device.silent'));
  }

  #forgetLine(): void {
    this.#reader.reset();
    this.#flow.set(true);
    this.#rounds.end();
    this.#clearing.done();
    this.tracker.setConditions([]);
  }
}
