import { benefits } from './benefits.ts';
import { bookings } from './bookings.ts';
import { cases } from './cases.ts';
import { catalogue } from './catalogue.ts';
import { codes } from './codes.ts';
import { disputes } from './disputes.ts';
import { handoffs } from './handoffs.ts';
import { identity } from './identity.ts';
import { intake } from './intake.ts';
import { licences } from './licences.ts';
import { map } from './map.ts';
import { payments } from './payments.ts';
import { queue } from './queue.ts';
import { ratings } from './ratings.ts';

/** Every system of the city, by the name of its port. */
export const ports = {
  identity,
  codes,
  catalogue,
  licences,
  payments,
  bookings,
  queue,
  intake,
  cases,
  ratings,
  benefits,
  map,
  disputes,
  handoffs,
};
export type Ports = typeof ports;
