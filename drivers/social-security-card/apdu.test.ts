import { expect, test } from 'vitest';
import { exchange } from './apdu.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A card that gives these answers one after the other, and remembers what it was asked. */
function card(...answers: string[]) {
  const asked: string[] = [];
  const transmit = async (apdu: Uint8Array) => {
    asked.push(hex(apdu));
    return Buffer.from(answers.shift() ?? '', 'hex');
  };
  return { asked, transmit };
}
const read = { header: [0x00, 0xb2, 0x03, 0x00], le: 6 } as const;

test('data and status', async () => {
  const { asked, transmit } = card('0304332e30309000');
  expect(await exchange(transmit, read)).toEqual({
    data: Uint8Array.from(Buffer.from('0304332e3030', 'hex')),
    sw: 0x9000,
  });
  expect(asked).toEqual(['00b2030006']);
});

test('data is sent with its length, and without Le where nothing is wanted back', async () => {
  const { asked, transmit } = card('9000');
  await exchange(transmit, { header: [0, 0xa4, 2, 0], data: Uint8Array.of(0xef, 0x05) });
  expect(asked).toEqual(['00a4020002ef05']);
});

test('6Cxx: again with the right length', async () => {
  const { asked, transmit } = card('6c06', '0304332e30309000');
  expect((await exchange(transmit, read)).sw).toBe(0x9000);
  expect(asked).toEqual(['00b2030006', '00b2030006']);
});

test('61xx: fetched, piece by piece, each with the length that the card names', async () => {
  const { asked, transmit } = card('6102', 'aabb6101', 'cc9000');
  const { data, sw } = await exchange(transmit, { header: [0, 0xa4, 4, 0], data: Uint8Array.of(1) });
  expect([hex(data), sw]).toEqual(['aabbcc', 0x9000]);
  expect(asked).toEqual(['00a404000101', '00c0000002', '00c0000001']);
});

test('00 stands for 256', async () => {
  const { asked, transmit } = card('6100', '9000');
  await exchange(transmit, { ...read, le: 256 });
  expect(asked).toEqual(['00b2030000', '00c0000000']);
});

test('a card that never comes to an end', async () => {
  const { transmit } = card(...Array.from({ length: 20 }, () => '6101'));
  await expect(exchange(transmit, read)).rejects.toMatchObject({ code: 'protocol', effect: 'none' });
});
