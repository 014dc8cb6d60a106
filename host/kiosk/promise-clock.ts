import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import type { PromisedTicket, Promises } from '../store/promises.ts';
import type { KioskLog } from './kiosk-log.ts';

export interface PromiseClockOptions {
  promises: Promises;
  queue: Pick<Platform['queue'], 'ticket'>;
  clock: Clock;
  log: KioskLog;
}

/** The wait that is told is at most so much longer than it was; whether the promise was kept is looked at on time. */
const lookEveryMs = 20_000;
/** And not more often than that, also while the city does not answer. */
const leastMs = 1000;
/** Whoever was not called by then is not waiting any more. */
const forgetMs = 12 * 3600 * 1000;

/**
 * Holds the city to what stands on a ticket: called within 10 minutes, or 30. Each one is looked after until it was
 * called, and a promise that passes without a call is told at once.
 */
export class PromiseClock {
  readonly #options: PromiseClockOptions;
  #timer: Timer | null = null;
  #isRunning = false;

  constructor(options: PromiseClockOptions) {
    this.#options = options;
  }

  /** Goes on with what an earlier run was looking after. */
  start(): void {
    this.#isRunning = true;
    this.#plan();
  }

  stop(): void {
    this.#isRunning = false;
    this.#timer?.cancel();
  }

  watch(ticket: PromisedTicket): void {
    this.#options.promises.add(ticket);
    if (this.#isRunning) this.#plan();
  }

  /** The next look; on the second at which a promise ends, and else now and then. Nothing while nobody waits. */
  #plan(): void {
    this.#timer?.cancel();
    const { promises, clock } = this.#options;
    const now = clock.now();
    const open = promises.open();
    if (open.length === 0) return;
    const ends = open
      .filter(({ broken }) => !broken)
      .map(({ promisedAt }) => Math.max(leastMs, promisedAt - now));
    this.#timer = clock.setTimer(() => void this.#look(), Math.min(lookEveryMs, ...ends));
  }

  async #look(): Promise<void> {
    for (const ticket of this.#options.promises.open()) await this.#lookAt(ticket);
    if (this.#isRunning) this.#plan();
  }

  async #lookAt({ broken, ...ticket }: PromisedTicket & { broken: boolean }): Promise<void> {
    const { promises, queue, clock, log } = this.#options;
    const answer = await queue.ticket({ ticket: ticket.ticket });
    // It may take a while to come, and the kiosk may have been stopped meanwhile.
    if (!this.#isRunning) return;
    const now = clock.now();
    const { number, business } = ticket;
    const promisedMinutes = Math.round((ticket.promisedAt - ticket.issuedAt) / 60_000);
    const isWaiting = answer.ok ? answer.data.ticket.state === 'waiting' : answer.error.code !== 'refused';
    if (answer.ok && !isWaiting) {
      const waitedMs = Math.max(0, now - ticket.issuedAt);
      const kept = broken ? 'no' : 'yes';
      log.write('ticket.called', { number, business, waitedMs, promisedMinutes, kept });
    }
    if (!isWaiting || now - ticket.issuedAt > forgetMs) promises.settle(ticket.ticket);
    // Only what the city itself says: while it does not answer, nobody knows whether it called.
    else if (answer.ok && !broken && now >= ticket.promisedAt) {
      log.write('ticket.promise-broken', { number, business, promisedMinutes });
      promises.markBroken(ticket.ticket);
    }
  }
}
