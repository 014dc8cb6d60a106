import type { Ports } from '../../ports/index.ts';
import type { Side } from '../side.ts';
import { bookingsExpectations } from './bookings.ts';
import { casesExpectations } from './cases.ts';
import { identityExpectations } from './identity.ts';
import { licencesExpectations } from './licences.ts';
import { paymentsExpectations } from './payments.ts';
import { queueExpectations } from './queue.ts';

/** What each port promises beyond its shapes. */
export const expectations: { readonly [K in keyof Ports]: (side: () => Side) => void } = {
  identity: identityExpectations,
  payments: paymentsExpectations,
  licences: licencesExpectations,
  bookings: bookingsExpectations,
  queue: queueExpectations,
  cases: casesExpectations,
};
