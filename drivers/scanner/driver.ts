import type { Timer } from '../contract/clock.ts';
import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { Scan, Scanner } from '../contract/scanner.ts';
import { closedError, follow, pause, raceAbort } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import type { TransportClosed } from '../transport/transport.ts';
import { makeWire } from './make-wire.ts';
import type { ScannerProfile } from './profile.ts';
import type { ReadCode, ScannerWire } from './wire.ts';

export interface CodeScannerOptions extends DeviceOptions {
  profile: ScannerProfile;
}

/** Commands in a row without an answer until the scanner counts as silent: one can be lost to noise. */
const silentAfter = 2;
/**
 * Codes that nobody asked for until they count as a flood. A scanner that waits for its trigger reads none by itself;
 * one that reads whatever it is shown is shown something now and then.
 */
const unaskedLimit = { triggered: 1, presentation: 3 } as const;
/** The light goes out before the line is closed; a scanner that does not agree by then is left as it is. */
const farewellMs = 300;

/** A 1D/2D code scanner; what kind of one is its profile's business. */
export class CodeScanner extends DeviceBase implements Scanner {
  readonly deviceClass = 'scanner';
  readonly capabilities: ReadonlySet<string>;
  readonly #profile: ScannerProfile;
  readonly #wire: ScannerWire;
  /** Who gets the next code. */
  #reader: PromiseWithResolvers<ReadCode> | null = null;
  /** Ends the scan that runs, also one that does not read yet. */
  #running: AbortController | null = null;
  /** It was told to read, and not yet to stop. */
  #lit = false;
  /** Settles when it has agreed to stop. */
  #dark: Promise<void> = Promise.resolve();
  #stopping = false;
  #unasked = 0;
  #calm: Timer | null = null;
  #silences = 0;
  #link = new AbortController();
  #greeting: Timer | null = null;

