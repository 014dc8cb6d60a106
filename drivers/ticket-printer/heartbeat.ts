import type { Clock, Timer } from '../contract/clock.ts';
import { automaticStatusBackOn } from './commands.ts';
import { watchMs } from './pace.ts';
import type { PrinterProfile } from './profile.ts';
import { maxBandBytes } from './raster.ts';

/** Asks an idle printer again and again: keeps its status true, finds one that fell silent or came back. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #beat: () => Promise<number | null>;
  #timer: Timer | null = null;
  #round = 0;

  /** @param beat looks once, and says in how many ms to look again; null: not again. */
  constructor(clock: Clock, beat: () => Promise<number | null>) {
    this.#clock = clock;
    this.#beat = beat;
  }

  /** Beats now. A beat that is still under way is not followed by another. */
  async now(): Promise<void> {
    this.stop();
    const round = this.#round;
    const ms = await this.#beat();
    if (ms !== null && round === this.#round) this.#timer = this.#clock.setTimer(() => void this.now(), ms);
  }

  stop(): void {
    this.#round += 1;
    this.#timer?.cancel();
    this.#timer = null;
  }
}

/** Asks a printer at work, while nothing else is asked of it, until its job has ended or the result is cancelled. */
export function watching(clock: Clock, job: AbortSignal, ask: () => Promise<unknown>): Timer {
  let ended = false;
  let timer: Timer | null = null;
  const next = () => {
    if (ended || job.aborted) return;
    timer = clock.setTimer(() => void ask().then(next), watchMs);
  };
  next();
  return {
    cancel() {
      // An answer may still be on its way, and must not start it again.
      ended = true;
      timer?.cancel();
    },
  };
}

/**
 * For a printer that has just been found. No ESC @: a ticket of an earlier run may still be printing, and its process
 * id is wanted. If that run died within a command, the NULs complete it; a printer ignores them otherwise.
 */
export function greeting({ status }: PrinterProfile): Uint8Array {
  const automatic = status.strategy === 'asb' ? [...automaticStatusBackOn] : [];
  return Uint8Array.from([...new Uint8Array(maxBandBytes), ...automatic]);
}
