import type { Timer } from '../contract/clock.ts';
import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { IdCardReader, IdCardRecord } from '../contract/id-card.ts';
import { bounded, pause } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import type { TransportClosed } from '../transport/transport.ts';
import { ask, askSamId, cardLies, readCard } from './card-sequence.ts';
import type { ReaderProfile } from './profile.ts';
import { samCommands } from './sam-commands.ts';
import { formatSamId, samIdBytes } from './sam-id.ts';
import type { SamReply } from './sam-frame.ts';
import { SamLine, type Exchange } from './sam-line.ts';
import { sw3Raw } from './sw3.ts';

export interface SamReaderOptions extends DeviceOptions {
  profile: ReaderProfile;
}

/** A card that was found this long ago may be another one by now. */
const foundIsFreshMs = 1000;
/** Requests in a row without an answer until the reader counts as silent: one can be lost to noise. */
const silentAfter = 2;
/** Looks in a row that find no card until a read card counts as taken off: one can miss. */
const absentAfter = 2;

/** A reader with a SAM_A or SAM_V security module (GA/T 467-2019, chapter 7). */
export class SamReader extends DeviceBase implements IdCardReader {
  readonly deviceClass = 'id-card';
  readonly capabilities: ReadonlySet<string>;
  readonly #profile: ReaderProfile;
  readonly #line: SamLine;
  /** Monotonic time at which the last exchange found a card; `null` once any other has followed. */
  #foundAt: number | null = null;
  /** The last read failed: until it is laid down anew the reader answers as if no card were there. */
  #unseen = false;
  #silences = 0;
  #link = new AbortController();
  #greeting: Timer | null = null;
  #samId: string | null = null;

