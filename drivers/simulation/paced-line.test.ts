import { beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../runtime/testing/hand-clock.ts';
import { concat, pacedLine } from './paced-line.ts';
import type { WireLine, WireOptions } from './simulator.ts';

let clock: HandClock;
let sent: { at: number; bytes: number[] }[];
let hangUp: () => void;

beforeEach(() => {
  clock = new HandClock();
  sent = [];
});

function line(options: Partial<WireOptions>): WireLine {
  const closed = new Promise<void>((resolve) => {
    hangUp = resolve;
  });
  const wire: WireLine = {
    closed,
    onData: () => {},
    close: () => hangUp(),
    write: (bytes) => sent.push({ at: clock.monotonic(), bytes: [...bytes] }),
  };
  return pacedLine(wire, { clock, baudRate: 9600, chunks: 'natural', ...options });
}

const frame = Uint8Array.from({ length: 96 }, (_, index) => index);
const bytesSent = () => sent.flatMap(({ bytes }) => bytes);

describe('the wire from device to host', () => {
  test('ten bits a byte: 96 bytes take 100 ms at 9600 baud', async () => {
    line({}).write(frame);
    await clock.advance(50);
    expect(bytesSent().length).toBeGreaterThan(40);
    expect(bytesSent().length).toBeLessThanOrEqual(49);
    await clock.advance(45);
    expect(bytesSent().length).toBeLessThan(96);
    await clock.advance(10);
    expect(bytesSent()).toEqual([...frame]);
  });

  test('two messages one behind the other share the wire', async () => {
    const wire = line({});
    wire.write(frame.subarray(0, 48));
    wire.write(frame.subarray(48));
    await clock.advance(55);
    expect(bytesSent().length).toBeLessThan(60);
    await clock.advance(60);
    expect(bytesSent()).toEqual([...frame]);
  });

  test('a pause costs no speed afterwards and gives no credit', async () => {
    const wire = line({});
    wire.write(frame.subarray(0, 1));
    await clock.advance(1000);
    wire.write(frame.subarray(1));
    await clock.advance(50);
    expect(bytesSent().length).toBeLessThanOrEqual(50);
  });

  test('without a baud rate it is there at once', () => {
    line({ baudRate: null }).write(frame);
    expect(sent).toEqual([{ at: 0, bytes: [...frame] }]);
  });

  test.each([null, 115_200])('one byte a piece (baud %s)', async (baudRate) => {
    line({ baudRate, chunks: 'bytes' }).write(frame);
    await clock.advance(50);
    expect(sent).toHaveLength(96);
    expect(bytesSent()).toEqual([...frame]);
  });

  test.each([null, 115_200])('what is due within 50 ms in one piece (baud %s)', async (baudRate) => {
    const wire = line({ baudRate, chunks: 'merged' });
    wire.write(frame.subarray(0, 10));
    await clock.advance(20);
    wire.write(frame.subarray(10));
    await clock.advance(100);
    expect(sent.map(({ bytes }) => bytes.length)).toEqual([96]);
  });

  test('a writer may reuse its buffer', async () => {
    const buffer = Uint8Array.of(1, 2, 3);
    line({}).write(buffer);
    buffer.fill(0);
    await clock.advance(50);
    expect(bytesSent()).toEqual([1, 2, 3]);
  });

  test('nothing leaves a line that has closed, and no timer stays behind', async () => {
    const wire = line({});
    wire.write(frame);
    wire.close();
    await clock.advance(200);
    expect(sent).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});

test('concat', () => {
  expect([...concat([Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3)])]).toEqual([1, 2, 3]);
});
