import calendar from '../../assets/catalogue/calendar.json' with { type: 'json' };
import closedTexts from '../../assets/catalogue/closed.json' with { type: 'json' };
import type { Localized } from '../../contract/localized.ts';
import type { ClosedView } from '../../contract/view.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import { openItem } from '../services/catalogue.ts';
import { calendarSchema } from '../services/hours.ts';
import type { Item } from '../services/item-schema.ts';
import { type Offer, offer, type Refusal, suppliesOf } from '../services/offer.ts';
import { SupplyLedger } from '../services/supplies.ts';
import type { CityHealth } from './city-health.ts';
import type { DevicesNow } from './devices-now.ts';
import { inEach, writtenTime } from './written.ts';

export interface OffersOptions {
  devices: Pick<DevicesNow, 'all'>;
  city: Pick<CityHealth, 'ports'>;
  /** The kiosk has a city at all. */
  connected: boolean;
  clock: Clock;
  /** IANA name. */
  timeZone: string;
  /** Where else an item can be done now; `null` where nobody has said. */
  nearest: (itemId: string) => Localized | null;
}

/** The promise before the start: what is offered now, why the rest is not, and which paper was promised to whom. */
export class Offers {
  readonly #options: OffersOptions;
  readonly #calendar = calendarSchema.parse(calendar);
  // Nobody counts the paper yet; a printer's own "out" is what is known.
  readonly #ledger = new SupplyLedger({ sheets: null, tickets: null });

  constructor(options: OffersOptions) {
    this.#options = options;
  }

  of(item: Item): Offer {
    const { devices, city, connected, clock, timeZone } = this.#options;
    const world = {
      devices: devices.all(),
      free: this.#ledger.free(),
      ports: city.ports(connected),
      // On battery the whole kiosk starts nothing.
      runsForMs: null,
      calendar: this.#calendar,
      timeZone,
    };
    return offer(item, world, clock.now());
  }

  /** For the citizen; `null` where it is offered. */
  closed(item: Item): ClosedView | null {
    const offered = this.of(item);
    if (offered.offered) return null;
    const elsewhere = this.#options.nearest(item.id) ?? offered.elsewhere;
    return { reason: this.#reason(offered.refusal), elsewhere };
  }

  /** All that the session can need is promised to it until it ends. */
  reserve(sessionId: string, itemId: string): boolean {
    return this.#ledger.reserve(sessionId, suppliesOf(openItem(itemId))).ok;
  }

  release(sessionId: string): void {
    this.#ledger.release(sessionId);
  }

  #reason(refusal: Refusal): Localized {
    const { timeZone, clock } = this.#options;
    const text = closedTexts[keyOf(refusal)];
    const since = sinceOf(refusal);
    return inEach((language) => {
      const written = (at: string, zone: string) =>
        writtenTime(at, { now: clock.now(), timeZone, zone, language });
      if (refusal.reason === 'hours' && refusal.opensAt !== null)
        // The site's own time already.
        return text[language].replace('{when}', written(`${refusal.opensAt}Z`, 'UTC'));
      return since === null
        ? text[language]
        : closedTexts.since[language]
            .replace('{reason}', text[language])
            .replace('{when}', written(since, timeZone));
    });
  }
}

/** Since when it has not worked; the day until which a guide was good says nothing to a citizen. */
function sinceOf(refusal: Refusal): string | null {
  if (refusal.reason === 'guide' || refusal.reason === 'rules' || !('since' in refusal)) return null;
  return refusal.since === '' ? null : refusal.since;
}

type Key = Exclude<keyof typeof closedTexts, 'since'>;

/** Which sentence a refusal has. */
function keyOf(refusal: Refusal): Key {
  switch (refusal.reason) {
    case 'hours':
      return refusal.opensAt === null ? 'never-open' : 'hours';
    case 'paper':
    case 'toner':
    case 'supplies':
      return refusal.reason;
    case 'device':
      return refusal.role === 'document-printer' || refusal.role === 'ticket-printer' ? 'printer' : 'device';
    case 'identity':
      return 'identity';
    case 'port':
      return 'city';
    case 'guide':
    case 'rules':
      return 'guide';
    case 'time':
      return 'time';
  }
}
