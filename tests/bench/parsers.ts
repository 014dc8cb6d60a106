import { preamble, minReplyLength, SamFrameParser } from '../../drivers/id-card/sam-frame.ts';
import { StatusReader } from '../../drivers/ticket-printer/status-bytes.ts';
import { seeded } from '../conformance/random.ts';
import type { Figure } from './figure.ts';
import { median, percentile } from './statistics.ts';

/** What a socket hands over at most in one piece. */
const pieceBytes = 65_536;
const short = 1000;
const long = 10_000_000;
const turns = 5;

interface Parser {
  push(piece: Uint8Array): unknown;
}

/** How fast what comes from a device is taken apart when the line brings nothing but noise. */
export function measureParsers(): Promise<Figure[]> {
  const random = seeded(1, 'noise');
  const noise = random.bytes(long);
  return Promise.resolve([
    ...figures(
      'sam-parser',
      'card reader frames',
      withPreambles(noise),
      () => new SamFrameParser(minReplyLength),
    ),
    ...figures('status-reader', 'printer status', noise, () => {
      const reader = new StatusReader('asb');
      let messages = 0;
      return {
        push(piece) {
          reader.read(piece, () => {
            messages += 1;
          });
          return messages;
        },
      };
    }),
  ]);
}

/** Beginnings of frames everywhere, most with a length that a frame can have. */
function withPreambles(noise: Uint8Array): Uint8Array {
  const random = seeded(2, 'preambles');
  const bytes = noise.slice();
  for (let at = 0; at + preamble.length < bytes.length; at += random.int(64, 128)) {
    bytes.set(preamble, at);
    bytes[at + preamble.length] = random.int(0, 9);
  }
  return bytes;
}

function figures(
  name: 'sam-parser' | 'status-reader',
  parsed: string,
  noise: Uint8Array,
  make: () => Parser,
): Figure[] {
  // Until the engine has compiled what it runs.
  nsPerByte(noise, long, 0, make);
  const ofShort: number[] = [];
  const ofLong: number[] = [];
  const scan: number[] = [];
  // In turns, so that what else runs on the machine meets all three alike.
  for (let turn = 0; turn < turns; turn += 1) {
    ofLong.push(...nsPerByte(noise, long, 0, make));
    scan.push(...nsPerByte(noise, long, 0, plainScan));
    for (let stream = 0; stream < long / short / turns; stream += 1)
      ofShort.push(...nsPerByte(noise, short, stream * short, make));
  }
  const row = {
    unit: 'ns',
    samples: ofLong.length,
    median: median(ofLong),
    p99: percentile(ofLong, 99),
  } as const;
  return [
    {
      ...row,
      name,
      what: `${parsed} looked for in 10 MB of noise, time per byte; 20 ns are 50 MB/s`,
      baseline: { what: 'every byte looked at once', median: median(scan), p99: percentile(scan, 99) },
      target: { of: 'median', atMost: 20 },
    },
    {
      ...row,
      name: `${name}-growth`,
      what: `${parsed}: the time per byte does not grow with the noise`,
      baseline: { what: 'the same in 1 KB of noise', median: median(ofShort), p99: percentile(ofShort, 99) },
      target: { of: 'ratio', atMost: 1.5 },
    },
  ];
}

/** Of each piece of one stream, with a parser of its own. */
function nsPerByte(noise: Uint8Array, bytes: number, from: number, make: () => Parser): number[] {
  // Parsers may wipe what they were given.
  const stream = noise.slice(from, from + bytes);
  const times: number[] = [];
  let started = performance.now();
  const parser = make();
  for (let at = 0; at < bytes; at += pieceBytes) {
    const piece = stream.subarray(at, at + pieceBytes);
    parser.push(piece);
    const now = performance.now();
    times.push(((now - started) * 1e6) / piece.length);
    started = now;
  }
  return times;
}

function plainScan(): Parser {
  let sum = 0;
  return {
    push(piece) {
      for (let at = 0; at < piece.length; at += 1) sum ^= piece[at] ?? 0;
      return sum;
    },
  };
}
