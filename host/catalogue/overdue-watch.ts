import calendar from '../../assets/catalogue/calendar.json' with { type: 'json' };
import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import type { Log } from '../log/log.ts';
import type { Item } from '../services/item-schema.ts';
import { calendarOverdue, isOverdue, overdueOf } from '../services/freshness.ts';
import { calendarSchema } from '../services/hours.ts';

export interface OverdueWatchOptions {
  clock: Clock;
  /** The local date, `YYYY-MM-DD`. */
  today: () => string;
  log: Log;
  /** Item → the last day on which everything in it is good: opening each of them would take seconds. */
  freshUntil: Readonly<Record<string, string>>;
  openItem(id: string): Item;
  /** A new day: what is offered may be different. */
  changed: () => void;
}

/** The first look leaves the start alone. */
const firstLookMs = 10_000;
const lookEveryMs = 60_000;

/** More than there are items. */
const mostEntries = 10_000;

/**
 * Tells staff what is past its day, once for each guide and each set of rules, however often the kiosk starts, and has
 * the start page look again when hours and days change.
 */
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
    const { log, freshUntil, openItem } = this.#options;
    const stale = Object.keys(freshUntil)
      .filter((id) => isOverdue({ validUntil: freshUntil[id] ?? day }, day))
      .flatMap((id) => overdueOf(openItem(id), day))
      .flatMap((overdue) =>
        overdue.kind === 'calendar'
          ? []
          : [{ item: overdue.item, outdated: overdue.kind, day: overdue.since }],
      );
    const told = stale.length > 0 ? this.#told('service.overdue') : new Set<string>();
    for (const fields of stale) {
      const key = keyOf(fields);
      if (told.has(key)) continue;
      // Two regions with one last day are one entry.
      told.add(key);
      log.write('service.overdue', fields);
    }
    const over = calendarOverdue(calendarSchema.parse(calendar), day);
    if (over && !this.#told('calendar.overdue').has(keyOf({ day: over.since })))
      log.write('calendar.overdue', { day: over.since });
  }

  /** What an earlier run has told as well. */
  #told(event: 'service.overdue' | 'calendar.overdue'): Set<string> {
    return new Set(
      this.#options.log.entries({ event, limit: mostEntries }).map(({ fields }) => keyOf(fields)),
    );
  }
}

function keyOf({ item, outdated, day }: Record<string, string | number>): string {
  return [item, outdated, day].join(' ');
}
