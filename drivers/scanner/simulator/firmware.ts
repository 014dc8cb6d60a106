import type { Clock } from '../../contract/clock.ts';
import type { SimulatedCode } from './codes.ts';
import type { ScannerPreset } from './presets.ts';

/** What of a scanner does not depend on its protocol, as its firmware sees it. */
export interface Hardware {
  clock: Clock;
  /** Milliseconds from a command to its reply. */
  latencyMs: number;
  preset(): ScannerPreset;
  write(bytes: Uint8Array): void;
  /** Lets it look for a code, or not any more. */
  light(on: boolean): void;
  /** For the bench. */
  remember(command: string): void;
}

/** The part of a scanner that speaks its maker's protocol. Made anew for each peer. */
export interface Firmware {
  received(bytes: Uint8Array): void;
  sendCode(code: SimulatedCode): void;
  /** Much more than any code has, and no end in it. */
  sendFlood(): void;
}

export const floodBytes = 8000;
/** Printable and without a line end. */
export const floodOf = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(0x55);
