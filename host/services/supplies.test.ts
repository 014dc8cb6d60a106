import { expect, it } from 'vitest';
import { SupplyLedger } from './supplies.ts';

const sheet = { sheets: 1, tickets: 0 };

it('does not promise the last sheet twice', () => {
  const ledger = new SupplyLedger({ sheets: 1, tickets: 5 });
  expect(ledger.reserve('a', sheet)).toEqual({ ok: true });
  expect(ledger.free()).toEqual({ sheets: 0, tickets: 5 });
  expect(ledger.reserve('b', sheet)).toEqual({ ok: false, short: 'sheets' });
  ledger.release('a');
  expect(ledger.reserve('b', sheet)).toEqual({ ok: true });
});

it('takes off what was printed once, and frees the rest when the session ends', () => {
  const ledger = new SupplyLedger({ sheets: 10, tickets: 0 });
  ledger.reserve('a', { sheets: 6, tickets: 0 });
  ledger.used('a', 'sheets', 2);
  expect(ledger.free().sheets).toBe(4);
  ledger.release('a');
  expect(ledger.free().sheets).toBe(8);
});

it('replaces what a session was promised before, and keeps it when there is too little', () => {
  const ledger = new SupplyLedger({ sheets: 3, tickets: 3 });
  ledger.reserve('a', { sheets: 2, tickets: 0 });
  expect(ledger.reserve('a', { sheets: 3, tickets: 1 })).toEqual({ ok: true });
  expect(ledger.reserve('a', { sheets: 4, tickets: 0 })).toEqual({ ok: false, short: 'sheets' });
  expect(ledger.free()).toEqual({ sheets: 0, tickets: 2 });
});

it('promises all or nothing', () => {
  const ledger = new SupplyLedger({ sheets: 3, tickets: 0 });
  expect(ledger.reserve('a', { sheets: 1, tickets: 1 })).toEqual({ ok: false, short: 'tickets' });
  expect(ledger.free().sheets).toBe(3);
});

it('promises what nobody counts, and sees a refill', () => {
  const ledger = new SupplyLedger({ sheets: null, tickets: 0 });
  expect(ledger.reserve('a', { sheets: 6, tickets: 0 })).toEqual({ ok: true });
  expect(ledger.free().sheets).toBeNull();
  ledger.count({ sheets: 4, tickets: 0 });
  expect(ledger.free().sheets).toBe(-2);
  expect(ledger.reserve('b', { sheets: 0, tickets: 0 })).toEqual({ ok: true });
});
