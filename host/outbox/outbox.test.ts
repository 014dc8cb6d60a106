import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../drivers/runtime/testing/hand-clock.ts';
import { seeded } from '../../platform/simulator/random.ts';
import type { FaultKind } from '../../platform/simulator/faults.ts';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { canMountDisk, makeSmallDisk } from '../../tests/support/small-disk.ts';
import { isAllowed } from '../log/value-types.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { openStore, type Store } from '../store/store.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';
import { Seal } from './seal.ts';
import { type Applicant, applicant, keyNumber } from './testing/application.ts';

const secret = Buffer.alloc(32, 'what kiosk and city share');
const { signal } = new AbortController();
const [first, second, third] = [keyNumber(1), keyNumber(2), keyNumber(3)];

let rig: Rig;
let dataDir: string;
let store: Store;
let outbox: Outbox;
let told: [string, Readonly<Record<string, unknown>>][];
let who: Applicant;
let casesBefore: number;

const log: KioskLog = {
  write(event, fields) {
    for (const [name, value] of Object.entries(fields)) expect(isAllowed(event, name, value)).toBe(true);
    told.push([event, fields]);
  },
};
const events = (): string[] => told.map(([event]) => event);
const make = (options: Partial<OutboxOptions> = {}): Outbox =>
  new Outbox({
    table: store.outbox,
    platform: rig.platform(),
    secret,
    clock: rig.clock,
    random: () => 0,
    log,
    busy: () => false,
    ...options,
  });
