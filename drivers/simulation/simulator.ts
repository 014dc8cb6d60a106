import type { Clock } from '../contract/clock.ts';
import type { Role } from '../contract/roles.ts';

/** One connected peer, seen from the device's side of the wire. */
export interface WireLine {
  onData(listener: (bytes: Uint8Array) => void): void;
  /** `dueAt`: the monotonic time at which the first bit was due, where a timer came later; a paced line makes it good. */
  write(bytes: Uint8Array, dueAt?: number): void;
  /** Pulls the cable. */
  close(): void;
  readonly closed: Promise<void>;
}

export interface Preset {
  name: string;
  description: { 'zh-CN': string; en: string };
}

/**
 * A device at the other end of a line. It speaks the real wire protocol and nothing else to the product;
 * the rest of this interface is for the bench, the command line and tests.
 */
export interface Simulator<State = unknown> {
  readonly deviceClass: Role;
  readonly presets: readonly Preset[];
  /** On a network instead of a serial line: several peers at once, and no baud rate. */
  readonly onNetwork?: boolean;
  /** Puts the device into a named state, or arms a failure for the next operation. `normal` clears all. Throws RangeError for an unknown name. */
  apply(preset: string): void;
  /** A peer connected. On a serial line only one at a time; the listener sees to that. */
  attach(line: WireLine): void;
  /** What a person at the bench sees of it; JSON. */
  state(): State;
  onChange(listener: () => void): () => void;
}

/** How the wire itself behaves, whatever the device. */
export interface WireOptions {
  clock: Clock;
  /** Bytes leave at this rate, ten bits each (8N1). `null`: as fast as the socket takes them. */
  baudRate: number | null;
  /** `bytes`: one byte a piece. `merged`: everything due within 50 ms in one piece. */
  chunks: 'natural' | 'bytes' | 'merged';
}
