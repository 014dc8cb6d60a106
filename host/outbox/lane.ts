import { setImmediate } from 'node:timers/promises';
import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import { pause } from '../../platform/core/pause.ts';
import { isDiskTrouble } from '../store/disk-trouble.ts';
import type { OutboxRow, OutboxTable } from '../store/outbox-table.ts';
import type { Outcome, Sender } from './sender.ts';

/** Doubled with each failure; half of it is chance, so that kiosks do not come back all at once. */
const backoffMs = 4000;
const longestBackoffMs = 300_000;
/** Between two entries while somebody stands at the kiosk: an entry costs some milliseconds of its processor. */
const busyPauseMs = 100;
/** After so many entries what was overwritten also leaves the write-ahead log. */
const forgetEvery = 100;

export interface LaneOptions {
  port: string;
  table: OutboxTable;
  sender: Sender;
  clock: Clock;
  random: () => number;
  /** Whether to go slower now. */
  busy: () => boolean;
  onOutcome: (row: OutboxRow, outcome: Outcome, failures: number) => void;
}

/**
 * What goes to one system of the city: the oldest first, one at a time. A system that is away keeps its own entries
 * back and no others.
 */
export class Lane {
  readonly #options: LaneOptions;
  readonly #closing = new AbortController();
  #running: Promise<void> | null = null;
  #again: Timer | null = null;
  #failures = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** It has failed and waits for its next attempt. */
  get paused(): boolean {
    return this.#again !== null;
  }

  /** Begins to send now, also within a pause. */
  wake(): void {
    if (this.#running !== null || this.#closing.signal.aborted) return;
    this.#again?.cancel();
    this.#again = null;
    this.#running = this.#run().finally(() => (this.#running = null));
  }

  /** What is under way is broken off and asked again later with its key. */
  async stop(): Promise<void> {
    this.#closing.abort();
    this.#again?.cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { port, table, clock, random, busy, onOutcome } = this.#options;
    const { signal } = this.#closing;
    let ended = 0;
    for (let row = table.oldest(port); row !== null && !signal.aborted; row = table.oldest(port)) {
      const outcome = await this.#attempt(row);
      this.#failures = outcome.state === 'waiting' ? this.#failures + 1 : 0;
      if (outcome.state === 'waiting' && !signal.aborted) {
        const ms = Math.min(backoffMs * 2 ** (this.#failures - 1), longestBackoffMs);
        this.#again = clock.setTimer(() => this.wake(), ms * (0.5 + random() / 2));
      }
      onOutcome(row, outcome, this.#failures);
      if (outcome.state === 'waiting') break;
      ended += 1;
      if (ended % forgetEvery === 0) this.#forget();
      if (busy()) await pause(clock, busyPauseMs, signal);
      else await setImmediate();
    }
    if (ended % forgetEvery > 0) this.#forget();
  }

  async #attempt(row: OutboxRow): Promise<Outcome> {
    try {
      return await this.#options.sender.send(row, this.#closing.signal);
    } catch (error) {
      if (!isDiskTrouble(error)) throw error;
      return { state: 'waiting', code: 'disk' };
    }
  }

  #forget(): void {
    try {
      this.#options.table.forget();
    } catch (error) {
      if (!isDiskTrouble(error)) throw error;
    }
  }
}
