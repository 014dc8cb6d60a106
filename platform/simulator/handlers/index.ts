import type { Ports } from '../../ports/index.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';
import { archiveHandlers } from './archive.ts';
import { benefitsHandlers } from './benefits.ts';
import { bookingsHandlers } from './bookings.ts';
import { casesHandlers } from './cases.ts';
import { catalogueHandlers } from './catalogue.ts';
import { codesHandlers } from './codes.ts';
import { disputesHandlers } from './disputes.ts';
import { handoffsHandlers } from './handoffs.ts';
import { helpHandlers } from './help.ts';
import { identityHandlers } from './identity.ts';
import { intakeHandlers } from './intake.ts';
import { knowledgeHandlers } from './knowledge.ts';
import { licencesHandlers } from './licences.ts';
import { mapHandlers } from './map.ts';
import { materialsHandlers } from './materials.ts';
import { paymentsHandlers } from './payments.ts';
import { photosHandlers } from './photos.ts';
import { queueHandlers } from './queue.ts';
import { ratingsHandlers } from './ratings.ts';
import { signingHandlers } from './signing.ts';

/** The server side of every port, over one city. */
export function createHandlers(city: City): { readonly [K in keyof Ports]: Handlers<Ports[K]> } {
  return {
    identity: identityHandlers(city),
    codes: codesHandlers(city),
    catalogue: catalogueHandlers(city),
    licences: licencesHandlers(city),
    payments: paymentsHandlers(city),
    bookings: bookingsHandlers(city),
    queue: queueHandlers(city),
    intake: intakeHandlers(city),
    cases: casesHandlers(city),
    materials: materialsHandlers(city),
    photos: photosHandlers(city),
    signing: signingHandlers(city),
    archive: archiveHandlers(city),
    ratings: ratingsHandlers(city),
    benefits: benefitsHandlers(city),
    map: mapHandlers(city),
    disputes: disputesHandlers(city),
    handoffs: handoffsHandlers(city),
    help: helpHandlers(city),
    knowledge: knowledgeHandlers(city),
  };
}
