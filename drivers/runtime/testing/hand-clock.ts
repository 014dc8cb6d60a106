import type { Clock, Timer } from '../../contract/clock.ts';

interface HandTimer {
  due: number;
  callback: () => void;
}

/** Time that stands still until a test moves it. */
export class HandClock implements Clock {
  #time = 0;
  readonly #timers = new Set<HandTimer>();

  now(): number {
    return this.#time;
  }

  monotonic(): number {
    return this.#time;
  }

  setTimer(callback: () => void, ms: number): Timer {
    const timer = { due: this.#time + ms, callback };
    this.#timers.add(timer);
    return { cancel: () => this.#timers.delete(timer) };
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Runs what falls due on the way, in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#time + ms;
    await settle();
    for (;;) {
      const [next] = [...this.#timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
      if (!next) break;
      this.#timers.delete(next);
      this.#time = Math.max(this.#time, next.due);
      next.callback();
      await settle();
    }
    this.#time = end;
  }
}

/** A turn of the event loop: every promise that can settle has settled. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
