import { expect, test } from 'vitest';
import { processIdOf, processIdRequest } from './process-id.ts';

test('four characters in the range of GS ( H fn 48, the same for the same operation', () => {
  const ids = Array.from({ length: 5000 }, (_, index) => processIdOf(`op-${index}`));
  for (const id of ids) expect(id).toMatch(/^[\x20-\x7e]{4}$/);
  expect(processIdOf('op-7')).toBe(ids[7]);
  // 24 bits: of 5000 operations hardly any pair shares an id.
  expect(new Set(ids).size).toBeGreaterThan(4990);
});

test('no character looks like a status byte or like the header of the reply', () => {
  const used = new Set(Array.from({ length: 5000 }, (_, index) => processIdOf(`op-${index}`)).join(''));
  expect(used.size).toBe(64);
  for (const character of used) {
    const byte = character.charCodeAt(0);
    expect([0x10, 0x12]).not.toContain(byte & 0x93);
    expect(byte).not.toBe(0x37);
  }
});

test('the request', () => {
  expect([...processIdRequest('A1b!')]).toEqual([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x41, 0x31, 0x62, 0x21]);
});
