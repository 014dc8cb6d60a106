import { expect, test } from 'vitest';
import {
  bare,
  decodeBody,
  decodeTable,
  encodeBare,
  encodeRequest,
  encodeTable,
  stateBits,
  tableSize,
} from './messages.ts';

/** What libpcsclite 1.9.9 and pcscd 1.9.9 wrote to each other on 64-bit Linux. */
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const joined = (...parts: string[]) => parts.join('').replaceAll(' ', '');

test('the version: request and answer', () => {
  expect(hex(encodeRequest('version', { major: 4, minor: 4 }))).toBe(
    joined('0c00000011000000', '04000000 04000000 00000000'),
  );
  expect(decodeBody('version', bytes('04000000 04000000 00000000'))).toEqual({ major: 4, minor: 4, rv: 0 });
});

test('a context', () => {
  expect(hex(encodeRequest('establishContext', { scope: 2 }))).toBe(
    joined('0c00000001000000', '02000000 00000000 00000000'),
  );
  expect(decodeBody('establishContext', bytes('02000000 1059884c 00000000'))).toEqual({
    scope: 2,
    context: 0x4c885910,
    rv: 0,
  });
});

test('connecting to a card', () => {
  const name = `${hex(Buffer.from('Virtual PCD 00 00'))}${'00'.repeat(111)}`;
  const request = { context: 0x4c885910, reader: 'Virtual PCD 00 00', shareMode: 2, preferredProtocols: 3 };
  expect(hex(encodeRequest('connect', request))).toBe(
    joined('9800000004000000', '1059884c', name, '02000000 03000000', '00000000'.repeat(3)),
  );
  const answer = `1059884c${name}0200000003000000681e21630200000000000000`;
  expect(decodeBody('connect', bytes(answer))).toEqual({
    ...request,
    card: 0x63211e68,
    activeProtocol: 2,
    rv: 0,
  });
});

test('an APDU: behind the body, and so is its answer', () => {
  const apdu = bytes('00b2010010');
  const request = {
    card: 0x63211e68,
    sendProtocol: 2,
    sendPciLength: 16,
    sendLength: 5,
    receiveProtocol: 2,
    receivePciLength: 16,
    receiveLength: 0x1000c,
  };
  expect(hex(encodeRequest('transmit', request, apdu))).toBe(
    joined(
      '2000000009000000',
      '681e216302000000100000000500000002000000100000000c00010000000000',
      '00b2010010',
    ),
  );
  expect(
    decodeBody('transmit', bytes('681e216302000000100000000500000001000000100000000400000000000000')),
  ).toMatchObject({ card: 0x63211e68, receiveLength: 4, rv: 0 });
});

test('letting a card go', () => {
  expect(hex(encodeRequest('disconnect', { card: 0x63211e68 }))).toBe(
    joined('0c00000006000000', '681e2163 00000000 00000000'),
  );
});

test('requests without a body are a header', () => {
  expect(hex(encodeBare('getReadersState'))).toBe('0000000012000000');
  expect(Object.values(bare)).toEqual([0x12, 0x13, 0x14]);
});

test('the table of readers: sixteen rows of 184 bytes, most of them empty', () => {
  expect(tableSize).toBe(2944);
  const readers = [
    { name: 'Virtual PCD 00 00', state: stateBits.present | stateBits.powered, atr: bytes('3b80800101') },
    { name: 'x'.repeat(127), state: stateBits.absent, atr: new Uint8Array(0) },
  ];
  const table = encodeTable(readers);
  expect(decodeTable(table)).toEqual(readers.map((each) => ({ ...each, atr: Uint8Array.from(each.atr) })));
  expect(hex(table.subarray(132, 136))).toBe('14000000');
  expect(hex(table.subarray(140, 145))).toBe('3b80800101');
  expect(hex(table.subarray(176, 180))).toBe('05000000');
});
