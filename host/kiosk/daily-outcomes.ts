import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import { localTime } from '../store/local-time.ts';
import type { KioskLog } from './kiosk-log.ts';

export interface DailyOutcomesOptions {
  /** Ids of the items that become cases. */
  items: readonly string[];
  cases: Pick<Platform['cases'], 'outcomes'>;
  clock: Clock;
  /** IANA name. */
  timeZone: string;
  log: KioskLog;
}

const dayMs = 24 * 3_600_000;

/** Once a day, how many cases of each item passed the first time: what the city says of what was sent from here. */
export class DailyOutcomes {
  readonly #options: DailyOutcomesOptions;
  #timer: Timer | null = null;

  constructor(options: DailyOutcomesOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = this.#options.clock.setTimer(() => this.start(), dayMs);
    void this.#look(this.#timer);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  async #look(asked: Timer): Promise<void> {
    const { items, cases, clock, timeZone, log } = this.#options;
    for (const item of items) {
      const answer = await cases.outcomes({ item });
      // Stopped meanwhile, or it took a day.
      if (this.#timer !== asked) return;
      if (!answer.ok || answer.data.submitted === 0) continue;
      const { passedFirst: passed, submitted } = answer.data;
      log.write('service.outcome', { item, passed, submitted, day: localTime(clock.now(), timeZone).date });
    }
  }
}
