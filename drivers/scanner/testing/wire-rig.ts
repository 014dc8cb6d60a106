import { HandClock } from '../../runtime/testing/hand-clock.ts';
import { makeWire } from '../make-wire.ts';
import type { ScannerProfile } from '../profile.ts';
import type { ReadCode, ScannerWire } from '../wire.ts';

/** A wire by itself, with time in the test's hand: what it sends, and what it tells. */
export interface WireRig {
  wire: ScannerWire;
  clock: HandClock;
  sent: string[];
  codes: ReadCode[];
  counts: Map<string, number>;
  told: string[];
  /** Lets the scanner say something. */
  say(...pieces: (string | Uint8Array)[]): void;
}

export function wireRig(profile: ScannerProfile): WireRig {
  const clock = new HandClock();
  const sent: string[] = [];
  const codes: ReadCode[] = [];
  const counts = new Map<string, number>();
  const told: string[] = [];
  const wire = makeWire(profile, {
    clock,
    async write(bytes) {
      sent.push(Buffer.from(bytes).toString('hex'));
    },
    count: (name, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by),
    onCode: (code) => codes.push(code),
    onFlood: () => told.push('flood'),
    onDamaged: () => told.push('damaged'),
    onAnswer: () => told.push('answer'),
    onSilence: () => told.push('silence'),
    onRefusal: (raw) => told.push(`refused ${raw}`),
  });
  wire.reset();
  return {
    wire,
    clock,
    sent,
    codes,
    counts,
    told,
    say(...pieces) {
      for (const piece of pieces)
        wire.received(typeof piece === 'string' ? Buffer.from(piece, 'hex') : Uint8Array.from(piece));
    },
  };
}
