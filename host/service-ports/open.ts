import type { Clock } from '../../drivers/contract/clock.ts';
import type { City } from '../connect-platform.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { DailyOutcomes } from '../kiosk/daily-outcomes.ts';
import { PromiseClock } from '../kiosk/promise-clock.ts';
import { RatingClock } from '../kiosk/rating-clock.ts';
import { Outbox } from '../outbox/outbox.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import type { Store } from '../store/store.ts';
import { createServices, type ServicesOptions } from './create.ts';
import type { Services } from './lazy.ts';

export interface OpenServicesOptions extends Omit<
  ServicesOptions,
  'platform' | 'outbox' | 'watchTicket' | 'rated'
> {
  city: City;
  /** The city's name of the office that this kiosk stands for. */
  office: string;
  store: Store;
  clock: Clock;
  /** The log without a session: what is told in the background is not of whoever stands there. */
  ownLog: KioskLog;
  /** A citizen is being served. */
  busy: () => boolean;
}

/** The line to the city, what waits for it and what it has promised, and the services that stand on them. */
export function openServices({ city, ownLog, busy, ...options }: OpenServicesOptions): Services {
  const { store, clock, timeZone } = options;
  const { platform, secret } = city;
  const { outbox: table } = store;
  const outbox = new Outbox({ table, platform, secret, clock, random: Math.random, log: ownLog, busy });
  const promises = new PromiseClock({ promises: store.promises, queue: platform.queue, clock, log: ownLog });
  const { ratingStages: stages } = store;
  const ratings = new RatingClock({ stages, ratings: platform.ratings, clock, timeZone, log: ownLog });
  const items = catalogue.map(({ id }) => id).filter((id) => openItem(id).request.port === 'intake');
  const outcomes = new DailyOutcomes({ items, cases: platform.cases, clock, timeZone, log: ownLog });
  const services = createServices({
    ...options,
    platform,
    outbox,
    watchTicket: (ticket) => promises.watch(ticket),
    rated: (...rating) => ratings.rated(...rating),
  });
  promises.start();
  ratings.start();
  outcomes.start();
  // Not before what an earlier run left has been decided.
  void options.reconciled.then(() => outbox.start());
  return {
    ...services,
    async close() {
      promises.stop();
      ratings.stop();
      outcomes.stop();
      await outbox.stop();
    },
  };
}
