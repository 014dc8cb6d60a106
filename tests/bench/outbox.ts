import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock } from '../../drivers/contract/clock.ts';
import type { Entry } from '../../host/outbox/entry.ts';
import { Outbox } from '../../host/outbox/outbox.ts';
import { applicant, keyNumber } from '../../host/outbox/testing/application.ts';
import { openStore } from '../../host/store/store.ts';
import { openPlatform, type Platform } from '../../platform/open.ts';
import { PlatformSimulator, simulatedKiosk } from '../../platform/simulator/simulator.ts';
import { pause, timed } from './clock.ts';
import type { Figure } from './figure.ts';
import { runHost } from './host-run.ts';
import { cityVariable, dataDirVariable, sharedSecret } from './outbox-rig.ts';
import { openBrowser, openPage } from './page.ts';
import { none, oneSession, type Samples, speed } from './responses.ts';
import { simulateDevices } from './simulated-devices.ts';
import { median, percentile } from './statistics.ts';

const entries = 10_000;
const warmUp = 5;
/** Three changes of screen each. */
const sessions = 40;
const directCalls = 200;

/** A full outbox: what keeping an entry costs, what a session feels of the drain, and how fast it drains. */
export async function measureOutbox(progress: (line: string) => void): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tongban-bench-'));
  const city = fork(join(import.meta.dirname, 'outbox-city.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const [port] = (await once(city, 'message')) as [number];
    const baseUrl = `http://127.0.0.1:${port}`;
    const line = { baseUrl, signer: simulatedKiosk(), clock: systemClock, random: Math.random };
    const platform = openPlatform(line);
    const { application } = await applicant(platform, new PlatformSimulator({ clock: systemClock }));
    const posted = post(dataDir, platform, application);
    const direct = await directly(platform, application);
    const { calm, draining, entryMs, sent } = await drain({ dataDir, baseUrl }, progress);
    progress(
      `outbox: post p50 ${median(posted.kept).toFixed(2)} p99 ${percentile(posted.kept, 99).toFixed(2)} ms; ` +
        `${(1000 / entryMs).toFixed(0)} entries/s with nobody there, ${sent} sent beside the sessions`,
    );
    return [
      {
        name: 'outbox-drain',
        what: `event to paint, as above, while an outbox of ${entries} entries drains in the host's process`,
        unit: 'ms',
        samples: draining.length,
        median: median(draining),
        p99: percentile(draining, 99),
        baseline: {
          what: 'the same host before it began to drain',
          median: median(calm),
          p99: percentile(calm, 99),
        },
        target: { of: 'p99', atMost: 33 },
      },
      {
        name: 'outbox-entry',
        what: 'an entry that drains while nobody is served, identify, submit and three commits included; mean over all that were left',
        unit: 'ms',
        samples: entries - sent,
        median: entryMs,
        p99: null,
        baseline: {
          what: 'identify and submit, called one after the other without an outbox',
          median: median(direct),
          p99: percentile(direct, 99),
        },
        target: null,
      },
      {
        name: 'outbox-post',
        what: 'keeping an entry: checked, sealed, synced to the disk',
        unit: 'ms',
        samples: posted.kept.length,
        median: median(posted.kept),
        p99: percentile(posted.kept, 99),
        baseline: {
          what: 'a synced insert of a thousand bytes into a bare table',
          median: median(posted.bare),
          p99: percentile(posted.bare, 99),
        },
        target: null,
      },
    ];
  } finally {
    city.disconnect();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function post(
  dataDir: string,
  platform: Platform,
  application: (key: string) => Entry,
): { kept: number[]; bare: number[] } {
  const clock = systemClock;
  const store = openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
  const outbox = new Outbox({
    table: store.outbox,
    platform,
    secret: sharedSecret,
    clock,
    random: Math.random,
    log: { write: () => {} },
    busy: () => false,
  });
  const db = new Database(join(dataDir, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE bare (bytes BLOB)');
  const insert = db.prepare('INSERT INTO bare VALUES (?)');
  const bytes = Buffer.alloc(1000, 1);
  const kept: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n < entries; n += 1) {
    timed(kept, () => outbox.post(application(keyNumber(n))));
    if (n % 10 === 0) timed(bare, () => insert.run(bytes));
  }
  db.close();
  store.close();
  return { kept, bare };
}

async function directly(platform: Platform, application: (key: string) => Entry): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 0; n < directCalls; n += 1) {
    const key = `00000000000000b2-${n}`;
    const { who, body } = application(key);
    if (who === null || !('document' in who)) throw new Error('an application is somebody’s');
    const started = performance.now();
    const known = await platform.identity.identify({ document: who.document });
    if (!known.ok) throw new Error(known.error.message);
    const { subject } = known.data;
    const request = { ...body, subject } as Parameters<Platform['intake']['submit']>[0];
    const done = await platform.intake.submit(request, { key });
    if (!done.ok) throw new Error(done.error.message);
    ms.push(performance.now() - started);
  }
  return ms;
}

async function drain(
  { dataDir, baseUrl }: { dataDir: string; baseUrl: string },
  progress: (line: string) => void,
): Promise<{ calm: number[]; draining: number[]; entryMs: number; sent: number }> {
  const browser = await openBrowser();
  const devices = await simulateDevices(speed);
  const host = await runHost(devices.site, {
    dataDir,
    preload: join(import.meta.dirname, 'outbox-in-host.ts'),
    env: { [dataDirVariable]: dataDir, [cityVariable]: baseUrl },
  });
  const db = new Database(join(dataDir, 'tongban.db'), { readonly: true });
  const count = db.prepare<[], number>(`SELECT count(*) FROM outbox WHERE state = 'waiting'`).pluck();
  const waiting = (): number => count.get() ?? 0;
  try {
    const page = await openPage(browser, host.url);
    const run = async (how: string): Promise<Samples> => {
      const samples = none();
      for (let session = 0; session < warmUp + sessions; session += 1) {
        if (session % 20 === 0) progress(`outbox, ${how}: session ${session} of ${warmUp + sessions}`);
        await oneSession(page, host, devices, session < warmUp ? none() : samples);
      }
      return samples;
    };
    const calm = await run('at rest');
    process.kill(host.pid, 'SIGUSR2');
    const draining = await run('draining');
    const left = waiting();
    if (left === entries || left === 0) throw new Error(`${left} entries were left after the sessions`);
    const started = performance.now();
    process.kill(host.pid, 'SIGUSR2');
    while (waiting() > 0) await pause(50);
    const entryMs = (performance.now() - started) / left;
    await page.page.close();
    return {
      calm: calm.eventToPaint,
      draining: draining.eventToPaint,
      entryMs,
      sent: entries - left,
    };
  } finally {
    db.close();
    await host.stop();
    await devices.close();
    await browser.close();
  }
}
