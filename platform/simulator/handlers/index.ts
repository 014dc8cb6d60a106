import type { Ports } from '../../ports/index.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';
import { bookingsHandlers } from './bookings.ts';
import { casesHandlers } from './cases.ts';
import { identityHandlers } from './identity.ts';
import { licencesHandlers } from './licences.ts';
import { paymentsHandlers } from './payments.ts';
import { queueHandlers } from './queue.ts';

/** The server side of every port, over one city. */
export function createHandlers(city: City): { readonly [K in keyof Ports]: Handlers<Ports[K]> } {
  return {
    identity: identityHandlers(city),
    payments: paymentsHandlers(city),
    licences: licencesHandlers(city),
    bookings: bookingsHandlers(city),
    queue: queueHandlers(city),
    cases: casesHandlers(city),
  };
}
