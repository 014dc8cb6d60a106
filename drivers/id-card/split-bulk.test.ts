import { beforeEach, expect, test } from 'vitest';
import { encodeFrame, headerLength } from './sam-frame.ts';
import { Halves } from './split-bulk.ts';

const frame = encodeFrame(Uint8Array.of(0, 0, 0x90, 1, 2, 3));
const header = () => Uint8Array.from(frame.subarray(0, headerLength));
const body = (from = headerLength, to = frame.length) => Uint8Array.from(frame.subarray(from, to));
let halves: Halves;

beforeEach(() => {
  halves = new Halves();
});

test.each(['header', 'body'] as const)('the %s comes first', (first) => {
  if (first === 'header') {
    expect(halves.header(header())).toBeNull();
    expect(halves.body(body())).toEqual(Buffer.from(frame));
  } else {
    expect(halves.body(body())).toBeNull();
    expect(halves.header(header())).toEqual(Buffer.from(frame));
  }
});

test('a body in two transfers', () => {
  halves.header(header());
  expect(halves.body(body(headerLength, headerLength + 2))).toBeNull();
  expect(halves.body(body(headerLength + 2))).toEqual(Buffer.from(frame));
});

test('a header without its body is handed on as what it is, and the next frame is whole', () => {
  halves.header(header());
  expect(halves.header(header())).toEqual(Buffer.from(header()));
  expect(halves.body(body())).toEqual(Buffer.from(frame));
});

test('a half header cannot say how much follows and is handed on', () => {
  expect(halves.header(header().subarray(0, 3))).toEqual(Buffer.from(header().subarray(0, 3)));
});

test('halves from before a request never join what answers it', () => {
  halves.body(body());
  halves.reset();
  expect(halves.header(header())).toBeNull();
});

test('what came is wiped where it came', () => {
  const pieces = [header(), body()] as const;
  halves.header(pieces[0]);
  halves.body(pieces[1]);
  expect(pieces.every((piece) => piece.every((byte) => byte === 0))).toBe(true);
});