const openTable = (path = dataDir): Store =>
  openStore({ dataDir: path, clock: rig.clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
const cases = () => rig.simulator.city.cases.all().slice(casesBefore);
const stateOf = (key: string) => store.outbox.get(key)?.state;
const deliver = (key: string, waitMs = 60_000) => outbox.deliver(key, { signal, waitMs });
const rating = (key: string, transaction: string) => ({
  key,
  port: 'ratings' as const,
  operation: 'rate',
  who: null,
  body: { transaction, item: 'residence-registration', level: 5, tags: [], comment: null },
});

/** Moves the clock on wherever nothing happens any more without it. */
async function until(done: () => boolean, stepMs = 5000): Promise<void> {
  const seen = () => JSON.stringify([rig.simulator.state().answers, store.outbox.pending()]);
  for (let before = seen(), quiet = 0; !done();) {
    await settle();
    const now = seen();
    quiet = now === before ? quiet + 1 : 0;
    before = now;
    if (quiet < 100) continue;
    await rig.clock.hand.advance(stepMs);
    quiet = 0;
  }
}

beforeEach(async () => {
  rig = await openRig();
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-outbox-'));
  store = openTable();
  told = [];
  who = await applicant(rig.platform(), rig.simulator);
  casesBefore = rig.simulator.city.cases.all().length;
  outbox = make();
});
afterEach(async () => {
  await outbox.stop();
  store.close();
  rmSync(dataDir, { recursive: true });
  await rig.listening.close();
});

it('sends at once, and tells what the city answered', async () => {
  outbox.start();
  expect(outbox.post(who.application(first))).toBe('new');
  const delivered = await deliver(first);
  expect(delivered).toMatchObject({ state: 'sent', data: { caseNumber: cases()[0]?.caseNumber } });
  expect(await deliver(first)).toEqual({
    state: 'sent',
    data: null,
    reference: cases()[0]?.caseNumber,
  });
  expect(events()).toEqual(['outbox.sent']);
});

it('the same key is the same entry, also when it has gone out; another body under it is a bug', async () => {
  outbox.start();
  const entry = who.application(first);
  outbox.post(entry);
  expect(outbox.post(entry)).toBe('known');
  await deliver(first);
  expect(outbox.post(entry)).toBe('known');
  expect(() => outbox.post({ ...entry, body: { ...entry.body, signature: 'another' } })).toThrow(TypeError);
  expect(cases()).toHaveLength(1);
});

it.each([
  ['another port', { port: 'nothing' as 'intake' }],
  ['what changes nothing', { operation: 'prefill' }],
  ['a field that is missing', { body: {} }],
  ['nobody', { who: null }],
  ['a key that could name somebody', { key: 'yang-li-yang-li-yang' }],
])('takes no %s', (_, part) => {
  expect(() => outbox.post({ ...who.application(first), ...part })).toThrow(TypeError);
  expect(outbox.pending()).toBe(0);
});

it.each<FaultKind>([
  'unavailable',
  'broken',
  'hangUp',
  'lostReply',
  'slow',
  'duplicate',
  'garbage',
  'malformed',
  'wrongSignature',
])('in order and once through %s', async (kind) => {
  rig.simulator.setFaults([{ operation: '*', kind, times: 6, ms: 30_000 }]);
  for (const key of [first, second, third]) outbox.post(who.application(key));
  outbox.start();
  await until(() => outbox.pending() === 0);
  expect(cases()).toHaveLength(3);
  expect([first, second, third].map((key) => store.outbox.get(key)?.reference)).toEqual(
    cases().map(({ caseNumber }) => caseNumber),
  );
});

it('a citizen hears in time that it goes out later, and it does', async () => {
  rig.simulator.setFaults([{ operation: 'intake.submit', kind: 'lostReply', times: 1, ms: 0 }]);
  outbox.start();
  outbox.post(who.application(first));
  const delivered = deliver(first, 3000);
  await until(() => cases().length === 1);
  await rig.clock.hand.advance(3000);
  expect(await delivered).toEqual({ state: 'waiting' });
  await until(() => outbox.pending() === 0);
  expect(cases()).toHaveLength(1);
  expect(stateOf(first)).toBe('sent');
});

it('where the city is away, nobody waits for longer than the first answer', async () => {
  rig.simulator.setFaults([{ operation: '*', kind: 'unavailable', times: null, ms: 0 }]);
  outbox.start();
  outbox.post(who.application(first));
  expect(await deliver(first)).toEqual({ state: 'waiting' });
  outbox.post(who.application(second));
  expect(await deliver(second)).toEqual({ state: 'waiting' });
  expect(events()).toEqual(['outbox.waiting']);
  await rig.clock.hand.advance(25 * 3_600_000);
  await until(() => events().includes('outbox.stuck'));
  expect(events().filter((event) => event === 'outbox.stuck')).toHaveLength(1);
  rig.simulator.setFaults([]);
  await until(() => outbox.pending() === 0);
  expect(cases().map(({ caseNumber }) => caseNumber)).toEqual(
    [first, second].map((key) => store.outbox.get(key)?.reference),
  );
});

it('what the city refuses is told and holds nothing up', async () => {
  const entry = who.application(first);
  outbox.post({ ...entry, body: { ...entry.body, answers: {} } });
  outbox.post(who.application(second));
  outbox.start();
  expect(await deliver(first)).toEqual({ state: 'refused', code: 'precheckFailed' });
  expect(await deliver(second)).toMatchObject({ state: 'sent' });
  expect(events()).toEqual(['outbox.refused', 'outbox.sent']);
  expect(store.outbox.get(first)?.body).toBeNull();
});

it('a system that is away keeps no other back', async () => {
  rig.simulator.setFaults([{ operation: 'intake.*', kind: 'unavailable', times: null, ms: 0 }]);
  outbox.post(who.application(first));
  outbox.post(rating(second, 'transaction-1'));
  outbox.start();
  expect(await deliver(second)).toMatchObject({ state: 'sent' });
  expect(stateOf(first)).toBe('waiting');
});

it('is withdrawn only while certainly nothing was sent', async () => {
  outbox.post(who.application(first));
  expect(outbox.withdraw(first)).toBe(true);
  expect(stateOf(first)).toBe('withdrawn');
  rig.simulator.setFaults([{ operation: 'intake.submit', kind: 'hangUp', times: null, ms: 0 }]);
  outbox.post(who.application(second));
  outbox.start();
  expect(await deliver(second)).toEqual({ state: 'waiting' });
  expect(outbox.withdraw(second)).toBe(false);
  expect(stateOf(second)).toBe('waiting');
});

it('what the city may have had for as long as it keeps a key is held for staff, not sent again', async () => {
  rig.simulator.setFaults([{ operation: 'intake.submit', kind: 'hangUp', times: null, ms: 0 }]);
  outbox.post(who.application(first));
  outbox.start();
  expect(await deliver(first)).toEqual({ state: 'waiting' });
  await outbox.stop();
  rig.simulator.setFaults([]);
  await rig.clock.hand.advance(24 * 3_600_000);
  outbox = make();
  outbox.start();
  expect(await deliver(first)).toEqual({ state: 'held', code: 'keyExpired' });
  expect(cases()).toHaveLength(1);
  expect(store.outbox.get(first)?.body).not.toBeNull();
});

it('goes slower while somebody is served', async () => {
  let pauses = 0;
  const clock = {
    now: () => rig.clock.now(),
    monotonic: () => rig.clock.monotonic(),
    setTimer(callback: () => void, ms: number) {
      pauses += 1;
      return rig.clock.setTimer(callback, ms);
    },
  };
  outbox = make({ busy: () => true, clock });
  for (const key of [first, second, third]) outbox.post(who.application(key));
  outbox.start();
  await until(() => outbox.pending() === 0 && pauses === 3);
  expect(cases()).toHaveLength(3);
});

it('opens with its own key only; a row that was changed is told and holds nothing up', async () => {
  outbox.post(who.application(first));
  outbox.post(who.application(second));
  const other = make({ secret: Buffer.alloc(32, 'something else') });
  const db = new Database(join(dataDir, 'tongban.db'));
  db.prepare('UPDATE outbox SET body = (SELECT body FROM outbox WHERE key = ?) WHERE key = ?').run(
    second,
    first,
  );
  db.close();
  outbox.start();
  expect(await deliver(first)).toEqual({ state: 'held', code: 'sealBroken' });
  expect(await deliver(second)).toMatchObject({ state: 'sent' });
  expect(events()).toEqual(['outbox.refused', 'outbox.sent']);
  await outbox.stop();
  outbox.post(who.application(third));
  outbox = other;
  outbox.start();
  expect(await deliver(third)).toEqual({ state: 'held', code: 'sealBroken' });
  expect(cases()).toHaveLength(1);
});

it('nothing personal is in the files, before, while and after', async () => {
  const canaries = [who.person.name, who.person.number, who.person.subject, who.person.address];
  const found = () =>
    readdirSync(dataDir).flatMap((file) => {
      const bytes = readFileSync(join(dataDir, file));
      return canaries.filter((canary) => bytes.includes(canary)).map((canary) => `${canary} in ${file}`);
    });
  const keys = Array.from({ length: 20 }, (_, n) => keyNumber(n));
  for (const key of keys) outbox.post(who.application(key));
  const sealed = keys.map((key) => store.outbox.get(key)?.body?.subarray(28, 92) ?? Buffer.alloc(0));
  const inFiles = () =>
    readdirSync(dataDir).some((file) => {
      const bytes = readFileSync(join(dataDir, file));
      return sealed.some((body) => bytes.includes(body));
    });
  expect(found()).toEqual([]);
  expect(inFiles()).toBe(true);
  outbox.start();
  await until(() => outbox.pending() === 0);
  await outbox.stop();
  expect(found()).toEqual([]);
  // The sealed bodies have gone as well, out of the file and out of its write-ahead log.
  expect(inFiles()).toBe(false);
  expect(JSON.stringify(told)).not.toMatch(new RegExp(canaries.join('|')));
});

it('once the city may have it, it keeps asking for the person by the same reference, and the document is gone', async () => {
  rig.simulator.setFaults([{ operation: 'intake.submit', kind: 'hangUp', times: null, ms: 0 }]);
  outbox.post(who.application(first));
  outbox.start();
  expect(await deliver(first)).toEqual({ state: 'waiting' });
  const row = store.outbox.get(first);
  const kept = row?.body ? new Seal(secret).open(row.body, row) : null;
  expect(JSON.parse(kept ?? '')).toMatchObject({ who: { subject: who.person.subject } });
});

it('1,000 entries with faults at random: each once, in order', { timeout: 120_000 }, async () => {
  const random = seeded(20_260_304, 'faults');
  const kinds: FaultKind[] = ['unavailable', 'broken', 'hangUp', 'lostReply', 'duplicate', 'garbage'];
  // Each question takes the next; `slow` by nothing is no fault, and most are of that kind.
  rig.simulator.setFaults(
    Array.from({ length: 2500 }, () => ({
      operation: '*',
      kind: random.next() < 0.2 ? random.pick(kinds) : 'slow',
      times: 1,
      ms: 0,
    })),
  );
  const keys = Array.from({ length: 1000 }, (_, n) => keyNumber(n));
  for (const key of keys) outbox.post(who.application(key));
  outbox.start();
  await until(() => outbox.pending() === 0);
  expect(keys.map((key) => store.outbox.get(key)?.reference)).toEqual(
    cases().map(({ caseNumber }) => caseNumber),
  );
});

describe.skipIf(!canMountDisk)(
  `on a disk that fills up${canMountDisk ? '' : ' (skipped: only root can mount a small disk)'}`,
  () => {
    it('nothing is kept and nothing is sent', async () => {
      const disk = makeSmallDisk();
      const small = openTable(disk.path);
      const full = make({ table: small.outbox });
      try {
        full.start();
        disk.fill();
        expect(() => full.post(who.application(first))).toThrow(
          expect.objectContaining({ name: 'OutboxFullError' }),
        );
        disk.free();
        expect(full.pending()).toBe(0);
        expect(full.post(who.application(first))).toBe('new');
        expect(await full.deliver(first, { signal, waitMs: 60_000 })).toMatchObject({ state: 'sent' });
        expect(cases()).toHaveLength(1);
      } finally {
        await full.stop();
        small.close();
        disk.remove();
      }
    });
  },
);
