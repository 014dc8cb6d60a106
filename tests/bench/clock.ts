/** Milliseconds since 1970 that do not jump with the wall clock; comparable between processes of one machine. */
export const now = (): number => performance.timeOrigin + performance.now();

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
