import type { DocumentPrinter } from './document-printer.ts';
import type { Camera } from './camera.ts';
import type { IdCardReader } from './id-card.ts';
import type { Scanner } from './scanner.ts';
import type { IoBoard } from './io-board.ts';
import type { SocialSecurityCardReader } from './social-security-card.ts';
import type { TicketPrinter } from './ticket-printer.ts';
import type { Ups } from './ups.ts';

/** What each role of a service point can do: one line for each device class, in the order of their folders. */
export interface DeviceByRole {
  'id-card': IdCardReader;
  'io-board': IoBoard;
  'social-security-card': SocialSecurityCardReader;
  'ticket-printer': TicketPrinter;
  scanner: Scanner;
  'document-printer': DocumentPrinter;
  ups: Ups;
  camera: Camera;
}
export type Role = keyof DeviceByRole;
