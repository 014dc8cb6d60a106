import type { Clock, Timer } from '../clock.ts';

/** Time that moves only when a test moves it. */
export class HandClock implements Clock {
  #nowMs = 0;
  #timers: { dueMs: number; callback: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs;
  }

  setTimer(callback: () => void, ms: number): Timer {
    const timer = { dueMs: this.#nowMs + ms, callback };
    this.#timers.push(timer);
    return { cancel: () => this.#remove(timer) };
  }

  /** Runs every timer that falls due on the way, in the order of time. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#timers.filter(({ dueMs }) => dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (!due) break;
      this.#remove(due);
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      due.callback();
    }
    this.#nowMs = endMs;
  }

  /** The machine was suspended: time has passed and no timer has run. */
  suspend(ms: number): void {
    this.#nowMs += ms;
  }

  #remove(timer: { dueMs: number; callback: () => void }): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }
}
