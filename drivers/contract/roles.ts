import type { Camera } from './camera.ts';
import type { IdCardReader } from './id-card.ts';
import type { Scanner } from './scanner.ts';
import type { TicketPrinter } from './ticket-printer.ts';

/** What each role of a service point can do: one line for each device class, in the order of their folders. */
export interface DeviceByRole {
  'id-card': IdCardReader;
  'ticket-printer': TicketPrinter;
  scanner: Scanner;
  camera: Camera;
}
export type Role = keyof DeviceByRole;
