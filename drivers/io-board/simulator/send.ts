import type { Clock } from '../../contract/clock.ts';
import type { WireLine } from '../../simulation/simulator.ts';
import { encodeRtu } from '../rtu-frame.ts';
import type { Distortion } from './presets.ts';

/** Noise, then the beginning of an answer with more inputs than there are. */
const noise = Uint8Array.of(0x00, 0xff, 0x5a, 0x01, 0x02, 0xf0, 0x13);

/** So long a cable holds after the first half of a reply has been handed to it. */
const tearMs = 20;

/** Sends a reply the way a preset says. */
export function send(
  line: WireLine,
  body: Uint8Array,
  distortion: Distortion | undefined,
  previous: Uint8Array,
  clock: Clock,
): void {
  const frame = encodeRtu(body);
  switch (distortion) {
    case undefined:
    case 'late':
      line.write(frame);
      return;
    case 'garbage':
      line.write(Uint8Array.of(...noise, ...frame));
      return;
    case 'crc':
      line.write(frame.with(frame.length - 1, ~(frame.at(-1) ?? 0)));
      return;
    case 'truncate':
      line.write(half(frame));
      return;
    case 'bytes':
      for (const byte of frame) line.write(Uint8Array.of(byte));
      return;
    case 'merge':
      line.write(Uint8Array.of(...encodeRtu(previous), ...frame));
      return;
    case 'duplicate':
      line.write(frame);
      line.write(frame);
      return;
    case 'unit':
      line.write(encodeRtu(body.with(0, (body[0] ?? 0) + 1)));
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
