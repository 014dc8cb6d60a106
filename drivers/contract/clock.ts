/** Time as drivers see it; tests put a hand-driven one in its place. */
export interface Clock {
  /** Wall clock, ms since the epoch. For people only: it can jump. */
  now(): number;
  /** ms since an arbitrary point; never goes back. All deadlines use it. */
  monotonic(): number;
  setTimer(callback: () => void, ms: number): Timer;
}
export interface Timer {
  cancel(): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(callback, ms) {
    const handle = setTimeout(callback, ms);
    return { cancel: () => clearTimeout(handle) };
  },
};
