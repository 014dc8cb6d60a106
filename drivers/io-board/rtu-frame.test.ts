import { describe, expect, test } from 'vitest';
import { encodeRequest, replyLength, replyTo, type ModbusRequest } from './modbus.ts';
import { crc16, encodeRtu, RtuParser, silenceMs } from './rtu-frame.ts';
import { requestLength } from './simulator/relay-board.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hex = (of: Uint8Array) =>
  Buffer.from(of)
    .toString('hex')
    .toUpperCase()
    .replace(/..(?!$)/g, '$& ');

/** Whole frames as they stand in manuals of relay boards; the check of each is the published one. */
describe('known frames', () => {
  test.each<[string, ModbusRequest, string]>([
    ['relay 1 on', { kind: 'write', address: 0, on: true }, '01 05 00 00 FF 00 8C 3A'],
    ['relay 1 off', { kind: 'write', address: 0, on: false }, '01 05 00 00 00 00 CD CA'],
    ['read 8 coils', { kind: 'read', what: 'coils', address: 0, count: 8 }, '01 01 00 00 00 08 3D CC'],
    ['read 8 inputs', { kind: 'read', what: 'inputs', address: 0, count: 8 }, '01 02 00 00 00 08 79 CC'],
  ])('%s', (_name, request, frame) => {
    expect(hex(encodeRequest(1, request))).toBe(frame);
  });

  test.each(['01 0F 00 00 00 08 01 FF BE D5', '01 85 02 C3 51'])('CRC of %s', (frame) => {
    const whole = bytes(frame);
    expect(hex(encodeRtu(whole.subarray(0, -2)))).toBe(frame);
    // Over a frame with its CRC the check is zero.
    expect(crc16(whole)).toBe(0);
  });

  test('the check value that catalogues of CRCs give for CRC-16/MODBUS', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x4b37);
  });
});

test('silence between frames: 3.5 characters of 11 bits, fixed above 19200 baud', () => {
  expect(silenceMs(9600)).toBeCloseTo(4.01, 2);
  expect(silenceMs(19_200)).toBeCloseTo(2.005, 2);
  expect(silenceMs(38_400)).toBe(1.75);
  expect(silenceMs(115_200)).toBe(1.75);
});

describe('replies', () => {
  const inputs: ModbusRequest = { kind: 'read', what: 'inputs', address: 0, count: 10 };
  const on: ModbusRequest = { kind: 'write', address: 3, on: true };

  test('bits come lowest first', () => {
    expect(replyTo(1, inputs, bytes('01 02 02 05 02'))).toEqual({
      kind: 'bits',
      bits: [true, false, true, false, false, false, false, false, false, true],
    });
  });

  test('an exception is an answer too', () => {
    expect(replyTo(1, inputs, bytes('01 82 02'))).toEqual({ kind: 'exception', code: 2 });
    expect(replyTo(1, on, bytes('01 85 04'))).toEqual({ kind: 'exception', code: 4 });
  });

  test.each([
    ['another unit', inputs, '02 02 02 05 02'],
    ['another function', inputs, '01 01 02 05 02'],
    ['another number of bytes', inputs, '01 02 01 05'],
    ['an exception to another function', inputs, '01 81 02'],
    ['an echo of another coil', on, '01 05 00 04 FF 00'],
    ['an echo of the other state', on, '01 05 00 03 00 00'],
  ])('%s is none', (_name, request, frame) => {
    expect(replyTo(1, request, bytes(frame))).toBe(null);
  });

  test('the echo of a write', () => {
    expect(replyTo(1, on, bytes('01 05 00 03 FF 00'))).toEqual({ kind: 'written' });
  });
});

describe('finding frames again', () => {
  const bits = encodeRtu(bytes('01 02 01 05'));
  const echo = bytes('01 05 00 00 FF 00 8C 3A');
  const noise = bytes('00 FF 5A 01 02 F0 13');
  const frames = (events: ReturnType<RtuParser['push']>) =>
    events.flatMap((event) => (event.kind === 'frame' ? [hex(event.body)] : []));
  const lost = (events: ReturnType<RtuParser['push']>) =>
    events.reduce((sum, event) => sum + (event.kind === 'resync' ? event.bytes : 0), 0);

  test('merged, with noise around and a damaged one between, in every split', () => {
    const damaged = bits.with(3, 0x07);
    const stream = Uint8Array.of(...noise, ...bits, ...damaged, ...echo, ...bits);
    for (let size = 1; size <= stream.length; size += 1) {
      const parser = new RtuParser(replyLength);
      const events = [];
      for (let at = 0; at < stream.length; at += size)
        events.push(...parser.push(stream.subarray(at, at + size)));
      expect(frames(events), `pieces of ${size}`).toEqual([
        '01 02 01 05',
        '01 05 00 00 FF 00',
        '01 02 01 05',
      ]);
      expect(lost(events)).toBe(noise.length + damaged.length);
      expect(parser.pending).toBe(false);
    }
  });

  test('says that a frame was damaged, not only that there was noise', () => {
    const parser = new RtuParser(replyLength);
    expect(parser.push(bits.with(5, 0x00))).toContainEqual(
      expect.objectContaining({ kind: 'resync', reason: 'checksum' }),
    );
  });

  test('a frame that broke off is forgotten on request', () => {
    const parser = new RtuParser(replyLength);
    parser.push(bits.subarray(0, 4));
    expect(parser.pending).toBe(true);
    expect(parser.reset()).toBe(4);
    expect(frames(parser.push(bits))).toEqual(['01 02 01 05']);
  });

  test('requests as a board sees them', () => {
    const parser = new RtuParser(requestLength);
    const all = bytes('01 0F 00 00 00 08 01 FF BE D5');
    expect(frames(parser.push(Uint8Array.of(...all, ...echo)))).toEqual([
      '01 0F 00 00 00 08 01 FF',
      '01 05 00 00 FF 00',
    ]);
  });
});
