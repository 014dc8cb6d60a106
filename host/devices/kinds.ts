import type { Role } from '../../drivers/contract/roles.ts';
import type { DeviceKind } from './device-kind.ts';
import { idCard } from './id-card.ts';
import { socialSecurityCard } from './social-security-card.ts';
import { ticketPrinter } from './ticket-printer.ts';

/** Every role that a configuration can name. */
export const deviceKinds: { readonly [R in Role]: DeviceKind<R> } = {
  'id-card': idCard,
  'social-security-card': socialSecurityCard,
  'ticket-printer': ticketPrinter,
};
