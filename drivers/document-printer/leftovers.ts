import type { Clock } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import { bounded, pause } from '../runtime/deadline.ts';
import { isEnded, type Job } from './job.ts';
import type { JobDesk } from './job-desk.ts';

/** A job that was lost sight of is looked for in vain so often before it counts as not there. */
const looksInVain = 2;

/**
 * Jobs that were given up. What is left of one would come out into the hands of whoever stands there then, so each
 * stays here until the printer confirms that it has ended.
 */
export class Leftovers {
  readonly #desk: JobDesk;
  readonly #clock: Clock;
  readonly #closing: AbortSignal;
  readonly #cancelMs: number;
  readonly #lookMs: number;
  /** By their names. */
  readonly #jobs = new Map<string, { id: number | null; ending: Promise<Job | null> | null }>();

  constructor(
    desk: JobDesk,
    clock: Clock,
    closing: AbortSignal,
    { cancelMs, jobPollMs }: { cancelMs: number; jobPollMs: number },
  ) {
    this.#desk = desk;
    this.#clock = clock;
    this.#closing = closing;
    this.#cancelMs = cancelMs;
    this.#lookMs = Math.min(jobPollMs, 250);
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Cancels the job and resolves with its end; `null`: the printer does not tell within `cancelMs`, or has no such job. */
  giveUp(name: string, id: number | null): Promise<Job | null> {
    this.#jobs.set(name, { id, ending: null });
    return this.#end(name);
  }

  /** Tries once more what has not ended. @returns whether nothing is left. */
  async clear(): Promise<boolean> {
    await Promise.all([...this.#jobs.keys()].map((name) => this.#end(name)));
    return this.#jobs.size === 0;
  }

  async #end(name: string): Promise<Job | null> {
    const entry = this.#jobs.get(name);
    if (!entry) return null;
    entry.ending ??= bounded(
      this.#clock,
      { opId: name, deadlineMs: this.#cancelMs },
      this.#closing,
      (signal) => endJob(this.#desk, name, entry.id, signal, () => pause(this.#clock, this.#lookMs, signal)),
    )
      .then((job) => {
        this.#jobs.delete(name);
        return job;
      })
      .catch((error: unknown) => {
        if (!(error instanceof DeviceError)) throw error;
        return null;
      })
      .finally(() => (entry.ending = null));
    return entry.ending;
  }
}

/**
 * Cancels a job until the printer says that it has ended. `null`: the printer has no such job.
 * @throws DeviceError of `signal` only.
 */
export async function endJob(
  desk: JobDesk,
  name: string,
  id: number | null,
  signal: AbortSignal,
  rest: () => Promise<void>,
): Promise<Job | null> {
  let told = false;
  for (let inVain = 0; ;) {
    try {
      const job = id === null ? await desk.find(name, signal) : await desk.ask(id, signal);
      if (job && (job.name === null || job.name === name)) {
        if (isEnded(job)) return job;
        // Many printers finish the sheet that is under way; asking again changes nothing.
        if (!told) await desk.cancel(job.id, signal);
        told = true;
      } else {
        inVain += 1;
        if (inVain >= looksInVain) return null;
      }
    } catch (error) {
      // Out of reach for the moment.
      if (!(error instanceof DeviceError) || signal.aborted) throw error;
    }
    await rest();
  }
}
