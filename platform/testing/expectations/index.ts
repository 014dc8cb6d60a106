import type { Ports } from '../../ports/index.ts';
import type { Side } from '../side.ts';
import { benefitsExpectations } from './benefits.ts';
import { bookingsExpectations } from './bookings.ts';
import { casesExpectations } from './cases.ts';
import { catalogueExpectations } from './catalogue.ts';
import { codesExpectations } from './codes.ts';
import { disputesExpectations } from './disputes.ts';
import { handoffsExpectations } from './handoffs.ts';
import { identityExpectations } from './identity.ts';
import { intakeExpectations } from './intake.ts';
import { licencesExpectations } from './licences.ts';
import { mapExpectations } from './map.ts';
import { paymentsExpectations } from './payments.ts';
import { queueExpectations } from './queue.ts';
import { ratingsExpectations } from './ratings.ts';

/** What each port promises beyond its shapes. */
export const expectations: { readonly [K in keyof Ports]: (side: () => Side) => void } = {
  identity: identityExpectations,
  codes: codesExpectations,
  catalogue: catalogueExpectations,
  licences: licencesExpectations,
  payments: paymentsExpectations,
  bookings: bookingsExpectations,
  queue: queueExpectations,
  intake: intakeExpectations,
  cases: casesExpectations,
  ratings: ratingsExpectations,
  benefits: benefitsExpectations,
  map: mapExpectations,
  disputes: disputesExpectations,
  handoffs: handoffsExpectations,
};
