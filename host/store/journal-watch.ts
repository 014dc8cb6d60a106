import { statfsSync } from 'node:fs';
import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import { isDiskTrouble } from './disk-trouble.ts';

/** With less room than this nothing is begun: a ticket, its log and the session itself take some ten kilobytes. */
const leastRoomBytes = 4_000_000;
/** Twice as much before it goes on, so that it does not change its mind with each log entry. */
const enoughRoomBytes = 2 * leastRoomBytes;
const lookEveryMs = 10_000;

export interface JournalWatchOptions {
  dataDir: string;
  clock: Clock;
  /** A small transaction, to see whether the disk takes one. */
  probe: () => void;
  onChange: (writable: boolean) => void;
}

/**
 * Whether the disk takes what must be recorded before it is done. While it does not, nothing may be dispatched;
 * what was done already is recorded as soon as it does again.
 */
export class JournalWatch {
  readonly #options: JournalWatchOptions;
  readonly #listeners = new Set<() => void>();
  /** In the order in which it happened. */
  readonly #unrecorded: (() => void)[] = [];
  #writable = true;
  #timer: Timer | null = null;

  constructor(options: JournalWatchOptions) {
    this.#options = options;
  }

  get writable(): boolean {
    return this.#writable;
  }

  /** Called on every change. Returns the unsubscribe. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  /** Records what is about to be done. @throws what SQLite says; where it is the disk, nothing was written. */
  before<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      if (isDiskTrouble(error)) this.#become(false);
      throw error;
    }
  }

  /** Records what has been done, now or as soon as the disk takes it. */
  after(write: () => void): void {
    this.#unrecorded.push(write);
    this.#recordAll();
  }

  #look(): void {
    this.#timer = this.#options.clock.setTimer(() => this.#look(), lookEveryMs);
    if (this.#room() < (this.#writable ? leastRoomBytes : enoughRoomBytes)) {
      this.#become(false);
      return;
    }
    if (this.#writable) return;
    try {
      this.#options.probe();
    } catch (error) {
      if (!isDiskTrouble(error)) throw error;
      return;
    }
    if (this.#recordAll()) this.#become(true);
  }

  #room(): number {
    const { bavail, bsize } = statfsSync(this.#options.dataDir);
    return bavail * bsize;
  }

  /** `false`: the disk does not take all of it. */
  #recordAll(): boolean {
    for (let next = this.#unrecorded.shift(); next; next = this.#unrecorded.shift()) {
      try {
        this.before(next);
      } catch (error) {
        if (!isDiskTrouble(error)) throw error;
        this.#unrecorded.unshift(next);
        return false;
      }
    }
    return true;
  }

  #become(writable: boolean): void {
    if (writable === this.#writable) return;
    this.#writable = writable;
    this.#options.onChange(writable);
    for (const listener of this.#listeners) listener();
  }
}
