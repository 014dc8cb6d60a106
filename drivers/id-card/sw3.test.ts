import { expect, test } from 'vitest';
import { encodeFrame } from './sam-frame.ts';
import { knownSw3, sw3Meaning, sw3Raw } from './sw3.ts';

/** Check bytes of the bare replies, as published; 9F has none because it always carries data. */
const published: Readonly<Record<number, number>> = {
  0x90: 0x94,
  0x91: 0x95,
  0x10: 0x14,
  0x11: 0x15,
  0x21: 0x25,
  0x23: 0x27,
  0x24: 0x20,
  0x31: 0x35,
  0x32: 0x36,
  0x33: 0x37,
  0x37: 0x33,
  0x3f: 0x3b,
  0x40: 0x44,
  0x41: 0x45,
  0x47: 0x43,
  0x60: 0x64,
  0x66: 0x62,
  0x80: 0x84,
  0x81: 0x85,
};

test('every status of the standard has a meaning in both languages', () => {
  expect(new Set(knownSw3)).toEqual(new Set([...Object.keys(published).map(Number), 0x9f]));
  for (const sw3 of knownSw3) {
    expect(sw3Meaning(sw3).meaning['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(sw3Meaning(sw3).meaning.en).toMatch(/^[a-z]/);
  }
});

test('only success and "no such item" are no failure', () => {
  expect(knownSw3.filter((sw3) => sw3Meaning(sw3).condition === null)).toEqual([0x90, 0x91, 0x9f]);
});

test('faults of the security module, no card and unknown cards are told apart', () => {
  expect([0x60, 0x66, 0x80, 0x40, 0x41, 0x77].map((sw3) => sw3Meaning(sw3).condition)).toEqual([
    'sam.fault',
    'sam.fault',
    'card.none',
    'card.unknownType',
    'read.failed',
    'read.failed',
  ]);
  expect(sw3Meaning(0x66).retry).toBe('afterFix');
});

test('the check bytes of bare replies are the published ones', () => {
  for (const [sw3, check] of Object.entries(published))
    expect(encodeFrame(Uint8Array.of(0, 0, Number(sw3))).at(-1)).toBe(check);
});

test('a status is named in two hex digits', () => {
  expect([0x9, 0x9f].map(sw3Raw)).toEqual(['SW3 09', 'SW3 9F']);
});
