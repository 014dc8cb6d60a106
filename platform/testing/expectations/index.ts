import type { Ports } from '../../ports/index.ts';
import type { Side } from '../side.ts';
import { archiveExpectations } from './archive.ts';
import { benefitsExpectations } from './benefits.ts';
import { bookingsExpectations } from './bookings.ts';
import { casesExpectations } from './cases.ts';
import { catalogueExpectations } from './catalogue.ts';
import { codesExpectations } from './codes.ts';
import { disputesExpectations } from './disputes.ts';
import { handoffsExpectations } from './handoffs.ts';
import { helpExpectations } from './help.ts';
import { identityExpectations } from './identity.ts';
import { intakeExpectations } from './intake.ts';
import { knowledgeExpectations } from './knowledge.ts';
import { licencesExpectations } from './licences.ts';
import { mapExpectations } from './map.ts';
import { materialsExpectations } from './materials.ts';
import { paymentsExpectations } from './payments.ts';
import { photosExpectations } from './photos.ts';
import { queueExpectations } from './queue.ts';
import { ratingsExpectations } from './ratings.ts';
import { signingExpectations } from './signing.ts';

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
  materials: materialsExpectations,
  photos: photosExpectations,
  signing: signingExpectations,
  archive: archiveExpectations,
  ratings: ratingsExpectations,
  benefits: benefitsExpectations,
  map: mapExpectations,
  disputes: disputesExpectations,
  handoffs: handoffsExpectations,
  help: helpExpectations,
  knowledge: knowledgeExpectations,
};