  constructor(options: CodeScannerOptions) {
    super(options);
    const { clock, profile } = options;
    this.#profile = profile;
    this.capabilities = new Set(['scan', ...(profile.reading === 'triggered' ? ['trigger'] : [])]);
    this.#wire = makeWire(profile, {
      clock,
      write: (bytes) => this.write(bytes),
      count: (name, by) => this.count(name, by),
      onCode: (code) => this.#code(code),
      onFlood: () => this.#flood(),
      onDamaged: () => this.#damaged(),
      onAnswer: () => {
        this.#silences = 0;
      },
      onSilence: () => {
        this.#silences += 1;
        if (this.#silences >= silentAfter) this.#silent();
      },
      onRefusal: (raw) => this.#refused(raw),
    });
  }

  protected override lineUp(): void {
    this.#wire.reset();
    this.#silences = 0;
    this.#link = new AbortController();
    void this.#greet(this.#link.signal);
  }

  protected override lineLost(closed: TransportClosed): void {
    this.#letGo(
      new DeviceError('disconnected', closed.detail ?? 'the line to the device went away', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      }),
    );
  }

  protected override received(bytes: Uint8Array): void {
    this.#wire.received(bytes);
  }

  override async close(): Promise<void> {
    // Ends the scan that runs.
    this.queue.close();
    if (this.#lit) {
      const farewell = new AbortController();
      await Promise.race([
        this.#putOut().then(() => farewell.abort()),
        pause(this.clock, farewellMs, farewell.signal).catch(() => {}),
      ]);
    }
    this.#letGo(closedError());
    await super.close();
  }

  async scan(command: Command): Promise<Scan> {
    try {
      const { payload, symbology } = await this.queue.run(command, ({ signal }) => this.#scan(signal));
      this.count('GoodScanCount');
      return { payload, symbology };
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      if (error.code === 'timeout' && error.condition === undefined) this.#nothingCame();
      else if (error.code !== 'canceled' && error.code !== 'closed') this.count('FailedScanCount');
      throw error;
    }
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    const { ask } = this.#wire;
    if (level !== 'internal' || !ask) {
      const detail = ask
        ? 'only a person with a code can test the rest'
        : 'this model cannot be asked anything';
      return { level, outcome: 'skipped', detail };
    }
    try {
      const answer = await this.queue.run(command, ({ signal }) => ask(signal));
      return { level, outcome: 'passed', detail: `answers ${answer}` };
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code === 'canceled' || error.code === 'closed')
        throw error;
      return { level, outcome: 'failed', detail: error.message };
    }
  }

  async #scan(command: AbortSignal): Promise<ReadCode> {
    const running = new AbortController();
    this.#running = running;
    const { signal } = running;
    const letGo = follow(running, command);
    const reader = Promise.withResolvers<ReadCode>();
    const reading = () => {
      // The scanner can agree after the scan was given up.
      if (signal.aborted) return;
      this.#wire.discard();
      this.#reader = reader;
    };
    try {
      // Until then a code may still come that the last scan had asked for.
      await raceAbort(this.#dark, signal);
      if (this.connection.link !== 'up')
        throw new DeviceError('disconnected', 'the device is not connected', {
          condition: 'device.gone',
          effect: 'none',
          retry: 'afterFix',
        });
      if (this.#profile.reading === 'triggered') {
        this.#lit = true;
        await this.#wire.start(signal, reading);
      } else reading();
      return await raceAbort(reader.promise, signal);
    } finally {
      this.#reader = null;
      this.#running = null;
      letGo();
      if (this.#lit) void this.#putOut();
    }
  }

  #putOut(): Promise<void> {
    this.#lit = false;
    this.#stopping = true;
    this.#dark = this.#wire.stop().then(
      () => {
        this.#stopping = false;
      },
      (error: unknown) => {
        this.#stopping = false;
        // The wire has told of it already, or the line has gone.
        if (!(error instanceof DeviceError)) throw error;
      },
    );
    return this.#dark;
  }

  #code(code: ReadCode): void {
    const reader = this.#reader;
    if (reader && !code.stale) {
      this.#reader = null;
      reader.resolve(code);
      return;
    }
    // It is somebody's.
    code.payload.fill(0);
    if (this.#stopping || code.stale) {
      this.count('LateScanCount');
      return;
    }
    this.count('UnaskedScanCount');
    this.#unasked += 1;
    this.#calmLater();
    if (this.#unasked >= unaskedLimit[this.#profile.reading]) this.tracker.raise(condition('scan.flood'));
  }

  #flood(): void {
    this.count('FloodCount');
    this.#calmLater();
    this.tracker.raise(condition('scan.flood'));
    this.#running?.abort(failure('scan.flood', 'the scanner sends without an end'));
  }

  #damaged(): void {
    this.count('DamagedScanCount');
    this.#reader?.reject(failure('read.failed', 'a code was read and did not come over whole'));
  }

  #calmLater(): void {
    this.#calm?.cancel();
    this.#calm = this.clock.setTimer(() => {
      this.#unasked = 0;
      this.tracker.clear('scan.flood');
    }, this.#profile.floodClearMs);
  }

  /** A trigger that is not answered says nothing of a scanner that has gone silent: ask. */
  #nothingCame(): void {
    this.count('NoScanCount');
    if (!this.#link.signal.aborted) void this.#greet(this.#link.signal);
  }

  async #greet(link: AbortSignal): Promise<void> {
    try {
      await this.#wire.greet();
      if (link.aborted) return;
      this.tracker.clear('device.silent', 'fault.recoverable');
      this.tracker.setDevice('online');
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      if (!link.aborted && error.code === 'timeout') this.#silent();
    }
  }

  #refused(raw: string): void {
    this.count('RefusedCommandCount');
    this.tracker.clear('device.silent');
    this.tracker.raise(condition('fault.recoverable', raw));
    this.tracker.setDevice('hardwareError');
    this.#greetLater();
  }

  #silent(): void {
    this.tracker.raise(condition('device.silent'));
    this.tracker.setDevice('offline');
    this.#greetLater();
  }

  #greetLater(): void {
    const { signal } = this.#link;
    if (signal.aborted || this.#profile.protocol === 'hid-pos') return;
    this.#greeting?.cancel();
    this.#greeting = this.clock.setTimer(() => void this.#greet(signal), this.#profile.greetingRetryMs);
  }

  #letGo(error: DeviceError): void {
    this.#greeting?.cancel();
    this.#calm?.cancel();
    this.#unasked = 0;
    this.#lit = false;
    this.#link.abort(error);
    this.#wire.lost(error);
  }
}

function failure(code: 'scan.flood' | 'read.failed', message: string): DeviceError {
  return new DeviceError('condition', message, { condition: code, effect: 'none', retry: 'safe' });
}
