import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScreenName } from '../../contract/view.ts';
import { systemClock } from '../../drivers/contract/clock.ts';
import { simulatedKeyFile, simulatedSiteFile } from '../../host/launch/paths.ts';
import { type OpenCity, openCity } from '../../platform/simulator/open-city.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';
import { type Point, pointOf, visit, type Visit } from '../support/service-citizen.ts';

/** Half of an item at one kiosk, the other half at another kiosk of the site. */

const timeouts = { idleMs: 20_000, warningMs: 20_000, takeMs: 3000, thanksMs: 1000 };
const plan: Visit = {
  itemId: 'elder-allowance',
  values: { applicant: 'self', otherAllowance: 'none' },
  pause: 'elsewhere',
};
const records: Visit = {
  itemId: 'payment-record',
  card: 'citizen-moved',
  values: { insurances: ['pension'], span: 'year' },
  pause: 'elsewhere',
};
/** Of the simulated cards: nothing of it may be anywhere. */
const personal = ['11010519491231002X', '样例甲', '样例乙', '19491231', '1949-12-31'];

let city: OpenCity;
let first: TestKiosk;
let second: TestKiosk;

beforeAll(async () => {
  city = await openCity({ port: 0, clock: systemClock, preset: undefined });
  const url = `http://127.0.0.1:${city.port}`;
  const transport = { kind: 'http', url, keyFile: simulatedKeyFile, siteFile: simulatedSiteFile };
  const config = { timeouts, platform: { transport } };
  [first, second] = await Promise.all([startKiosk(config), startKiosk(config)]);
  await Promise.all([first.screen.untilScreen('attract'), second.screen.untilScreen('attract')]);
}, 60_000);
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
  await city.close();
});

/** Leaves it at the first kiosk, and says what the QR code says. */
async function leave(what: Visit): Promise<string> {
  const here = pointOf(first);
  await visit(here, what, ({ screen }) => screen.name === 'attract' && typeof here.code === 'string');
  return here.code ?? '';
}

/** The screens of the second kiosk since `from`. */
const seenSince = (from: number): readonly ScreenName[] => second.screen.seen().slice(from);

/** From the code before the scanner to the form, by the log of the second kiosk. */
function msToTheForm(): number {
  const log = new Database(join(second.dataDir, 'log.db'), { readonly: true });
  try {
    const at = (fields: string) =>
      (
        log
          .prepare("SELECT max(at) AS at FROM log WHERE event = 'machine.transition' AND fields LIKE ?")
          .get(fields) as { at: number }
      ).at;
    return at('%"machine":"fill"%"to":"review"%') - at('%"machine":"carried"%"to":"redeeming"%');
  } finally {
    log.close();
  }
}

it('goes on elsewhere within ten seconds, asks nothing twice, and finishes there', async () => {
  const code = await leave(plan);
  expect(code).toMatch(/^TONGBAN-CARRY:[\w.-]{1,64}$/);
  expect(personal.filter((text) => code.includes(text))).toEqual([]);
  expect(first.logged('ticket.printed')).toEqual([]);
  expect(first.logged('service.requested')).toEqual([]);

  const before = second.screen.seen().length;
  const there: Point = { ...pointOf(second), code };
  const { screen } = await visit(there, plan, ({ screen: { name } }) => name === 'review');
  expect(seenSince(before)).toEqual(['carried', 'identify', 'carried', 'gathering', 'review']);
  const applicant = { id: 'applicant', value: 'self', source: null };
  expect(screen).toMatchObject({ fields: [applicant, ...Array<object>(11).fill({ disputed: null })] });
  const ms = msToTheForm();
  expect(ms).toBeGreaterThan(0);
  expect(ms).toBeLessThan(10_000);

  await visit(there, plan, ({ screen: { name } }) => name === 'attract');
  const after = seenSince(before);
  for (const name of ['consent', 'field', 'variant'] as const) expect(after).not.toContain(name);
  expect(second.logged('service.requested')).toMatchObject([{ fields: { item: plan.itemId, sent: 'now' } }]);

  await second.bench.showCode('scanner', code);
  expect(await second.screen.untilScreen('carried-problem')).toMatchObject({ problem: 'carry-used' });
  await second.screen.send({ type: 'CANCEL' });
  await second.screen.untilScreen('attract');
}, 60_000);

it('is nothing to anybody else, and then to nobody', async () => {
  const code = await leave(records);
  await second.bench.showCode('scanner', code);
  await second.screen.until(({ screen }) => screen.name === 'identify' && screen.phase === 'waiting');
  await pointOf(second).putCard('citizen');
  expect(await second.screen.untilScreen('carried-problem')).toMatchObject({ problem: 'carry-other-person' });
  await second.screen.send({ type: 'CANCEL' });
  const there = pointOf(second);
  await visit(there, records, ({ screen: { name } }) => name === 'attract');
  await second.bench.showCode('scanner', code);
  expect(await second.screen.untilScreen('carried-problem')).toMatchObject({ problem: 'carry-used' });
  await second.screen.send({ type: 'CANCEL' });
  await second.screen.untilScreen('attract');
}, 60_000);

it('passes over every other code that is shown while nobody is there', async () => {
  await second.bench.showCode('scanner', 'https://example.gov.cn/anything');
  const code = await leave(records);
  await second.bench.showCode('scanner', code);
  await second.screen.untilScreen('identify');
  await second.screen.send({ type: 'CANCEL' });
  await second.screen.untilScreen('attract');
}, 60_000);

it('leaves nothing personal, and no code, in what the two kiosks keep', () => {
  for (const { dataDir, logged, stderr } of [first, second]) {
    expect(logged('log.field-refused')).toEqual([]);
    expect(logged('host.fault')).toEqual([]);
    const kept = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    for (const text of [...personal, 'TONGBAN-CARRY'])
      expect(kept.some((bytes) => bytes.includes(text)) || stderr().includes(text)).toBe(false);
  }
});
