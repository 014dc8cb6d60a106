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
 * Runs a task under a command's deadline and abort, and under `closing`, beside the queue: for commands that
 * wait for a person and must not hold up others. `task` is told through its signal; it is not waited for.
 */
export async function bounded<T>(
  clock: Clock,
  command: Command,
  closing: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const deadline = clock.setTimer(() => late.abort(timedOut(command)), command.deadlineMs);
  const sources = [late.signal, closing, ...(command.signal ? [command.signal] : [])];
  const signal = AbortSignal.any(sources);
  try {
    if (signal.aborted) throw abortReason(signal);
    return await raceAbort(task(signal), signal);
  } finally {
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
