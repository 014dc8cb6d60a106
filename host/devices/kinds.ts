import type { Role } from '../../drivers/contract/roles.ts';
import type { DeviceKind } from './device-kind.ts';
import { camera } from './camera.ts';
import { idCard } from './id-card.ts';
import { scanner } from './scanner.ts';
import { ticketPrinter } from './ticket-printer.ts';

/** Every role that a configuration can name. */
export const deviceKinds: { readonly [R in Role]: DeviceKind<R> } = {
  'id-card': idCard,
  'ticket-printer': ticketPrinter,
  scanner,
  camera,
};
