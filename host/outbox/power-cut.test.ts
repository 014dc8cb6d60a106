import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../drivers/contract/clock.ts';
import { openPlatform } from '../../platform/open.ts';
import { PlatformSimulator, simulatedKiosk } from '../../platform/simulator/simulator.ts';
import { openStore } from '../store/store.ts';
import { Outbox } from './outbox.ts';
import { applicant, keyNumber } from './testing/application.ts';
import type { Order, Phase } from './testing/doomed.ts';

const clock = systemClock;
const secret = Buffer.alloc(32, 'what kiosk and city share');
const key = keyNumber(1);

it.each<[Phase, { before: number; asked: boolean }]>([
  ['posted', { before: 0, asked: false }],
  ['asked', { before: 0, asked: true }],
  ['answered', { before: 1, asked: true }],
])('a process that is killed when it has %s leaves one case', async (phase, { before, asked }) => {
  const simulator = new PlatformSimulator({ clock });
  const listening = await simulator.listen(0);
  const baseUrl = `http://127.0.0.1:${listening.port}`;
  const platform = openPlatform({ baseUrl, signer: simulatedKiosk(), clock, random: Math.random });
  const dataDir = mkdtempSync(join(tmpdir(), 'tongban-outbox-'));
  const { application } = await applicant(platform, simulator);
  const earlier = simulator.city.cases.all().length;
  const cases = () => simulator.city.cases.all().slice(earlier);

  const order: Order = {
    phase,
    dataDir,
    baseUrl,
    secret: secret.toString('base64'),
    entry: application(key),
  };
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'testing/doomed.ts'), JSON.stringify(order)],
    { stdio: 'inherit' },
  );
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  expect(cases()).toHaveLength(before);

  const store = openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
  const outbox = new Outbox({
    table: store.outbox,
    platform,
    secret,
    clock,
    random: Math.random,
    log: { write: () => {} },
    busy: () => false,
  });
  expect(store.outbox.get(key)).toMatchObject({ state: 'waiting' });
  expect(store.outbox.get(key)?.asked_at !== null).toBe(asked);
  expect(outbox.post(application(key))).toBe('known');
  outbox.start();
  const delivered = await outbox.deliver(key, {
    signal: new AbortController().signal,
    waitMs: 20_000,
  });
  expect(delivered).toMatchObject({ state: 'sent', reference: cases()[0]?.caseNumber });
  expect(cases()).toHaveLength(1);

  await outbox.stop();
  store.close();
  await listening.close();
  rmSync(dataDir, { recursive: true });
});
