import type { DocumentPrinter } from './document-printer.ts';
import type { IdCardReader } from './id-card.ts';
import type { Scanner } from './scanner.ts';
import type { SocialSecurityCardReader } from './social-security-card.ts';
import type { TicketPrinter } from './ticket-printer.ts';

/** What each role of a service point can do: one line for each device class, in the order of their folders. */
export interface DeviceByRole {
  'id-card': IdCardReader;
  'ticket-printer': TicketPrinter;
  scanner: Scanner;
  'document-printer': DocumentPrinter;
  'social-security-card': SocialSecurityCardReader;
}
export type Role = keyof DeviceByRole;
