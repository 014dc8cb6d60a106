import type { Clock } from '../../contract/clock.ts';
import type { WireLine } from '../../simulation/simulator.ts';
import type { Distortion } from './presets.ts';

/** Noise, the start of a preamble, a whole one with a plausible length, and one with a length nothing has. */
const noise = Buffer.from('00ff5aaaaa13aaaaaa96690104c0ffeeaaaaaa9669ffff07', 'hex');

/** So long a cable holds after the first half of a reply has been handed to it. */
const tearMs = 20;

/** Sends a reply the way a preset says. `dueAt`: as of {@link WireLine.write}. */
export function send(
  line: WireLine,
  frame: Uint8Array,
  distortion: Distortion | undefined,
  previous: Uint8Array,
  clock: Clock,
  dueAt: number,
): void {
  switch (distortion) {
    case undefined:
    case 'late':
      line.write(frame, dueAt);
      return;
    case 'garbage':
      line.write(Buffer.concat([noise, frame]));
      return;
    case 'checksum':
      line.write(frame.with(frame.length - 1, ~(frame.at(-1) ?? 0)));
      return;
    case 'truncate':
      line.write(half(frame));
      return;
    case 'bytes':
      for (const byte of frame) line.write(Uint8Array.of(byte));
      return;
    case 'merge':
      line.write(Buffer.concat([previous, frame]));
      return;
    case 'duplicate':
      line.write(frame);
      line.write(frame);
      return;
    case 'unplug':
      line.write(half(frame));
      clock.setTimer(() => line.close(), tearMs);
      return;
  }
}

function half(frame: Uint8Array): Uint8Array {
  return frame.subarray(0, Math.floor(frame.length / 2));
}
