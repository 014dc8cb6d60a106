import type { Clock, Timer } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { Link } from '../contract/status.ts';
import type { OpenTransport, Transport, TransportClosed } from '../transport/transport.ts';

export interface ConnectionEvents {
  onLink(link: Link): void;
  onData(bytes: Uint8Array): void;
  /** A fresh line is there; nothing from an older line arrives any more. */
  onUp(): void;
  onLost(closed: TransportClosed): void;
}

/** Between two attempts to connect; a lost link is not a crash and is tried for ever. */
const reconnectMs = { first: 1000, last: 5000 } as const;
/** A line that does not open within this is given up and tried again. */
const openTimeoutMs = 5000;

/** Keeps one line to a device open for as long as it is started. */
export class Connection {
  readonly #open: OpenTransport;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  #transport: Transport | null = null;
  #attempt: AbortController | null = null;
  #retry: Timer | null = null;
  #failures = 0;
  #started = false;
  #link: Link = 'absent';

  constructor(open: OpenTransport, clock: Clock, events: ConnectionEvents) {
    this.#open = open;
    this.#clock = clock;
    this.#events = events;
  }

  get link(): Link {
    return this.#link;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#connect();
  }

  async stop(): Promise<void> {
    if (!this.#started) return;
    this.#started = false;
    this.#retry?.cancel();
    this.#retry = null;
    this.#attempt?.abort();
    await this.#transport?.close();
    this.#setLink('absent');
  }

  /** @throws DeviceError `disconnected` when there is no line, or it goes. */
  async write(bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    if (!this.#transport)
      throw new DeviceError('disconnected', 'the device is not connected', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      });
    await this.#transport.write(bytes, signal);
  }

  /** Drops the present line and makes a new one, for a device that stopped making sense. */
  async reset(): Promise<void> {
    await this.#transport?.close();
  }

  async #connect(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#setLink(this.#failures === 0 ? 'connecting' : 'lost');
    const timeout = this.#clock.setTimer(() => attempt.abort(), openTimeoutMs);
    let transport: Transport;
    try {
      transport = await this.#open(attempt.signal);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.#retryLater();
      return;
    } finally {
      timeout.cancel();
    }
    if (!this.#started) {
      await transport.close();
      return;
    }
    this.#transport = transport;
    this.#failures = 0;
    transport.onData((bytes) => {
      if (this.#transport === transport) this.#events.onData(bytes);
    });
    void transport.closed.then((closed) => {
      this.#transport = null;
      if (!this.#started) return;
      this.#setLink('lost');
      this.#events.onLost(closed);
      this.#retryLater();
    });
    this.#setLink('up');
    this.#events.onUp();
  }

  #retryLater(): void {
    if (!this.#started) return;
    this.#failures += 1;
    this.#setLink('lost');
    const delay = Math.min(reconnectMs.first * this.#failures, reconnectMs.last);
    this.#retry = this.#clock.setTimer(() => void this.#connect(), delay);
  }

  #setLink(link: Link): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#events.onLink(link);
  }
}
