import { archive } from './archive.ts';
import { benefits } from './benefits.ts';
import { bookings } from './bookings.ts';
import { cases } from './cases.ts';
import { catalogue } from './catalogue.ts';
import { codes } from './codes.ts';
import { disputes } from './disputes.ts';
import { handoffs } from './handoffs.ts';
import { help } from './help.ts';
import { identity } from './identity.ts';
import { intake } from './intake.ts';
import { knowledge } from './knowledge.ts';
import { licences } from './licences.ts';
import { map } from './map.ts';
import { materials } from './materials.ts';
import { payments } from './payments.ts';
import { photos } from './photos.ts';
import { queue } from './queue.ts';
import { ratings } from './ratings.ts';
import { signing } from './signing.ts';

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
  materials,
  photos,
  signing,
  archive,
  ratings,
  benefits,
  map,
  disputes,
  handoffs,
  help,
  knowledge,
};
export type Ports = typeof ports;
