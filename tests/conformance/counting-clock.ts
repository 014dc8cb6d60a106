import { type Clock, systemClock, type Timer } from '../../drivers/contract/clock.ts';

/** Real time that knows which timers are still running, and whose wall clock somebody can set. */
export class CountingClock implements Clock {
  readonly #running = new Set<Timer>();
  #shiftMs = 0;

  now(): number {
    return systemClock.now() + this.#shiftMs;
  }

  monotonic(): number {
    return systemClock.monotonic();
  }

  setTimer(callback: () => void, ms: number): Timer {
    const timer = systemClock.setTimer(() => {
      this.#running.delete(counted);
      callback();
    }, ms);
    const counted: Timer = {
      cancel: () => {
        this.#running.delete(counted);
        timer.cancel();
      },
    };
    this.#running.add(counted);
    return counted;
  }

  get runningTimers(): number {
    return this.#running.size;
  }

  /** Sets the wall clock forward, or back where negative. */
  jump(ms: number): void {
    this.#shiftMs += ms;
  }
}
