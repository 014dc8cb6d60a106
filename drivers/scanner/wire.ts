import type { Clock } from '../contract/clock.ts';
import type { DeviceError } from '../contract/device-error.ts';
import type { Scan } from '../contract/scanner.ts';

/** The largest QR code holds 2953 bytes (ISO/IEC 18004, version 40-L): whatever is longer is no code. */
export const maxCodeBytes = 3072;

export interface ReadCode extends Scan {
  /** It had begun when `discard` was called. */
  stale: boolean;
}

/** What a wire needs, and whom it tells. */
export interface WireOptions {
  clock: Clock;
  write(bytes: Uint8Array): Promise<void>;
  count(name: string, by?: number): void;
  /** The payload is the listener's from now on. */
  onCode(code: ReadCode): void;
  /** So much came without an end that it was cut; again for each such amount. */
  onFlood(): void;
  /** A code was read and did not come over whole. */
  onDamaged(): void;
  /** The scanner answered a command. */
  onAnswer(): void;
  /** It did not answer one in time. */
  onSilence(): void;
  /** It will not carry a command out. @param raw its word for it. */
  onRefusal(raw: string): void;
}

/** One maker's protocol on a line. All rejections are DeviceErrors. */
export interface ScannerWire {
  /** A fresh line. */
  reset(): void;
  /** No timer runs any more when this returns. */
  lost(error: DeviceError): void;
  received(bytes: Uint8Array): void;
  /** The code that has begun by now, if there is one, is stale. */
  discard(): void;
  /** Sets the scanner up; resolves when it has agreed. */
  greet(): Promise<void>;
  /** Asks what changes nothing; resolves with the answer, for staff. `null`: there is nothing to ask. */
  ask: ((signal: AbortSignal) => Promise<string>) | null;
  /** Lets it read. `reading` is called at the moment from which a code can be the answer. */
  start(signal: AbortSignal, reading: () => void): Promise<void>;
  stop(): Promise<void>;
}
