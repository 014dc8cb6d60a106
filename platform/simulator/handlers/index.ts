import type { Ports } from '../../ports/index.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';
import { paymentsHandlers } from './payments.ts';

/** The server side of every port, over one city. */
export function createHandlers(city: City): { readonly [K in keyof Ports]: Handlers<Ports[K]> } {
  return { payments: paymentsHandlers(city) };
}
