import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { DeviceError } from '../contract/device-error.ts';
import { CommandQueue, type Running } from './command-queue.ts';
import { HandClock, settle } from './testing/hand-clock.ts';

function rig() {
  const clock = new HandClock();
  const activity: boolean[] = [];
  return { clock, activity, queue: new CommandQueue(clock, (busy) => activity.push(busy)) };
}
const command = (deadlineMs = 1000, signal?: AbortSignal) => ({
  opId: 'op',
  deadlineMs,
  ...(signal && { signal }),
});
const forever = () => new Promise<never>(() => {});

test('commands run one at a time, in order of arrival', async () => {
  const { queue, activity } = rig();
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue.run(command(), async () => {
    log.push('first starts');
    await gate.promise;
    log.push('first ends');
    return 1;
  });
  const second = queue.run(command(), async () => {
    log.push('second starts');
    return 2;
  });
  await settle();
  expect(log).toEqual(['first starts']);
  gate.resolve();
  expect(await Promise.all([first, second])).toEqual([1, 2]);
  expect(log).toEqual(['first starts', 'first ends', 'second starts']);
  expect(activity).toEqual([true, false, true, false]);
});

test('a task that ignores its deadline is left behind, and the next one runs', async () => {
  const { clock, queue } = rig();
  const stuck = queue.run(command(100), forever);
  const next = queue.run(command(1000), async () => 'next');
  const outcome = stuck.catch((error: unknown) => error);
  await clock.advance(100);
  expect(await outcome).toMatchObject({ code: 'timeout', effect: 'none', retry: 'safe' });
  expect(await next).toBe('next');
  expect(clock.pendingTimers).toBe(0);
});

test('time in the queue counts towards the deadline', async () => {
  const { clock, queue } = rig();
  const first = queue.run(command(500), forever).catch(() => {});
  const task = vi.fn(async () => 'never');
  const second = queue.run(command(200), task).catch((error: unknown) => error);
  await clock.advance(500);
  await first;
  expect(await second).toMatchObject({ code: 'timeout', effect: 'none' });
  expect(task).not.toHaveBeenCalled();
});

test('what is left of the time is known to the task', async () => {
  const { clock, queue } = rig();
  const left: number[] = [];
  const first = queue.run(command(300), forever).catch(() => {});
  const second = queue.run(command(1000), async (running) => {
    left.push(running.remainingMs());
  });
  await clock.advance(300);
  await Promise.all([first, second]);
  expect(left).toEqual([700]);
});

test('given up while queued: nothing happened, the running command goes on', async () => {
  const { queue } = rig();
  const gate = Promise.withResolvers<string>();
  const first = queue.run(command(), () => gate.promise);
  const giveUp = new AbortController();
  const task = vi.fn(async () => 'never');
  const second = queue.run(command(1000, giveUp.signal), task);
  const third = queue.run(command(), async () => 'third');
  giveUp.abort();
  await expect(second).rejects.toMatchObject({ code: 'canceled', effect: 'none' });
  gate.resolve('first');
  expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  expect(task).not.toHaveBeenCalled();
});

test('given up before it was asked for', async () => {
  const { queue } = rig();
  const task = vi.fn(async () => 'never');
  await expect(queue.run(command(1000, AbortSignal.abort()), task)).rejects.toMatchObject({
    code: 'canceled',
  });
  expect(task).not.toHaveBeenCalled();
});

test.each(['partial', 'unknown', 'done'] as const)(
  'given up after effect "%s": it is told, and never repeated',
  async (effect) => {
    const { queue } = rig();
    const giveUp = new AbortController();
    const printing = queue.run(command(1000, giveUp.signal), (running: Running) => {
      running.effect = effect;
      return forever();
    });
    await settle();
    giveUp.abort();
    await expect(printing).rejects.toMatchObject({ code: 'canceled', effect, retry: 'never' });
  },
);

test('a lost line fails what runs and spares what waits', async () => {
  const { queue } = rig();
  const first = queue.run(command(), forever);
  const second = queue.run(command(), async () => 'later');
  await settle();
  queue.lineLost('ECONNRESET');
  await expect(first).rejects.toMatchObject({ code: 'disconnected', condition: 'device.gone' });
  expect(await second).toBe('later');
});

test('closing settles what runs, what waits and what comes after', async () => {
  const { queue, clock } = rig();
  const all = [queue.run(command(), forever), queue.run(command(), forever)];
  await settle();
  queue.close();
  for (const each of all) await expect(each).rejects.toMatchObject({ code: 'closed' });
  await expect(queue.run(command(), async () => 1)).rejects.toMatchObject({ code: 'closed' });
  expect(clock.pendingTimers).toBe(0);
});

test('an error of the task comes out as it is, and the queue goes on', async () => {
  const { queue } = rig();
  const jam = new DeviceError('condition', 'jam', {
    condition: 'paper.jam',
    effect: 'partial',
    retry: 'never',
  });
  await expect(queue.run(command(), () => Promise.reject(jam))).rejects.toBe(jam);
  await expect(queue.run(command(), () => Promise.reject(new TypeError('a bug')))).rejects.toThrow(TypeError);
  expect(await queue.run(command(), async () => 'fine')).toBe('fine');
});

test('what a command returned is not kept', async () => {
  const { queue } = rig();
  const seen: WeakRef<object>[] = [];
  await queue.run(command(), async () => {
    const record = { name: 'somebody' };
    seen.push(new WeakRef(record));
    return record;
  });
  await queue.run(command(), async () => {});
  await settle();
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  expect(seen.map((each) => each.deref())).toEqual([undefined]);
  queue.close();
});
