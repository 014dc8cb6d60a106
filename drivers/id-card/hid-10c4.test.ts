import { describe, expect, test } from 'vitest';
import { ReplyPackets, wrapRequest } from './hid-10c4.ts';
import { encodeFrame, encodeRequest } from './sam-frame.ts';
import { replyPacket } from './testing/hid-reader.ts';

test('the SAM status request as a report, byte for byte', () => {
  const report = wrapRequest(encodeRequest([0x11, 0xff]));
  expect(Buffer.from(report.subarray(0, 18)).toString('hex')).toBe('8800000b00b1aaaaaa9669000311ffedb905');
  expect(report).toHaveLength(64);
  expect(report.subarray(18).every((byte) => byte === 0)).toBe(true);
});

test('what does not fit into a report is refused', () => {
  expect(() => wrapRequest(new Uint8Array(57))).toThrow(RangeError);
  expect(wrapRequest(new Uint8Array(56))).toHaveLength(64);
});

describe('reply packets', () => {
  const frame = encodeFrame(Uint8Array.from({ length: 200 }, (_, index) => index));
  const parts = [0, 54, 108, 162].map((at) => frame.subarray(at, at + 54));

  test.each([0, 1])('in their order, counted from %i', (first) => {
    const packets = new ReplyPackets();
    const joined = parts.map((part, index) => packets.unwrap(replyPacket(part, first + index)));
    expect(Buffer.concat(joined.map((part) => part ?? Buffer.alloc(0))).equals(frame)).toBe(true);
  });

  test('after one out of order nothing counts until a reply begins', () => {
    const packets = new ReplyPackets();
    const heard = [0, 2, 3, 1, 0, 1].map((index) => packets.unwrap(replyPacket(parts[index]!, index)));
    expect(heard.map((part) => part !== null)).toEqual([true, false, false, false, true, true]);
  });

  test('nothing begins in the middle', () => {
    expect(new ReplyPackets().unwrap(replyPacket(parts[1]!, 0))).toBeNull();
  });

  test.each<[string, (report: Buffer) => Buffer]>([
    ['with a wrong sum', (report) => report.fill(0x5a, 20, 21)],
    ['with a length that nothing has', (report) => report.fill(0xff, 3, 5)],
    ['without a frame in it', (report) => report.fill(0, 3, 5)],
    ['with the mark of a request', (report) => report.fill(0x88, 0, 1)],
    ['that is no report', (report) => report.subarray(0, 40)],
  ])('none is made of one %s', (_, damage) => {
    expect(new ReplyPackets().unwrap(damage(replyPacket(parts[0]!, 0)))).toBeNull();
  });
});
