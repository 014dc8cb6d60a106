import type { JournalEntry } from './journal.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../drivers/contract/clock.ts';
import { reconcile, restartedReason } from './reconcile.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

const session = '00000000000000a1';
const name = { 'zh-CN': '业务', en: 'Business' };
const business = {
  id: 'pensions',
  prefix: 'A',
  promiseMinutes: 10,
  name,
  summary: name,
  needsCard: false,
};
const opId = `${session}-1`;

let dataDir: string;
let store: Store;
let asked: string[];

const open = (): Store =>
  openStore({ dataDir, clock: systemClock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
const crash = (): void => {
  store.close();
  store = open();
};
const answering =
  (answer: 'printed' | 'unknown') =>
  async ({ opId: asking }: JournalEntry) => {
    asked.push(asking);
    return answer;
  };

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-reconcile-'));
  asked = [];
  store = open();
  store.tickets.issue({ opId, sessionId: session, business });
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

describe('after a crash before the ticket was sent', () => {
  it('the number is left to the session that resumes and knows of it', async () => {
    crash();
    const result = await reconcile(store, {
      resumed: { sessionId: session, opId },
      confirm: answering('printed'),
    });
    expect(result).toEqual([{ opId, number: 'A001', sessionId: session, outcome: 'continued' }]);
    expect(store.tickets.dispatch(opId)).toBe('send');
    expect(asked).toEqual([]);
  });

  it.each([
    ['no session resumes', null],
    ['another session resumes', { sessionId: '00000000000000b2', opId: '00000000000000b2-1' }],
    ['the session was sealed before it took the number', { sessionId: session, opId: null }],
  ])('the number is given up with its reason when %s', async (_, resumed) => {
    crash();
    const [result] = await reconcile(store, { resumed, confirm: answering('printed') });
    expect(result?.outcome).toBe('void');
    expect(store.numbers.gaps(store.numbers.serviceDay())).toEqual([
      { number: 'A001', businessId: 'pensions', reason: restartedReason },
    ]);
    expect(asked).toEqual([]);
  });

  it('a ticket that had failed without a byte sent is treated alike', async () => {
    store.tickets.dispatch(opId);
    store.tickets.failed(opId, 'paper.out');
    crash();
    const [result] = await reconcile(store, { resumed: null, confirm: answering('unknown') });
    expect(result?.outcome).toBe('void');
  });
});

describe('after a crash when the ticket may have been sent', () => {
  beforeEach(() => {
    store.tickets.dispatch(opId);
    crash();
  });

  it('the printer is asked, and its confirmation ends the matter', async () => {
    const [result] = await reconcile(store, { resumed: null, confirm: answering('printed') });
    expect(result?.outcome).toBe('printed');
    expect(asked).toEqual([opId]);
    expect(store.tickets.dispatch(opId)).toBe('printed');
  });

  it.each([
    ['does not know', answering('unknown')],
    ['cannot be asked', () => Promise.reject(new Error('no printer'))],
  ])(
    'and the printer %s, it is uncertain and never sent again, even for a resumed session',
    async (_, confirm) => {
      const [result] = await reconcile(store, { resumed: { sessionId: session, opId }, confirm });
      expect(result?.outcome).toBe('uncertain');
      expect(store.tickets.dispatch(opId)).toBe('uncertain');
      expect(store.journal.get(opId)?.detail).toBe(restartedReason);
    },
  );

  it('a second boot finds nothing left to decide', async () => {
    await reconcile(store, { resumed: null, confirm: answering('unknown') });
    crash();
    expect(await reconcile(store, { resumed: null, confirm: answering('printed') })).toEqual([]);
  });
});
