import type { Clock } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { isDiskTrouble } from '../store/disk-trouble.ts';
import type { OutboxRow, OutboxState, OutboxTable } from '../store/outbox-table.ts';
import { checked, type Entry } from './entry.ts';
import { Lane } from './lane.ts';
import { Seal } from './seal.ts';
import { type Outcome, type Reply, Sender } from './sender.ts';

const dayMs = 24 * 3_600_000;

export interface OutboxOptions {
  table: OutboxTable;
  platform: Platform;
  /** What the kiosk shares with the city; 32 bytes or more. */
  secret: Uint8Array;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  log: KioskLog;
  /** Whether a citizen is being served. */
  busy: () => boolean;
}

/** The disk takes no entry; nothing was kept and nothing was sent. */
export class OutboxFullError extends Error {
  override readonly name = 'OutboxFullError';
}

/**
 * `data`: `null` where it had gone out before this process began or before it was asked for. `held`: it may be done
 * or not, and staff have to find out. `waiting`: it stays, and goes out by itself.
 */
export type Delivered =
  | { state: 'sent'; data: Reply | null; reference: string | null }
  | { state: 'refused' | 'held'; code: string }
  | { state: 'waiting' | 'withdrawn' };

/** What was submitted, until the city has it: never lost, once, and in the order of each of its systems. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #seal: Seal;
  readonly #sender: Sender;
  readonly #lanes = new Map<string, Lane>();
  readonly #listeners = new Map<string, Set<(delivered: Delivered) => void>>();
  readonly #toldStuck = new Set<string>();
  #started = false;

  constructor(options: OutboxOptions) {
    const { table, platform, secret, clock } = options;
    this.#options = options;
    this.#seal = new Seal(secret);
    this.#sender = new Sender({ table, seal: this.#seal, platform, clock });
  }

  /** Sends what waits, and from now on what comes. */
  start(): void {
    this.#started = true;
    for (const port of this.#options.table.waitingPorts()) this.#lane(port).wake();
  }

  async stop(): Promise<void> {
    this.#started = false;
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop()));
    this.#lanes.clear();
  }

  /** Something was posted under this key before, also in an earlier life of the kiosk. */
  has(key: string): boolean {
    return this.#options.table.get(key) !== null;
  }

  pending(): number {
    return this.#options.table.pending();
  }

  /**
   * Keeps an entry; when this returns it survives a power cut. The same key again is the same entry.
   * @throws OutboxFullError
   * @throws TypeError for what the port would not take, and for another body under a key that is known: bugs.
   */
  post(entry: Entry): 'new' | 'known' {
    const { table } = this.#options;
    const { key, port, operation } = entry;
    const text = JSON.stringify(checked(entry));
    const print = this.#seal.print(text, entry);
    const known = table.get(key);
    if (known !== null) {
      if (!print.equals(known.print)) throw new TypeError(`${port}.${operation}: another entry has this key`);
      return 'known';
    }
    try {
      table.add({ key, port, operation, print, body: this.#seal.seal(text, entry) });
    } catch (error) {
      if (isDiskTrouble(error)) throw new OutboxFullError('the disk takes no entry', { cause: error });
      throw error;
    }
    // Whoever posts may want to withdraw before anything else, or to wait for it.
    queueMicrotask(() => this.#wakeUnlessPaused(port));
    return 'new';
  }

  /**
   * Sends it now, after what is older for the same system, and tells what became of it. Whoever stops waiting (by
   * `waitMs` or the signal) does not stop it.
   * @throws TypeError for a key that was never posted.
   */
  async deliver(
    key: string,
    { signal, waitMs }: { signal: AbortSignal; waitMs: number },
  ): Promise<Delivered> {
    const { table, clock } = this.#options;
    const row = table.get(key);
    if (row === null) throw new TypeError('no such entry in the outbox');
    if (row.state !== 'waiting') return endOf(row, row.state);
    if (!this.#started || signal.aborted) return { state: 'waiting' };
    const lane = this.#lane(row.port);
    if (lane.paused && table.oldest(row.port)?.key !== key) return { state: 'waiting' };
    return new Promise((resolve) => {
      const end = (delivered: Delivered) => {
        timer.cancel();
        signal.removeEventListener('abort', giveUp);
        const listeners = this.#listeners.get(key);
        listeners?.delete(end);
        if (listeners?.size === 0) this.#listeners.delete(key);
        resolve(delivered);
      };
      const giveUp = () => end({ state: 'waiting' });
      const timer = clock.setTimer(giveUp, waitMs);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#listeners.set(key, (this.#listeners.get(key) ?? new Set()).add(end));
      lane.wake();
    });
  }

  /** @returns `false` where the city may have it, or it has its end: then nothing is changed. */
  withdraw(key: string): boolean {
    const { table } = this.#options;
    const row = table.get(key);
    if (row?.state !== 'waiting' || row.asked_at !== null) return false;
    table.ends(key, { state: 'withdrawn' });
    return true;
  }

  #wakeUnlessPaused(port: string): void {
    if (!this.#started) return;
    const lane = this.#lane(port);
    if (!lane.paused) lane.wake();
  }

  #lane(port: string): Lane {
    const known = this.#lanes.get(port);
    if (known !== undefined) return known;
    const { table, clock, random, busy } = this.#options;
    const lane = new Lane({
      port,
      table,
      sender: this.#sender,
      clock,
      random,
      // Whoever waits for an answer is the one who is being served.
      busy: () => busy() && this.#listeners.size === 0,
      onOutcome: (row, outcome, failures) => this.#onOutcome(row, outcome, failures),
    });
    this.#lanes.set(port, lane);
    return lane;
  }

  #onOutcome(row: OutboxRow, outcome: Outcome, failures: number): void {
    this.#tellStaff(row, outcome, failures);
    if (outcome.state !== 'waiting') {
      for (const listener of this.#listeners.get(row.key) ?? []) listener(outcome);
      return;
    }
    // Nothing behind it goes out now either.
    for (const [key, listeners] of this.#listeners) {
      if (this.#options.table.get(key)?.port !== row.port) continue;
      for (const listener of listeners) listener({ state: 'waiting' });
    }
  }

  #tellStaff(row: OutboxRow, outcome: Outcome, failures: number): void {
    const { log, clock } = this.#options;
    const about = { request: `${row.port}.${row.operation}`, op: row.key };
    switch (outcome.state) {
      case 'sent':
        log.write('outbox.sent', { ...about, pending: this.pending() });
        break;
      case 'refused':
      case 'held':
        log.write('outbox.refused', { ...about, obstacle: outcome.code });
        break;
      case 'waiting': {
        const { request } = about;
        if (failures === 1)
          log.write('outbox.waiting', { request, obstacle: outcome.code, pending: this.pending() });
        if (clock.now() - row.created_at < dayMs || this.#toldStuck.has(row.key)) break;
        this.#toldStuck.add(row.key);
        log.write('outbox.stuck', { ...about, pending: this.pending() });
        break;
      }
      case 'withdrawn':
    }
  }
}

function endOf(row: OutboxRow, state: Exclude<OutboxState, 'waiting'>): Delivered {
  if (state === 'sent') return { state, data: null, reference: row.reference };
  return state === 'withdrawn' ? { state } : { state, code: row.code ?? '' };
}
