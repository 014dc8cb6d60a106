import { fromPromise } from 'xstate';
import type { Ports } from './ports.ts';

/**
 * Deadline of the ports that touch no device (store, wipe), in ms. They are local and take milliseconds;
 * what has not answered by then is broken. Device ports have deadlines of their own, per model, and the
 * ports that wait for a person end with the countdown or with a `wait` beside them.
 */
export const storeDeadlineMs = 10_000;

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  constructor() {
    super('no answer before the deadline');
  }
}

/** The only timer of the machines. Invoked, not `after`: an invoked promise starts again after a restore. */
export function waitActor(ports: Pick<Ports, 'wait'>) {
  return fromPromise<void, number>(({ input, signal }) => ports.wait(input, signal));
}

/**
 * Runs a store port under `storeDeadlineMs`; whichever loses is aborted. The signal is passed on by hand:
 * an `AbortSignal.any` that was listened to stayed in memory for good (Node 24.21, some 4 kB a call).
 */
export async function withDeadline<T>(
  ports: Pick<Ports, 'wait'>,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const abort = () => inner.abort();
  signal.addEventListener('abort', abort);
  try {
    const work = run(inner.signal);
    const deadline = ports.wait(storeDeadlineMs, inner.signal).then(() => {
      throw new DeadlineError();
    });
    return await Promise.race([work, deadline]);
  } finally {
    signal.removeEventListener('abort', abort);
    abort();
  }
}
