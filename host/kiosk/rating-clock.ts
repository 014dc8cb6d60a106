import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import type { ReplyOf } from '../../platform/core/port.ts';
import type { Platform } from '../../platform/open.ts';
import type { Ports } from '../../platform/ports/index.ts';
import { localTime } from '../store/local-time.ts';
import type { RatingStages } from '../store/rating-stages.ts';
import type { KioskLog } from './kiosk-log.ts';

export interface RatingClockOptions {
  stages: RatingStages;
  ratings: Pick<Platform['ratings'], 'followUp'>;
  clock: Clock;
  /** IANA name. */
  timeZone: string;
  log: KioskLog;
}

type Rated = ReplyOf<Ports['ratings']['operations']['rate']>;

/** Days are what is promised; an hour is soon enough to see one. */
const lookEveryMs = 3_600_000;

/** The 1-3-1 of a bad rating: contact within one working day, an answer within three more, a review within one more. */
export class RatingClock {
  readonly #options: RatingClockOptions;
  #timer: Timer | null = null;
  #isRunning = false;

  constructor(options: RatingClockOptions) {
    this.#options = options;
  }

  /** Goes on with what an earlier run was looking after. */
  start(): void {
    this.#isRunning = true;
    this.#plan();
  }

  stop(): void {
    this.#isRunning = false;
    this.#timer?.cancel();
  }

  rated(item: string, level: number, { rating, stages }: Rated): void {
    const { log } = this.#options;
    log.write('service.rated', { item, level });
    for (const { stage, dueOn } of stages) {
      this.#options.stages.add({ rating, stage, dueOn });
      log.write('service.rating-stage', { stage, dueOn, doneOn: 'open' });
    }
    if (this.#isRunning) this.#plan();
  }

  /** Nothing while nobody waits for an answer. */
  #plan(): void {
    this.#timer?.cancel();
    const { stages, clock } = this.#options;
    if (stages.open().length > 0) this.#timer = clock.setTimer(() => void this.#look(), lookEveryMs);
  }

  async #look(): Promise<void> {
    const { stages, ratings, timeZone, log } = this.#options;
    const open = stages.open();
    for (const rating of new Set(open.map((each) => each.rating))) {
      const answer = await ratings.followUp({ rating });
      if (!this.#isRunning) return;
      const told = answer.ok ? answer.data.stages : [];
      for (const { stage, dueOn } of open.filter((each) => each.rating === rating)) {
        const doneAt = told.find((each) => each.stage === stage)?.doneAt ?? null;
        // A rating that the city does not know any more is not answered by it.
        const forgotten = !answer.ok && answer.error.code === 'refused';
        if (doneAt === null && !forgotten) continue;
        if (doneAt !== null) {
          const doneOn = localTime(Date.parse(doneAt), timeZone).date;
          log.write('service.rating-stage', { stage, dueOn, doneOn });
        }
        stages.done({ rating, stage });
      }
    }
    this.#plan();
  }
}
