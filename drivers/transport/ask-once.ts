import type { Clock } from '../contract/clock.ts';
import { raceAbort } from '../runtime/deadline.ts';
import type { Transport } from './transport.ts';

export interface Question {
  request: Uint8Array;
  /** Told each piece that comes; `true` once it is an answer. */
  answered(bytes: Uint8Array): boolean;
  /** From the request. */
  waitMs: number;
}

/** Whether what is at the other end of a fresh line answers. `false` also when the line goes. */
export async function askOnce(
  line: Transport,
  { request, answered, waitMs }: Question,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = Promise.withResolvers<boolean>();
  let waiting = true;
  line.onData((bytes) => {
    if (waiting && answered(bytes)) answer.resolve(true);
  });
  void line.closed.then(() => answer.resolve(false));
  const late = clock.setTimer(() => answer.resolve(false), waitMs);
  // A write that fails also closes the line.
  line.write(request, signal).catch(() => undefined);
  try {
    return await raceAbort(answer.promise, signal);
  } finally {
    waiting = false;
    late.cancel();
  }
}
