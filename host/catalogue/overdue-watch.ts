import calendar from '../../assets/catalogue/calendar.json' with { type: 'json' };
import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import { calendarOverdue, overdueOf } from '../services/freshness.ts';
import { calendarSchema } from '../services/hours.ts';

export interface OverdueWatchOptions {
  clock: Clock;
  /** The local date, `YYYY-MM-DD`. */
  today: () => string;
  log: KioskLog;
  /** A new day: what is offered may be different. */
  changed: () => void;
}

/** The first look leaves the start alone. */
const firstLookMs = 10_000;
const lookEveryMs = 60_000;

/** Tells staff once a day what is past its day, and has the start page look again when hours and days change. */
export class OverdueWatch {
  readonly #options: OverdueWatchOptions;
  #timer: Timer;
  #lookedOn = '';

  constructor(options: OverdueWatchOptions) {
    this.#options = options;
    this.#timer = options.clock.setTimer(() => this.#look(), firstLookMs);
  }

  stop(): void {
    this.#timer.cancel();
  }

  #look(): void {
    const { clock, today, changed } = this.#options;
    this.#timer = clock.setTimer(() => this.#look(), lookEveryMs);
    const day = today();
    if (day !== this.#lookedOn) this.#tell(day);
    this.#lookedOn = day;
    changed();
  }

  #tell(day: string): void {
    const { log } = this.#options;
    for (const { id } of catalogue)
      for (const overdue of overdueOf(openItem(id), day)) {
        if (overdue.kind === 'calendar') continue;
        log.write('service.overdue', { item: id, outdated: overdue.kind, day: overdue.since });
      }
    const over = calendarOverdue(calendarSchema.parse(calendar), day);
    if (over) log.write('calendar.overdue', { day: over.since });
  }
}
