import { systemClock } from '../../drivers/contract/clock.ts';
import type { Distortion } from './line.ts';
import type { Random } from './random.ts';

/** What lines do to bytes. Each is made for one use and takes its chances from a seed. */

export function silent(): Distortion {
  return () => {};
}

export function byteByByte(): Distortion {
  return (piece, pass) => {
    for (const byte of piece) pass(Uint8Array.of(byte));
  };
}

/** At the pace of a slow line: pieces of a few bytes with a pause in between. */
export function slow(bytesPerPiece: number, pauseMs: number): Distortion {
  let waiting = new Uint8Array();
  let running = false;
  return (piece, pass) => {
    waiting = Uint8Array.from([...waiting, ...piece]);
    const next = () => {
      running = waiting.length > 0;
      if (!running) return;
      pass(waiting.slice(0, bytesPerPiece));
      waiting = waiting.slice(bytesPerPiece);
      systemClock.setTimer(next, pauseMs);
    };
    if (!running) next();
  };
}

/** What comes within the time goes on in one piece. */
export function merged(withinMs: number): Distortion {
  let waiting: Uint8Array[] = [];
  return (piece, pass) => {
    waiting.push(piece);
    if (waiting.length > 1) return;
    systemClock.setTimer(() => {
      pass(Buffer.concat(waiting));
      waiting = [];
    }, withinMs);
  };
}

export function late(ms: number): Distortion {
  return (piece, pass) => {
    systemClock.setTimer(() => pass(piece), ms);
  };
}

/** Noise in front of each piece. */
export function noisy(random: Random): Distortion {
  return (piece, pass) => pass(Buffer.concat([random.bytes(random.int(1, 12)), piece]));
}

/** One bit of each piece is wrong, in its second half, where check bytes stand. */
export function garbled(random: Random): Distortion {
  return (piece, pass) => {
    const at = random.int(piece.length >> 1, piece.length - 1);
    pass(piece.with(at, (piece[at] ?? 0) ^ (1 << random.int(0, 7))));
  };
}

/** The end of each piece is missing. A single byte is missing altogether. */
export function truncated(random: Random): Distortion {
  return (piece, pass) => pass(piece.subarray(0, random.int(0, piece.length - 1)));
}

export function duplicated(): Distortion {
  return (piece, pass) => {
    pass(piece);
    pass(piece);
  };
}

/** Each piece comes behind a whole message that nobody asked for. */
export function behind(message: Uint8Array): Distortion {
  return (piece, pass) => {
    pass(message);
    pass(piece);
  };
}

/** A whole message in the middle of each piece. */
export function split(message: Uint8Array, random: Random): Distortion {
  return (piece, pass) => {
    const at = random.int(0, piece.length - 1);
    pass(Buffer.concat([piece.subarray(0, at), message, piece.subarray(at)]));
  };
}
