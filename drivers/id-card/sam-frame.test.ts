import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fits, samCommands, type SamCommandName } from './sam-commands.ts';
import {
  decodeReply,
  encodeFrame,
  encodeRequest,
  minReplyLength,
  preamble,
  SamFrameParser,
  type FrameEvent,
} from './sam-frame.ts';
import { simulatedCards } from './simulator/cards.ts';
import { encodeCard, encodeTextBlock } from './simulator/encode-card.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const noCard = hex('AA AA AA 96 69 00 04 00 00 80 84');
const found = hex('AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97');
const selected = hex('AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C');
const statusGood = hex('AA AA AA 96 69 00 04 00 00 90 94');

function goldenCard() {
  const card = simulatedCards.find(({ id }) => id === 'citizen');
  if (!card) throw new Error('no card');
  return card;
}
const cardFrame = encodeFrame(Uint8Array.of(0, 0, 0x90, ...encodeCard(goldenCard())));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const parse = (...chunks: Uint8Array[]) => {
  const parser = new SamFrameParser(minReplyLength);
  return chunks.flatMap((chunk) => parser.push(chunk));
};
const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const bytewise = (bytes: Uint8Array) => [...bytes].map((byte) => Uint8Array.of(byte));
const frames = (events: FrameEvent[]) =>
  events.flatMap((event) => (event.kind === 'frame' ? [event.body] : []));
const reasons = (events: FrameEvent[]) =>
  events.flatMap((event) => (event.kind === 'resync' ? [event.reason] : []));
const bodyOf = (frame: Uint8Array) => frame.subarray(7, -1);

describe('requests', () => {
  test.each<[SamCommandName, string]>([
    ['reset', 'AA AA AA 96 69 00 03 10 FF EC'],
    ['status', 'AA AA AA 96 69 00 03 11 FF ED'],
    ['samId', 'AA AA AA 96 69 00 03 12 FF EE'],
    ['find', 'AA AA AA 96 69 00 03 20 01 22'],
    ['select', 'AA AA AA 96 69 00 03 20 02 21'],
    ['read', 'AA AA AA 96 69 00 03 30 01 32'],
    ['newestAddress', 'AA AA AA 96 69 00 03 30 03 30'],
    ['chipNumber', 'AA AA AA 96 69 00 03 30 05 36'],
  ])('%s is %s', (name, bytes) => {
    expect(encodeRequest(samCommands[name].code)).toEqual(hex(bytes));
  });
});

describe('the golden card', () => {
  test('its text block and its whole frame are those of the published vector', () => {
    expect(sha256(encodeTextBlock(goldenCard()))).toBe(
      '82ccc4db9a19ee6fea142dff7efa271dc5d10346009c19680f3541b8699a0ce1',
    );
    expect(cardFrame).toHaveLength(1295);
    expect(cardFrame.at(-1)).toBe(0x38);
    expect(sha256(cardFrame)).toBe('64e49e4188930453fe8f9a40e304345ed551e83f4e8ba97a7a391ab8bb6499fd');
  });
});

describe('replies', () => {
  test.each([
    ['no card', noCard, 0x80, 0],
    ['card found', found, 0x9f, 4],
    ['card selected', selected, 0x90, 8],
    ['self-test failed', hex('AA AA AA 96 69 00 04 00 00 60 64'), 0x60, 0],
    ['text and photo', cardFrame, 0x90, 1284],
  ])('%s', (_, frame, sw3, length) => {
    const [body] = frames(parse(frame));
    const reply = decodeReply(body ?? new Uint8Array());
    expect(reply.sw3).toBe(sw3);
    expect(reply.data).toHaveLength(length);
  });

  test('only an answer of the right shape fits a command', () => {
    const reply = (frame: Uint8Array) => decodeReply(bodyOf(frame));
    expect(fits(samCommands.find, reply(found))).toBe(true);
    expect(fits(samCommands.find, reply(noCard))).toBe(true);
    expect(fits(samCommands.find, reply(selected))).toBe(false);
    expect(fits(samCommands.select, reply(found))).toBe(false);
    expect(fits(samCommands.read, reply(statusGood))).toBe(false);
    expect(fits(samCommands.status, reply(noCard))).toBe(false);
    expect(fits(samCommands.status, reply(statusGood))).toBe(true);
  });
});

