import { expect, test } from 'vitest';
import { candidateOf, choose } from './candidates.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Found } from './found.ts';

const fingerprint: Fingerprint = {
  name: 'printer',
  role: 'ticket-printer',
  driver: 'escpos',
  profile: 'generic-80mm',
  on: ['usb'],
  least: 50,
  clues: [
    { kind: 'usb-id', vendorId: '04b8', score: 40 },
    { kind: 'product', pattern: 'TM', score: 30 },
    { kind: 'answer', probe: 'dle-eot-1', score: 20 },
  ],
  facts: [],
};
const found: Found = { bus: 'usb', path: '1-2', vendorId: '04b8', product: 'TM-T88' };

test('the score is the sum of what applies, with the reasons', () => {
  expect(candidateOf(found, fingerprint)).toMatchObject({
    score: 70,
    reasons: ['vendor 04b8', 'calls itself TM-T88'],
  });
  expect(candidateOf(found, fingerprint, { probe: 'dle-eot-1', baudRate: null })?.score).toBe(90);
});

test('too little speaks for it, or it is on another bus: no candidate', () => {
  expect(candidateOf({ ...found, product: 'Scanner' }, fingerprint)).toBeNull();
  expect(candidateOf({ ...found, bus: 'hid' }, fingerprint)).toBeNull();
});

test('the best one is chosen, and two equals are refused by name', () => {
  const better = candidateOf(found, fingerprint, { probe: 'dle-eot-1', baudRate: null });
  const one = candidateOf(found, fingerprint);
  const other = candidateOf({ ...found, path: '1-3' }, fingerprint);
  if (!better || !one || !other) throw new Error('all are candidates');
  expect(choose([])).toEqual({ kind: 'none' });
  expect(choose([one, better])).toEqual({ kind: 'one', candidate: better });
  expect(choose([one, other])).toEqual({ kind: 'ambiguous', candidates: [one, other] });
});
