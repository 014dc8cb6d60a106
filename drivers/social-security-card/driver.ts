import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { SocialSecurityCardReader, SocialSecurityCardRecord } from '../contract/social-security-card.ts';
import type { ConditionCode } from '../contract/status.ts';
import { stateBits, type ReaderState } from '../pcsc/messages.ts';
import { PcscLine, type Session } from '../pcsc/pcsc-line.ts';
import { bounded, closedError, raceAbort } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition, type Reported } from '../runtime/status-tracker.ts';
import type { TransportClosed } from '../transport/transport.ts';
import { connectCard } from './card-connection.ts';
import type { CardProfile } from './profile.ts';
import { readCard } from './read-card.ts';
import { toRecord } from './record.ts';

export interface PcscCardReaderOptions extends DeviceOptions {
  profile: CardProfile;
  /** Part of the reader's name as pcscd lists it; empty where there is only one. */
  readerName: string;
}

/** A contact card reader behind pcscd. The line is the one to the daemon; the reader behind it comes and goes. */
export class PcscCardReader extends DeviceBase implements SocialSecurityCardReader {
  readonly deviceClass = 'social-security-card';
  readonly capabilities: ReadonlySet<string> = new Set(['read', 'removal']);
  readonly #profile: CardProfile;
  readonly #readerName: string;
  #line: PcscLine | null = null;
  /** Full name of the one reader that matches. */
  #reader: string | null = null;

  constructor(options: PcscCardReaderOptions) {
    super(options);
    this.#profile = options.profile;
    this.#readerName = options.readerName;
  }

  protected override lineUp(): void {
    const line = new PcscLine({
      clock: this.clock,
      timeouts: this.#profile.timeouts,
      write: (bytes) => this.write(bytes),
      count: (name, by) => this.count(name, by),
      onReaders: (readers) => this.#lookAt(readers),
      onSilence: () => this.#trouble('offline', condition('device.silent')),
      onUseless: () => {
        this.#trouble('noDevice', condition('device.gone'));
        void this.connection.reset();
      },
    });
    this.#line = line;
    line.greet().catch((error: unknown) => {
      if (!(error instanceof DeviceError)) throw error;
      if (error.condition === 'fault.unrecoverable')
        this.#trouble('hardwareError', condition('fault.unrecoverable', error.message));
    });
  }

  protected override lineLost(closed: TransportClosed): void {
    this.#reader = null;
    this.#line?.lost(
      new DeviceError('disconnected', closed.detail ?? 'the line to pcscd went away', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      }),
    );
    this.#line = null;
  }

  protected override received(bytes: Uint8Array): void {
    this.#line?.received(bytes);
  }

  override async close(): Promise<void> {
    this.#line?.lost(closedError());
    this.#line = null;
    await super.close();
  }

  /** Runs beside the queue: waiting for a person holds up neither a health check nor a read. */
  waitForCard(command: Command): Promise<void> {
    return this.#waitUntil(command, () => this.#shows('card.present'));
  }

  async read(command: Command): Promise<SocialSecurityCardRecord> {
    try {
      const record = await this.queue.run(command, ({ signal }) =>
        this.#exclusive(signal, async (session, reader) => {
          const { clock } = this;
          const { timeouts } = this.#profile;
          const transmit = await connectCard({ session, reader, clock, timeouts, signal });
          return toRecord(await readCard(transmit, this.#profile));
        }),
      );
      this.count('GoodReadCount');
      return record;
    } catch (error) {
      if (error instanceof DeviceError) this.#readFailed(error);
      throw error;
    }
  }

  waitForRemoval(command: Command): Promise<void> {
    return this.#waitUntil(command, () => this.status().device === 'online' && !this.#shows('card.present'));
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    if (level !== 'internal')
      return { level, outcome: 'skipped', detail: 'the reader has nothing to try without a card' };
    try {
      const detail = await this.queue.run(command, ({ signal }) =>
        this.#exclusive(signal, async (session, reader) => {
          await session.readers();
          return `pcscd answers, reader ${reader}`;
        }),
      );
      return { level, outcome: 'passed', detail };
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code === 'canceled' || error.code === 'closed')
        throw error;
      return { level, outcome: 'failed', detail: error.message };
    }
  }

  async #exclusive<T>(
    signal: AbortSignal,
    task: (session: Session, reader: string) => Promise<T>,
  ): Promise<T> {
    const line = this.#line;
    if (!line)
      throw new DeviceError('disconnected', 'pcscd is not connected', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      });
    return line.exclusive(signal, (session) => task(session, this.#chosen()));
  }

  /** @throws DeviceError while there is not exactly one reader that matches. */
  #chosen(): string {
    if (this.#reader !== null) return this.#reader;
    const code: ConditionCode = this.#shows('reader.ambiguous') ? 'reader.ambiguous' : 'reader.gone';
    throw new DeviceError('condition', 'there is not exactly one reader that fits the configuration', {
      condition: code,
      effect: 'none',
      retry: 'afterFix',
    });
  }

  #lookAt(readers: readonly ReaderState[]): void {
    const matching = readers.filter(({ name }) => name.includes(this.#readerName));
    const [reader, second] = matching;
    this.#reader = reader && !second ? reader.name : null;
    if (!reader) {
      this.#trouble('noDevice', condition('reader.gone', names(readers)));
      return;
    }
    if (second) {
      this.#trouble('offline', condition('reader.ambiguous', names(matching)));
      return;
    }
    const present = (reader.state & stateBits.present) !== 0;
    const mute = present && (reader.state & stateBits.swallowed) !== 0;
    this.tracker.setConditions([
      ...(present ? [condition('card.present')] : []),
      ...(mute ? [condition('card.mute')] : []),
    ]);
    this.tracker.setDevice('online');
  }

  #trouble(device: 'offline' | 'noDevice' | 'hardwareError', reported: Reported): void {
    this.tracker.setConditions([reported]);
    this.tracker.setDevice(device);
  }

  #shows(code: ConditionCode): boolean {
    return this.status().conditions.some((known) => known.code === code);
  }

  #waitUntil(command: Command, holds: () => boolean): Promise<void> {
    return bounded(this.clock, command, this.closing, async (signal) => {
      if (holds()) return;
      let stop = () => {};
      const change = new Promise<void>((resolve) => {
        stop = this.onStatus(() => {
          if (holds()) resolve();
        });
      });
      await raceAbort(change, signal).finally(() => stop());
    });
  }

  #readFailed(error: DeviceError): void {
    if (error.condition === 'card.none' || error.code === 'canceled' || error.code === 'closed') return;
    this.count('FailedReadCount');
    if (error.condition === 'card.torn') this.count('TornReadCount');
  }
}

function names(readers: readonly ReaderState[]): string {
  return readers.map(({ name }) => name).join('; ') || 'none';
}
