import type { Clock } from '../contract/clock.ts';
import type { Command, Lease, Statistics } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { DeviceStatus } from '../contract/status.ts';
import type { OpenTransport, TransportClosed } from '../transport/transport.ts';
import { Claim } from './claim.ts';
import { CommandQueue } from './command-queue.ts';
import { Connection } from './connection.ts';
import { bounded, closedError, raceAbort } from './deadline.ts';
import { condition, StatusTracker } from './status-tracker.ts';

export interface DeviceOptions {
  id: string;
  open: OpenTransport;
  clock: Clock;
}

/**
 * What every driver has in common: a line that is kept, a queue of commands, the status, the claim and the
 * counters. A driver adds its codec, its commands and what to do when a line is up.
 */
export abstract class DeviceBase {
  readonly id: string;
  protected readonly clock: Clock;
  protected readonly connection: Connection;
  protected readonly queue: CommandQueue;
  protected readonly tracker: StatusTracker;
  /** Aborts on `close()`, for what does not run in the queue. */
  protected readonly closing: AbortSignal;
  readonly #closing = new AbortController();
  readonly #counters = new Map<string, number>();
  readonly #claim = new Claim();

  constructor({ id, open, clock }: DeviceOptions) {
    this.id = id;
    this.clock = clock;
    this.closing = this.#closing.signal;
    this.tracker = new StatusTracker(clock);
    this.queue = new CommandQueue(clock, (busy) => this.tracker.setBusy(busy));
    this.connection = new Connection(open, clock, {
      onLink: (link) => {
        this.tracker.setLink(link);
        if (link === 'connecting') this.tracker.setDevice('starting');
        // Also where there never was a line.
        if (link === 'lost' || link === 'absent') this.tracker.setDevice('noDevice');
      },
      onUp: () => {
        this.count('ConnectionCount');
        this.tracker.clear('device.gone');
        this.tracker.setDevice('starting');
        this.lineUp();
      },
      onLost: (closed) => {
        this.count('ConnectionLostCount');
        this.lineLost(closed);
        this.tracker.setConditions([condition('device.gone', closed.detail)]);
        this.endCommands(closed.detail ?? 'the line to the device went away');
      },
      onData: (bytes) => {
        this.count('BytesReceivedCount', bytes.length);
        this.received(bytes);
      },
    });
  }

  /** A fresh line: forget what came over the old one and greet the device. */
  protected abstract lineUp(): void;
  protected abstract lineLost(closed: TransportClosed): void;
  protected abstract received(bytes: Uint8Array): void;

  /** The line went: so does the running command, unless a driver can go on with it over the next line. */
  protected endCommands(detail: string): void {
    this.queue.lineLost(detail);
  }

  open(): void {
    // Nothing could be asked of it any more, and nobody would close the line.
    if (!this.closing.aborted) this.connection.start();
  }

  async close(): Promise<void> {
    this.queue.close();
    this.#closing.abort(closedError());
    await this.connection.stop();
  }

  status(): DeviceStatus {
    return this.tracker.get();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.tracker.onChange(listener);
  }

  /** Resolves when the device has answered its greeting: nothing else puts it on-line. */
  async ready(command: Command): Promise<void> {
    try {
      await bounded(this.clock, command, this.closing, (signal) => this.online(signal));
    } catch (error) {
      if (error instanceof DeviceError && error.code === 'timeout') throw this.#notReady();
      throw error;
    }
  }

  /** Resolves as soon as the device is on-line, rejects when the signal aborts. */
  protected async online(signal: AbortSignal): Promise<void> {
    if (this.status().device === 'online') return;
    let stop = () => {};
    const online = new Promise<void>((resolve) => {
      stop = this.onStatus((status) => {
        if (status.device === 'online') resolve();
      });
    });
    try {
      await raceAbort(online, signal);
    } finally {
      stop();
    }
  }

  claim(owner: string): Lease {
    return this.#claim.take(owner);
  }

  statistics(): Statistics {
    return Object.fromEntries(this.#counters);
  }

  protected count(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by);
  }

  protected async write(bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    await this.connection.write(bytes, signal);
    this.count('BytesSentCount', bytes.length);
  }

  #notReady(): DeviceError {
    if (this.connection.link !== 'up')
      return new DeviceError('disconnected', 'the device is not connected', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      });
    const fault = this.status().conditions.find(({ severity }) => severity === 'error');
    if (fault)
      return new DeviceError(
        'condition',
        `the device reports ${fault.code}${fault.raw ? ` (${fault.raw})` : ''}`,
        {
          condition: fault.code,
          effect: 'none',
          retry: 'afterFix',
        },
      );
    return new DeviceError('timeout', 'connected, but the device does not answer', {
      condition: 'device.silent',
      effect: 'none',
      retry: 'afterFix',
    });
  }
}