  constructor(options: SamReaderOptions) {
    super(options);
    const { clock, profile } = options;
    this.#profile = profile;
    this.capabilities = new Set([
      'read',
      ...(profile.newestAddress === 'none' ? [] : ['newest-address']),
      ...(profile.removalProbe === 'none' ? [] : ['removal']),
    ]);
    this.#line = new SamLine({
      clock,
      profile,
      write: (bytes) => this.write(bytes),
      count: (name, by) => this.count(name, by),
      onAnswer: () => {
        this.#silences = 0;
      },
      onSilence: () => this.#silent(),
    });
  }

  protected override lineUp(): void {
    this.#line.reset();
    this.#silences = 0;
    this.#foundAt = null;
    this.#link = new AbortController();
    void this.#greet(this.#link.signal);
  }

  protected override lineLost(closed: TransportClosed): void {
    const gone = new DeviceError('disconnected', closed.detail ?? 'the line to the device went away', {
      condition: 'device.gone',
      effect: 'none',
      retry: 'afterFix',
    });
    this.#greeting?.cancel();
    this.#link.abort(gone);
    this.#line.lost(gone);
  }

  protected override received(bytes: Uint8Array): void {
    this.#line.received(bytes);
  }

  override async close(): Promise<void> {
    this.#greeting?.cancel();
    this.#link.abort(new DeviceError('closed', 'the device was closed', { effect: 'none', retry: 'never' }));
    await super.close();
  }

  /** Runs beside the queue: waiting for a person holds up neither a health check nor a read. */
  async waitForCard(command: Command): Promise<void> {
    await bounded(this.clock, command, this.closing, async (signal) => {
      for (;;) {
        await this.online(signal);
        if (await this.#look(signal)) return;
        await pause(this.clock, this.#profile.pollGapMs, signal);
      }
    });
  }

  async read(command: Command): Promise<IdCardRecord> {
    try {
      const record = await this.queue.run(command, ({ signal }) =>
        this.#line.exclusive(signal, (exchange) =>
          readCard(this.#watched(exchange), {
            found: this.#found(),
            newestAddress: this.#profile.newestAddress,
          }),
        ),
      );
      this.count('GoodReadCount');
      return record;
    } catch (error) {
      if (error instanceof DeviceError) this.#readFailed(error);
      throw error;
    }
  }

  async waitForRemoval(command: Command): Promise<void> {
    if (this.#profile.removalProbe === 'none')
      throw unsupported('this model cannot tell whether a card was taken off');
    await bounded(this.clock, command, this.closing, async (signal) => {
      let absent = 0;
      for (;;) {
        await this.online(signal);
        const lies = await this.#attempt(signal, cardLies);
        if (lies === true) {
          absent = 0;
          this.#unseen = false;
        }
        if (lies === false) absent += 1;
        if (absent === absentAfter) break;
        await pause(this.clock, this.#profile.pollGapMs, signal);
      }
      if (this.#unseen) throw unsupported('the reader does not see a card that it failed to read');
      this.tracker.clear('card.present');
    });
  }

  samId(command: Command): Promise<string> {
    return this.queue.run(command, ({ signal }) =>
      this.#line.exclusive(signal, (exchange) => askSamId(this.#watched(exchange))),
    );
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    if (level !== 'internal')
      return {
        level,
        outcome: 'skipped',
        detail: 'the reader has only a self-test that leaves it as it was',
      };
    try {
      const samId = await this.queue.run(command, ({ signal }) =>
        this.#line.exclusive(signal, async (exchange) => {
          await ask(this.#watched(exchange), 'status');
          return askSamId(this.#watched(exchange));
        }),
      );
      return { level, outcome: 'passed', detail: `security module ${samId}` };
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code === 'canceled' || error.code === 'closed')
        throw error;
      return { level, outcome: 'failed', detail: error.message };
    }
  }

  /** Of the security module, which is the part of a reader that carries a number of its own. */
  serialNumber(): string | null {
    return this.#samId;
  }

  #found(): boolean {
    return this.#foundAt !== null && this.clock.monotonic() - this.#foundAt <= foundIsFreshMs;
  }

  /** Looks once for a card. Whatever goes wrong with the line, the next look may go well. */
  async #look(signal: AbortSignal): Promise<boolean> {
    const found = await this.#attempt(signal, async (exchange) => {
      const { sw3 } = await exchange('find');
      return sw3 === samCommands.find.success;
    });
    if (found === false) this.tracker.clear('card.present');
    return found === true;
  }

  /** `null` when the line failed; rejects only when the signal aborts. */
  async #attempt(
    signal: AbortSignal,
    task: (exchange: Exchange) => Promise<boolean>,
  ): Promise<boolean | null> {
    try {
      return await this.#line.exclusive(signal, (exchange) => task(this.#watched(exchange)));
    } catch (error) {
      if (signal.aborted || !(error instanceof DeviceError)) throw error;
      return null;
    }
  }

  /** Keeps what every reply says beside its own answer: a card was found, the security module is out of order. */
  #watched(exchange: Exchange): Exchange {
    return async (name) => {
      this.#foundAt = null;
      const reply = await exchange(name);
      if (name === 'find' && reply.sw3 === samCommands.find.success) {
        this.#foundAt = this.clock.monotonic();
        this.#unseen = false;
        this.tracker.raise(condition('card.present'));
      }
      if (isSamFault(reply)) this.#faulty(reply);
      return reply;
    };
  }

  #readFailed(error: DeviceError): void {
    if (error.condition === 'card.none' || error.condition === 'card.torn')
      this.tracker.clear('card.present');
    if (error.condition === 'card.none' || error.code === 'canceled' || error.code === 'closed') return;
    this.#unseen = true;
    this.count('FailedReadCount');
    if (error.condition === 'card.torn') this.count('TornReadCount');
  }

  async #greet(link: AbortSignal): Promise<void> {
    try {
      await this.#line.exclusive(link, async (exchange) => {
        const status = await exchange('status');
        if (status.sw3 !== samCommands.status.success) {
          this.#faulty(status);
          return;
        }
        const { sw3, data } = await exchange('samId');
        // A module that passed its self-test but will not name itself still reads cards.
        if (sw3 === samCommands.samId.success && data.length === samIdBytes) this.#samId = formatSamId(data);
        this.tracker.clear('sam.fault', 'device.silent');
        this.tracker.setDevice('online');
      });
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      if (!link.aborted) this.#silentNow();
    }
  }

  #faulty({ sw3 }: SamReply): void {
    this.tracker.clear('device.silent');
    this.tracker.raise(condition('sam.fault', sw3Raw(sw3)));
    this.tracker.setDevice('hardwareError');
    this.#greetLater();
  }

  #silent(): void {
    this.#silences += 1;
    if (this.#silences >= silentAfter) this.#silentNow();
  }

  #silentNow(): void {
    this.tracker.raise(condition('device.silent'));
    this.tracker.setDevice('offline');
    this.#greetLater();
  }

  #greetLater(): void {
    const { signal } = this.#link;
    if (signal.aborted) return;
    this.#greeting?.cancel();
    this.#greeting = this.clock.setTimer(() => void this.#greet(signal), this.#profile.greetingRetryMs);
  }
}

function unsupported(message: string): DeviceError {
  return new DeviceError('unsupported', message, { effect: 'none', retry: 'never' });
}

function isSamFault({ sw3 }: SamReply): boolean {
  return sw3 === 0x60 || sw3 === 0x66;
}
