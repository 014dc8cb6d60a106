import type { Clock } from '../contract/clock.ts';
import { raceAbort } from '../runtime/deadline.ts';
import { type Reported, condition } from '../runtime/status-tracker.ts';
import type { Sensors } from './sensors.ts';

/** From the confirmation of a ticket until it stands at the mouth, when it does not move by then. */
const onTheWayMs = 2000;

/** What stands at the mouth of a printer with a presenter, as far as its sensor tells. Instants are monotonic. */
type Standing = { kind: 'empty' } | { kind: 'coming' | 'holding'; since: number };

/** Follows a ticket from the cutter into a hand. */
export class Mouth {
  readonly #clock: Clock;
  readonly #notTakenMs: number;
  readonly #onEmpty = new Set<() => void>();
  #standing: Standing = { kind: 'empty' };

  constructor(clock: Clock, notTakenMs: number) {
    this.#clock = clock;
    this.#notTakenMs = notTakenMs;
  }

  get isEmpty(): boolean {
    return this.#standing.kind === 'empty';
  }

  get isHolding(): boolean {
    return this.#standing.kind === 'holding';
  }

  /** A ticket was printed, and its way to the mouth has begun. */
  expect(): void {
    this.#standing = { kind: 'coming', since: this.#clock.monotonic() };
  }

  see({ ticket, presenting }: Pick<Sensors, 'ticket' | 'presenting'>): void {
    const now = this.#clock.monotonic();
    const standing = this.#standing;
    if (ticket === 'at-mouth') {
      if (standing.kind !== 'holding') this.#standing = { kind: 'holding', since: now };
    } else if (ticket === 'none' && standing.kind !== 'empty') {
      // A quick hand is not seen at all; a slow motor is not a hand.
      if (standing.kind === 'coming' && (presenting || now - standing.since < onTheWayMs)) return;
      this.#standing = { kind: 'empty' };
      for (const listener of this.#onEmpty) listener();
    }
  }

  conditions(raw: string): Reported[] {
    if (this.#standing.kind !== 'holding') return [];
    const waited = this.#clock.monotonic() - this.#standing.since;
    return [condition(waited < this.#notTakenMs ? 'ticket.presented' : 'ticket.notTaken', raw)];
  }

  /** Resolves when nothing stands there (any more), rejects when the signal aborts. */
  async empty(signal: AbortSignal): Promise<void> {
    if (this.isEmpty) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty.add(resolve);
    try {
      await raceAbort(promise, signal);
    } finally {
      this.#onEmpty.delete(resolve);
    }
  }
}
