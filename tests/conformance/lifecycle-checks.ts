import assert from 'node:assert/strict';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import { isFault } from './faults.ts';
import type { RigMaker } from './rig.ts';
import { type Stand, deadlineMs, described, until, within } from './stand.ts';

/** A promise of the Device contract. The device is not opened yet, and is closed and looked at afterwards. */
export interface Check {
  name: string;
  /** Looks at the whole process, so nothing else may run meanwhile. */
  alone?: true;
  run(stand: Stand, maker: RigMaker): Promise<void>;
}

/** Opening, closing, the line and the claim. */
export const lifecycleChecks: readonly Check[] = [
  {
    name: 'opens twice, closes twice',
    async run(stand) {
      stand.device.open();
      await stand.ready();
      assert.equal(stand.line.connections, 1);
      await stand.works();
      await Promise.all([stand.device.close(), stand.device.close()]);
      await stand.device.close();
    },
  },
  {
    name: 'closed before it was opened: closed for good',
    async run(stand) {
      await stand.device.close();
      stand.device.open();
      await closed(stand);
      assert.equal(stand.line.connections, 0);
      assert.equal(stand.device.status().link, 'absent');
    },
  },
  {
    name: 'closes while it opens',
    async run(stand) {
      stand.line.toHost.stop();
      stand.device.open();
      // At once, with the line just there, or before the first answer.
      const turns = stand.random.int(0, 5);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await stand.device.close();
      await closed(stand);
    },
  },
  {
    name: 'closes in the middle of each command',
    async run(stand) {
      await stand.ready();
      await stand.main.prepare?.();
      stand.line.toHost.stop();
      const all = stand.operations.map((operation) => stand.attempt(operation));
      await new Promise((resolve) => setTimeout(resolve, stand.random.int(0, 60)));
      const started = performance.now();
      await stand.device.close();
      for (const attempt of await Promise.all(all))
        if (!attempt.ok)
          assert.ok(['closed', 'unsupported'].includes(attempt.error.code), described(attempt.error));
      assert.ok(performance.now() - started < 500, 'closing took its time');
      await closed(stand);
    },
  },
  {
    name: 'leaves nothing in the process after close',
    alone: true,
    async run(stand) {
      const before = resources();
      await stand.ready();
      await stand.works();
      await stand.device.close();
      await until(1000, () => {
        const more = resources().filter(([name, count]) => count > (new Map(before).get(name) ?? 0));
        return more.length === 0 ? null : `still there after close: ${more.map(([name]) => name).join(', ')}`;
      });
    },
  },
  {
    name: 'tells the line before the device, and nothing twice',
    async run(stand) {
      await stand.ready();
      const links = stand.told.map(({ link }) => link);
      const online = stand.told.findIndex(({ device }) => device === 'online');
      assert.ok(links.includes('up') && links.indexOf('up') <= online);
      assert.equal(links.indexOf('connecting'), 0);
      const heard = stand.told.length;
      stand.line.cut();
      await gone(stand);
      // The next thing told after the cut is that the line is lost.
      assert.equal(stand.told[heard]?.link, 'lost');
      await stand.recovered();
    },
  },
  {
    name: 'comes back by itself, as often as it takes',
    async run(stand) {
      await stand.ready();
      stand.line.plug(false);
      await gone(stand);
      const before = stand.line.connections;
      await until(10_000, () => (stand.line.connections >= before + 2 ? null : 'it does not try again'));
      assert.equal(stand.device.status().summary, 'unavailable');
      stand.line.plug(true);
      await stand.recovered();
      await stand.works();
    },
  },
  {
    name: 'not ready while nobody answers',
    async run(stand) {
      stand.line.plug(false);
      stand.device.open();
      const error = await failure(stand.device.ready(stand.command(200)));
      assert.ok(error.effect === 'none' && error.retry !== 'never', described(error));
      for (const operation of stand.operations) await stand.attempt(operation, stand.command(100));
    },
  },
  {
    name: 'never looks ready with a fault that is there from the start',
    async run(stand, maker) {
      const standing = maker.faults.filter(isFault).filter((fault) => fault.standing === true);
      const fault = standing[stand.random.int(0, standing.length - 1)];
      if (!fault) return;
      const strike = await fault.arm(stand);
      stand.device.open();
      await failure(stand.device.ready(stand.command(600))).catch(() => {});
      await stand.attempt(stand.main, stand.command(600));
      assert.ok(
        stand.told.every(({ summary }) => summary === 'unavailable'),
        `${fault.name}: looked ready`,
      );
      await strike.end();
      await stand.recovered();
    },
  },
  {
    name: 'one claim at a time',
    run(stand) {
      const first = stand.device.claim('session-1');
      assert.equal(first.owner, 'session-1');
      assert.throws(
        () => stand.device.claim('session-2'),
        (error: unknown) =>
          error instanceof DeviceError && error.code === 'claimed' && error.effect === 'none',
      );
      first.release();
      first.release();
      const second = stand.device.claim('session-2');
      // A lease that was given back cannot give back another's.
      first.release();
      assert.throws(() => stand.device.claim('session-3'));
      second.release();
      stand.device.claim('session-3').release();
      return Promise.resolve();
    },
  },
  {
    name: 'says nothing to who has stopped listening',
    async run(stand) {
      let heard = 0;
      const stop = stand.device.onStatus(() => {
        heard += 1;
      });
      stop();
      stop();
      await stand.ready();
      assert.equal(heard, 0);
      assert.ok(stand.told.length > 0);
    },
  },
];

async function closed(stand: Stand): Promise<void> {
  for (const operation of stand.operations) {
    const attempt = await stand.attempt(operation, stand.command(200));
    if (attempt.ok) assert.fail(`${operation.name} works on a closed device`);
    const { code } = attempt.error;
    assert.ok(code === 'closed' || code === 'unsupported', described(attempt.error));
  }
  const error = await failure(stand.device.ready(stand.command(200)));
  assert.equal(error.code, 'closed');
}

async function gone(stand: Stand): Promise<void> {
  await within(deadlineMs, 'the lost line is not told', (done) => {
    const look = () => {
      if (stand.device.status().link !== 'up') done();
    };
    stand.device.onStatus(look);
    look();
  });
}

async function failure(promise: Promise<unknown>): Promise<DeviceError> {
  const error: unknown = await promise.then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  if (error instanceof DeviceError) return error;
  throw error;
}

/** What keeps the process alive, by kind. */
function resources(): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}
