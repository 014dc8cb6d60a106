import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNothingDoubled, expectSessionsEnded, finish, goTo, printer } from '../support/citizen.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

/**
 * `kill -9` of the host in every step: the same step comes back, no number is given twice, no ticket is
 * printed twice, and the journal ends up settled.
 */

let kiosk: TestKiosk;

afterEach(async () => {
  await kiosk.stop();
});

async function killHost(): Promise<void> {
  const before = kiosk.hostPid();
  process.kill(before, 'SIGKILL');
  await kiosk.screen.lost();
}

describe('kill -9 of the host', () => {
  it.each(['attract', 'identify, waiting', 'identify, reading', 'choose', 'confirm', 'take', 'thanks'])(
    'in %s: the same step comes back and the session ends well',
    async (step) => {
      kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
      await goTo(kiosk, step);
      const before = kiosk.screen.view();
      await killHost();
      const after = await kiosk.screen.until(({ screen }) => screen.name !== 'starting');
      expect(after.screen.name).toBe(before.screen.name);
      await finish(kiosk);
      const numbers = await expectNothingDoubled(kiosk);
      expect(numbers.map(({ state }) => state)).toEqual(step === 'attract' ? [] : ['printed']);
      if (step !== 'attract') expect(kiosk.logged('session.resumed')).toHaveLength(1);
    },
  );

  it('while it is starting and while it is out of service: it opens by itself when the printer answers', async () => {
    kiosk = await startKiosk();
    const { screen, bench } = kiosk;
    await screen.untilScreen('attract');
    await bench.apply(printer, 'silent');
    for (const step of ['starting', 'starting', 'out-of-service'] as const) {
      await killHost();
      await screen.untilScreen(step);
    }
    await killHost();
    expect(screen.view().screen.name).toBe('starting');
    await bench.apply(printer, 'normal');
    await screen.untilScreen('attract');
    expect(kiosk.logged('session.started')).toEqual([]);
  });

  it('in the middle of a ticket: it is not printed again, the number stays valid and stands on the screen', async () => {
    kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
    // The next host is there long before the printer would confirm, which it does not wait for.
    await kiosk.bench.apply(printer, 'late-process-id');
    await goTo(kiosk, 'issuing');
    await killHost();
    const taken = await kiosk.screen.untilScreen('take', 20_000);
    expect(taken.outcome).toBe('uncertain');
    expect(taken.ticket?.number).toBe('A001');
    await finish(kiosk);
    expect((await expectNothingDoubled(kiosk)).map(({ state }) => state)).toEqual(['uncertain']);
    expect(kiosk.logged('journal.reconciled')).toHaveLength(1);
  });

  // The moments after the tap, from before the number is taken to behind the last byte.
  it.each([0, 2, 5, 10, 20, 40, 80, 160, 320, 640])('%i ms after "print"', async (afterMs) => {
    kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
    await goTo(kiosk, 'confirm');
    const pid = kiosk.hostPid();
    const tapped = performance.now();
    void kiosk.screen.send({ type: 'PRINT' });
    while (performance.now() - tapped < afterMs) await new Promise(setImmediate);
    process.kill(pid, 'SIGKILL');
    await kiosk.screen.lost();
    await kiosk.screen.until(({ screen }) => screen.name !== 'starting');
    await finish(kiosk);
    expect((await expectNothingDoubled(kiosk)).length).toBeLessThanOrEqual(1);
  });

  it('and its database deleted by hand meanwhile: no number is given a second time', async () => {
    kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
    await goTo(kiosk, 'take');
    await finish(kiosk);
    const host = kiosk.hostPid();
    process.kill(kiosk.launcherPid, 'SIGSTOP');
    process.kill(host, 'SIGKILL');
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(kiosk.dataDir, `tongban.db${suffix}`), { force: true });
    const lost = kiosk.screen.lost();
    process.kill(kiosk.launcherPid, 'SIGCONT');
    await lost;
    await goTo(kiosk, 'take');
    await finish(kiosk);
    expect(kiosk.query<{ sequence: number }>('SELECT sequence FROM number')).toEqual([{ sequence: 502 }]);
    expect(kiosk.logged('store.numbers-missing')).toHaveLength(1);
  });

  it('a session that takes the host down again and again is ended, and the kiosk is open again', async () => {
    kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
    await goTo(kiosk, 'choose');
    for (let crash = 0; crash < 4; crash += 1) {
      await killHost();
      await kiosk.screen.until(({ screen }) => screen.name !== 'starting');
    }
    expect(kiosk.screen.view().screen.name).toBe('attract');
    expect(kiosk.logged('session.not-resumed')).toEqual([
      { session: null, fields: { resumeRefusal: 'too-often' } },
    ]);
    expectSessionsEnded(kiosk);
    expect(kiosk.logged('session.ended').map(({ fields }) => fields)).toEqual([{ ending: 'interrupted' }]);
  });
});
