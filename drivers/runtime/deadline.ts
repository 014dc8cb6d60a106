import type { Clock } from '../contract/clock.ts';
import type { Command } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';

/** The DeviceError behind an abort, whoever aborted. Anything else that aborts counts as the caller's cancel. */
export function abortReason(signal: AbortSignal): DeviceError {
  return signal.reason instanceof DeviceError
    ? signal.reason
    : new DeviceError('canceled', 'the caller gave up', { effect: 'none', retry: 'safe' });
}

/** Waits, unless the signal aborts first; then rejects with the abort's DeviceError. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortReason(signal));
      return;
    }
    const onAbort = () => {
      timer.cancel();
      reject(abortReason(signal));
    };
    const timer = clock.setTimer(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Settles with `promise`, or rejects as soon as the signal aborts, whatever `promise` does afterwards. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortReason(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(
      (value) => {
        signal.removeEventListener('abort', onAbort);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', onAbort);
        reject(error);
      },
    );
  });
}

/**
 * Aborts `controller` with the reason of the first source that aborts; the result lets go of the sources. Passed
 * on by hand because an `AbortSignal.any` that was listened to stays in memory for good (Node 24.21).
 */
export function follow(controller: AbortController, ...sources: readonly AbortSignal[]): () => void {
  const letGo = sources.map((source) => {
    const onAbort = () => controller.abort(source.reason);
    if (source.aborted) onAbort();
    else source.addEventListener('abort', onAbort, { once: true });
    return () => source.removeEventListener('abort', onAbort);
  });
  return () => letGo.forEach((each) => each());
}

/**
 * Runs a task under a command's deadline and abort, and under `closing`, beside the queue: for commands that
 * wait for a person and must not hold up others. `task` is told through its signal; it is not waited for.
 */
export async function bounded<T>(
  clock: Clock,
  command: Command,
  closing: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const { signal } = abort;
  const deadline = clock.setTimer(() => abort.abort(timedOut(command)), command.deadlineMs);
  const letGo = follow(abort, closing, ...(command.signal ? [command.signal] : []));
  try {
    if (signal.aborted) throw abortReason(signal);
    return await raceAbort(task(signal), signal);
  } finally {
    letGo();
    deadline.cancel();
  }
}

export function timedOut(command: Command): DeviceError {
  return new DeviceError('timeout', `no result within ${command.deadlineMs} ms`, {
    effect: 'none',
    retry: 'safe',
  });
}

export function closedError(): DeviceError {
  return new DeviceError('closed', 'the device was closed', { effect: 'none', retry: 'never' });
}

/**
 * Looks again and again, `everyMs` after each look, until the signal aborts. A look that fails with a DeviceError
 * is followed by the next one at once: `look` itself says how long a device is given.
 */
export async function keepLooking(
  clock: Clock,
  everyMs: number,
  signal: AbortSignal,
  look: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await look();
      await pause(clock, everyMs, signal);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
    }
  }
}
