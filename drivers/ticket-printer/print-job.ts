import { DeviceError, type Effect } from '../contract/device-error.ts';
import type { ConditionCode } from '../contract/status.ts';
import { abortReason, follow, raceAbort } from '../runtime/deadline.ts';
import { concatBytes } from './bytes.ts';

/** A chunk is on the wire for 45 ms at 115200 baud: a stop is noticed before the next one goes out. */
const chunkBytes = 512;

/** Joins whole commands, so that a status request between two chunks never falls into the data of a command. */
export function chunksOf(segments: readonly Uint8Array[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let group: Uint8Array[] = [];
  let size = 0;
  for (const segment of segments) {
    if (size > 0 && size + segment.length > chunkBytes) {
      chunks.push(concatBytes(group));
      group = [];
      size = 0;
    }
    group.push(segment);
    size += segment.length;
  }
  if (size > 0) chunks.push(concatBytes(group));
  return chunks;
}

/** A ticket on its way: what the printer reports meanwhile ends up here. */
export class PrintJob {
  readonly processId: string;
  readonly #end = new AbortController();
  readonly #confirmed = Promise.withResolvers<void>();

  constructor(processId: string, command: AbortSignal) {
    this.processId = processId;
    // The command's signal is its own and goes with it: nothing to let go of.
    follow(this.#end, command);
  }

  /** Aborts on trouble, and when the command itself ends. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** The printer stopped: part of the ticket may be on paper, and nothing more is sent. */
  stopped(condition: ConditionCode): void {
    this.#end.abort(
      new DeviceError('condition', `${condition} while a ticket was printing`, {
        condition,
        effect: 'partial',
        retry: 'never',
      }),
    );
  }

  confirm(): void {
    this.#confirmed.resolve();
  }

  /** @throws DeviceError of whatever ended the job. */
  confirmation(): Promise<void> {
    return raceAbort(this.#confirmed.promise, this.signal);
  }

  throwIfEnded(): void {
    if (this.signal.aborted) throw abortReason(this.signal);
  }
}

/** The transport cannot know what had been on paper when it failed; the job does. */
export function withJobEffect(error: unknown, effect: Effect): unknown {
  if (!(error instanceof DeviceError) || error.effect === effect) return error;
  // What the printer reported while printing says so already.
  if (error.code === 'condition' && error.effect === 'partial') return error;
  return new DeviceError(error.code, error.message, {
    ...(error.condition === undefined ? {} : { condition: error.condition }),
    effect,
    retry: effect === 'none' ? error.retry : 'never',
    cause: error,
  });
}
