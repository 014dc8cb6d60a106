import type { Command, Device } from './device.ts';

/** What the wire says of the kind of code, in its own terms. */
export type Symbology =
  /** AIM symbology identifier (ISO/IEC 15424), three characters: `]Q1`. */
  | { scheme: 'aim'; id: string }
  /** Bar code type of Zebra SSI, one byte. */
  | { scheme: 'ssi'; type: number };

export interface Scan {
  /**
   * What the code says, without the suffix that ended it on the line. Opaque, and secret like a password: it is
   * never logged, and whoever took it overwrites it when it has been used.
   */
  payload: Uint8Array;
  /** `null` where the wire does not tell. */
  symbology: Symbology | null;
}

/**
 * 1D/2D code scanner. Capabilities: `scan`; `trigger` (it is dark until a scan is asked for, and again afterwards).
 * Without `trigger` the scanner reads whatever it is shown, and what nobody asked for is thrown away.
 */
export interface Scanner extends Device {
  readonly deviceClass: 'scanner';
  /**
   * Resolves with the first code that is read from now on. A code whose first byte came before is not it.
   * @throws DeviceError `timeout` without a condition: no code was shown until the deadline. Condition `scan.flood`:
   * the scanner sends without an end; `read.failed`: a code was read and did not come over whole;
   * `fault.recoverable`: the scanner refuses; `device.silent`: it does not answer. `effect` is always `none`.
   */
  scan(command: Command): Promise<Scan>;
}
