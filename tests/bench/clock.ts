/** Milliseconds since 1970 that do not jump with the wall clock; comparable between processes of one machine. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Runs something and notes how many milliseconds it took. */
export function timed(into: number[], run: () => unknown): void {
  const started = performance.now();
  run();
  into.push(performance.now() - started);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
