import { expect, test } from 'vitest';
import { DeviceError } from '../contract/device-error.ts';
import { bounded, follow, pause, raceAbort } from './deadline.ts';
import { HandClock, settle } from './testing/hand-clock.ts';

const forever = () => new Promise<never>(() => {});
const open = () => new AbortController().signal;

test('a pause ends at its time and not before', async () => {
  const clock = new HandClock();
  let over = false;
  void pause(clock, 100, open()).then(() => (over = true));
  await clock.advance(99);
  expect(over).toBe(false);
  await clock.advance(1);
  expect(over).toBe(true);
});

test('an aborted pause rejects at once and leaves no timer', async () => {
  const clock = new HandClock();
  const abort = new AbortController();
  const paused = pause(clock, 100, abort.signal);
  abort.abort();
  await expect(paused).rejects.toMatchObject({ code: 'canceled' });
  await expect(pause(clock, 100, abort.signal)).rejects.toMatchObject({ code: 'canceled' });
  expect(clock.pendingTimers).toBe(0);
});

test('the reason of an abort is kept where it is a DeviceError', async () => {
  const gone = new DeviceError('disconnected', 'gone', { effect: 'unknown', retry: 'afterFix' });
  await expect(raceAbort(forever(), AbortSignal.abort(gone))).rejects.toBe(gone);
  await expect(raceAbort(forever(), AbortSignal.abort('whatever'))).rejects.toMatchObject({
    code: 'canceled',
  });
});

test('a race is won by what comes first', async () => {
  expect(await raceAbort(Promise.resolve(1), open())).toBe(1);
  await expect(raceAbort(Promise.reject(new TypeError('a bug')), open())).rejects.toThrow(TypeError);
});

test('bounded by the deadline, by the caller, and by closing', async () => {
  const clock = new HandClock();
  const caller = new AbortController();
  const closing = new AbortController();
  const command = { opId: 'op', deadlineMs: 50, signal: caller.signal };
  const run = () => bounded(clock, command, closing.signal, forever).catch((error: unknown) => error);

  const late = run();
  await clock.advance(50);
  expect(await late).toMatchObject({ code: 'timeout' });

  const closed = run();
  closing.abort(new DeviceError('closed', 'closed', { effect: 'none', retry: 'never' }));
  expect(await closed).toMatchObject({ code: 'closed' });
  expect(await run()).toMatchObject({ code: 'closed' });

  caller.abort();
  expect(await bounded(clock, command, open(), async () => 1).catch((error: unknown) => error)).toMatchObject(
    {
      code: 'canceled',
    },
  );
  await settle();
  expect(clock.pendingTimers).toBe(0);
});

test('what follows several signals aborts with the first of them, also one that had aborted before', () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const follower = new AbortController();
  follow(follower, first.signal, second.signal);
  second.abort('second');
  first.abort('first');
  expect(follower.signal.reason).toBe('second');

  const late = new AbortController();
  follow(late, AbortSignal.abort('before'));
  expect(late.signal.reason).toBe('before');
});

test('what has let go follows no more', () => {
  const source = new AbortController();
  const follower = new AbortController();
  follow(follower, source.signal)();
  source.abort();
  expect(follower.signal.aborted).toBe(false);
});
