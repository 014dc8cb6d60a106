import type { Role } from '../../drivers/contract/roles.ts';
import type { DeviceKind } from './device-kind.ts';
import { documentPrinter } from './document-printer.ts';
import { camera } from './camera.ts';
import { idCard } from './id-card.ts';
import { scanner } from './scanner.ts';
import { ioBoard } from './io-board.ts';
import { socialSecurityCard } from './social-security-card.ts';
import { ticketPrinter } from './ticket-printer.ts';
import { ups } from './ups.ts';

/** Every role that a configuration can name. */
export const deviceKinds: { readonly [R in Role]: DeviceKind<R> } = {
  'id-card': idCard,
  'social-security-card': socialSecurityCard,
  'ticket-printer': ticketPrinter,
  scanner,
  'document-printer': documentPrinter,
  'io-board': ioBoard,
  ups,
  camera,
};
