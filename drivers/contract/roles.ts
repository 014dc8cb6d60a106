import type { IdCardReader } from './id-card.ts';
import type { SocialSecurityCardReader } from './social-security-card.ts';
import type { TicketPrinter } from './ticket-printer.ts';

/** What each role of a service point can do: one line for each device class, in the order of their folders. */
export interface DeviceByRole {
  'id-card': IdCardReader;
  'social-security-card': SocialSecurityCardReader;
  'ticket-printer': TicketPrinter;
}
export type Role = keyof DeviceByRole;
