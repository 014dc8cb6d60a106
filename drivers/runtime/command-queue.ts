import type { Clock } from '../contract/clock.ts';
import type { Command } from '../contract/device.ts';
import { DeviceError, type Effect } from '../contract/device-error.ts';
import { abortReason, closedError, raceAbort, timedOut } from './deadline.ts';

/** What a running command knows about itself. */
export interface Running {
  /** Aborts on the deadline, the caller's abort, a lost line and `close()`, with a DeviceError as reason. */
  readonly signal: AbortSignal;
  /** Milliseconds until the deadline. */
  remainingMs(): number;
  /**
   * What has happened to the physical world so far. A failure that comes from outside (deadline, lost line,
   * abort) carries this effect, so set it before the first byte that matters is written.
   */
  effect: Effect;
}

interface Pending {
  abort: AbortController;
  running: Running | null;
}

/**
 * One command at a time, in order of arrival. Each settles exactly once and not later than its deadline,
 * also when its task ignores the abort signal.
 */
export class CommandQueue {
  readonly #clock: Clock;
  readonly #onActivity: (busy: boolean) => void;
  readonly #pending = new Set<Pending>();
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(clock: Clock, onActivity: (busy: boolean) => void) {
    this.#clock = clock;
    this.#onActivity = onActivity;
  }

  /** @throws DeviceError only; anything else that `task` throws is a bug and passes through. */
  async run<T>(command: Command, task: (running: Running) => Promise<T>): Promise<T> {
    if (this.#closed) throw closedError();
    const started = this.#clock.monotonic();
    const abort = new AbortController();
    const entry: Pending = { abort, running: null };
    this.#pending.add(entry);
    const onCallerAbort = () =>
      abort.abort(new DeviceError('canceled', 'the caller gave up', { effect: 'none', retry: 'safe' }));
    if (command.signal?.aborted) onCallerAbort();
    else command.signal?.addEventListener('abort', onCallerAbort, { once: true });
    const deadline = this.#clock.setTimer(() => abort.abort(timedOut(command)), command.deadlineMs);

    const turn = this.#tail;
    const work = raceAbort(turn, abort.signal).then(async () => {
      const running: Running = {
        signal: abort.signal,
        effect: 'none',
        remainingMs: () => Math.max(0, command.deadlineMs - (this.#clock.monotonic() - started)),
      };
      entry.running = running;
      this.#onActivity(true);
      return raceAbort(task(running), abort.signal);
    });
    // The next command starts when this one has settled, not when its task has stopped listening. The tail keeps
    // no results: they may hold personal data, and each would hang on the one before.
    this.#tail = Promise.allSettled([turn, work]).then(() => {});
    try {
      return await work;
    } catch (error) {
      throw abort.signal.aborted
        ? withEffect(abortReason(abort.signal), entry.running?.effect ?? 'none')
        : error;
    } finally {
      deadline.cancel();
      command.signal?.removeEventListener('abort', onCallerAbort);
      this.#pending.delete(entry);
      if (entry.running) this.#onActivity(false);
    }
  }

  /** Fails the running command because the line went; queued ones may still find it back in time. */
  lineLost(detail: string): void {
    for (const { abort, running } of this.#pending)
      if (running)
        abort.abort(
          new DeviceError('disconnected', detail, {
            condition: 'device.gone',
            effect: 'none',
            retry: 'afterFix',
          }),
        );
  }

  close(): void {
    this.#closed = true;
    for (const { abort } of this.#pending) abort.abort(closedError());
  }
}

/** The abort was raised from outside, which cannot know what the task had done by then. */
function withEffect(error: DeviceError, effect: Effect): DeviceError {
  if (effect === error.effect) return error;
  return new DeviceError(error.code, error.message, {
    ...(error.condition === undefined ? {} : { condition: error.condition }),
    effect,
    retry: effect === 'none' ? error.retry : 'never',
    cause: error,
  });
}