describe('finding frames in a stream', () => {
  test('byte by byte', () => {
    expect(frames(parse(...bytewise(cardFrame)))).toEqual([bodyOf(cardFrame)]);
  });

  test('several in one piece', () => {
    expect(frames(parse(join(found, selected, cardFrame)))).toEqual([found, selected, cardFrame].map(bodyOf));
  });

  test('behind garbage that ends in the start of a preamble', () => {
    const events = parse(hex('00 FF 13 AA AA AA AA'), found.subarray(1));
    expect(frames(events)).toEqual([bodyOf(found)]);
    expect(new Set(reasons(events))).toEqual(new Set(['garbage']));
  });

  test('behind a wrong check byte', () => {
    const events = parse(join(noCard.with(10, 0x85), found));
    expect(frames(events)).toEqual([bodyOf(found)]);
    expect(reasons(events)).toContain('checksum');
  });

  test.each([0x0000, 0x0003, 0x090b, 0xffff])('behind the impossible length %i', (length) => {
    const events = parse(join(preamble, Uint8Array.of(length >> 8, length & 0xff), found));
    expect(frames(events)).toEqual([bodyOf(found)]);
    expect(reasons(events)).toContain('length');
  });

  test('behind a preamble that promises more than ever comes', () => {
    const events = parse(join(preamble, hex('09 0A')), found, selected);
    expect(frames(events)).toEqual([bodyOf(found), bodyOf(selected)]);
    expect(reasons(events)).toEqual(['truncated']);
  });

  test.each([1, 5, 7, 8, 600, 1294])('behind a frame cut off after %i bytes', (length) => {
    expect(frames(parse(cardFrame.subarray(0, length), found))).toEqual([bodyOf(found)]);
    expect(frames(parse(...bytewise(join(cardFrame.subarray(0, length), found))))).toEqual([bodyOf(found)]);
  });

  test('a begun frame is pending until it ends or is given up', () => {
    const parser = new SamFrameParser(minReplyLength);
    parser.push(cardFrame.subarray(0, 100));
    expect(parser.pending).toBe(true);
    expect(parser.reset()).toBe(100);
    expect(parser.pending).toBe(false);
    expect(frames(parser.push(found))).toEqual([bodyOf(found)]);
  });

  test('endless noise is not kept', () => {
    const parser = new SamFrameParser(minReplyLength);
    let dropped = 0;
    for (let i = 0; i < 1000; i += 1)
      for (const event of parser.push(new Uint8Array(1000).fill(i % 251)))
        dropped += event.kind === 'resync' ? event.bytes : 0;
    expect(dropped + parser.reset()).toBe(1_000_000);
    for (let i = 0; i < 200; i += 1) parser.push(join(preamble, hex('08 00'), new Uint8Array(40)));
    expect(parser.reset()).toBeLessThan(2321 + 47);
  });
});

describe('fuzz, seeded', () => {
  test('every frame between noise is found, whatever the pieces', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const random = mulberry32(seed);
      const below = (limit: number) => Math.floor(random() * limit);
      const good = [found, noCard, selected, cardFrame, statusGood];
      const sent = Array.from({ length: 12 }, () => good[below(good.length)] ?? found);
      const stream = join(...sent.flatMap((frame) => [noise(below), frame]));
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += pieces.at(-1)?.length ?? 1)
        pieces.push(stream.subarray(at, at + 1 + below(random() < 0.5 ? 3 : 400)));

      expect(frames(parse(stream)), `seed ${seed}, whole`).toEqual(sent.map(bodyOf));
      expect(frames(parse(...pieces)), `seed ${seed}, in pieces`).toEqual(sent.map(bodyOf));
    }
  });

  test('pure noise is taken without an exception', () => {
    const random = mulberry32(4711);
    const parser = new SamFrameParser(minReplyLength);
    let accounted = 0;
    for (let i = 0; i < 2000; i += 1) {
      const chunk = Uint8Array.from({ length: 64 }, () =>
        random() < 0.4 ? (preamble[Math.floor(random() * 5)] ?? 0) : random() * 256,
      );
      for (const event of parser.push(chunk))
        accounted += event.kind === 'resync' ? event.bytes : event.body.length + 8;
    }
    expect(accounted + parser.reset()).toBe(2000 * 64);
  });
});

function noise(below: (limit: number) => number): Uint8Array {
  const bytes = Uint8Array.from({ length: below(40) }, () => below(256));
  switch (below(4)) {
    case 0:
      return bytes;
    case 1:
      return join(bytes, preamble.subarray(0, 1 + below(4)));
    case 2:
      return join(bytes, cardFrame.subarray(0, 7 + below(500)));
    default:
      return join(bytes, preamble, Uint8Array.of(0xff, below(256)), bytes);
  }
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
