import { bookings } from './bookings.ts';
import { cases } from './cases.ts';
import { identity } from './identity.ts';
import { licences } from './licences.ts';
import { payments } from './payments.ts';
import { queue } from './queue.ts';

/** Every system of the city, by the name of its port. */
export const ports = { identity, payments, licences, bookings, queue, cases };
export type Ports = typeof ports;
