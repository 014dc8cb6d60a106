import { describe, expect, test } from 'vitest';
import { encodeSsi, ssiOpcodes, SsiParser, ssiSource } from './ssi-packet.ts';

const none = new Uint8Array();
const host = (opcode: number, data = none, status = 0) =>
  Buffer.from(encodeSsi(ssiSource.host, { opcode, status, data })).toString('hex');
const decoder = (opcode: number, data: Uint8Array, status = 0) =>
  encodeSsi(ssiSource.decoder, { opcode, status, data });
const ack = decoder(ssiOpcodes.ack, none);

test.each([
  ['START_SESSION', ssiOpcodes.startSession, '04e40400ff14'],
  ['STOP_SESSION', ssiOpcodes.stopSession, '04e50400ff13'],
  ['CMD_ACK', ssiOpcodes.ack, '04d00400ff28'],
])('%s as the maker writes it', (_name, opcode, bytes) => {
  expect(host(opcode)).toBe(bytes);
});

test('the checksum is the two’s complement of a sum of 16 bits', () => {
  const bytes = decoder(ssiOpcodes.decodeData, new Uint8Array(251).fill(0xff));
  const sum = bytes.subarray(0, -2).reduce((total, byte) => total + byte, 0);
  const check = ((bytes.at(-2) ?? 0) << 8) | (bytes.at(-1) ?? 0);
  expect(bytes[0]).toBe(255);
  expect((sum + check) & 0xffff).toBe(0);
});

describe('a parser', () => {
  const packet = decoder(ssiOpcodes.decodeData, Buffer.from('\x1chello', 'latin1'), 2);
  const parser = () => new SsiParser(ssiSource.decoder);

  test('finds packets byte by byte and stuck together', () => {
    const it = parser();
    const all = Buffer.concat([ack, packet, ack]);
    const single = [...all].flatMap((byte) => it.push(Uint8Array.of(byte)));
    const merged = parser().push(all);
    expect(single).toEqual(merged);
    expect(merged).toMatchObject([{ opcode: 0xd0 }, { opcode: 0xf3, status: 2 }, { opcode: 0xd0 }]);
    expect(Buffer.from(merged[1]?.data ?? none).toString('latin1')).toBe('\x1chello');
    expect(it.size).toBe(0);
  });

  test('passes over what cannot begin a packet', () => {
    expect(parser().push(Buffer.concat([Uint8Array.of(0, 1, 2, 3), ack]))).toHaveLength(1);
    // A host’s packet is none of the decoder’s.
    expect(parser().push(Buffer.from('04d00400ff28', 'hex'))).toEqual([]);
  });

  test('finds a packet behind noise that looks like the beginning of one, when the line is silent', () => {
    const it = parser();
    expect(it.push(Buffer.concat([Uint8Array.of(0x60, 0xff, 0x00, 0x01), ack]))).toEqual([]);
    expect(it.silence()).toMatchObject({ packets: [{ opcode: 0xd0 }], damaged: true });
    expect(it.size).toBe(0);
  });

  test.each([
    ['a wrong checksum', packet.with(-1 + packet.length, 0)],
    ['a missing end', packet.subarray(0, 8)],
  ])('%s: nothing, and told at the next silence', (_case, bytes) => {
    const it = parser();
    expect(it.push(bytes)).toEqual([]);
    expect(it.silence()).toEqual({ packets: [], damaged: true });
    expect(it.push(packet)).toHaveLength(1);
  });

  test('a single byte of noise is not a damaged packet', () => {
    const it = parser();
    it.push(Uint8Array.of(0x55));
    expect(it.silence()).toEqual({ packets: [], damaged: false });
  });
});
