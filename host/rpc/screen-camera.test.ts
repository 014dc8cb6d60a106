import { beforeEach, expect, it } from 'vitest';
import type { HostMessage } from '../../contract/rpc.ts';
import type { WatchTask } from '../../drivers/contract/camera.ts';
import { ScreenCamera } from './screen-camera.ts';

const task: WatchTask = {
  name: null,
  samples: 6,
  everyMs: 500,
  withinMs: 8000,
  darkBelow: 20,
  frozenSamples: 5,
};
const fine = { verdict: 'ok', meanLuma: 118, fps: 30 } as const;
const signal = new AbortController().signal;

let camera: ScreenCamera;
let asking: boolean[];
beforeEach(() => {
  asking = [];
  camera = new ScreenCamera((on) => asking.push(on));
});

function screen() {
  const messages: HostMessage[] = [];
  return { messages, send: (message: HostMessage) => messages.push(message) };
}

it('asks the newest screen, and takes its answer once', async () => {
  const [old, newest] = [screen(), screen()];
  camera.connected(old);
  camera.connected(newest);
  const watching = camera.watch(task, signal);
  expect(old.messages).toEqual([]);
  expect(newest.messages).toEqual([{ kind: 'watch-camera', watch: 0, task }]);
  expect(asking).toEqual([true]);
  const refused = { accepted: false, reason: 'not-now' };
  expect(camera.reported({ ...fine, watch: 0 }, old), 'another screen').toEqual(refused);
  expect(camera.reported({ ...fine, watch: 1 }, newest), 'another question').toEqual(refused);
  expect(camera.reported({ ...fine, watch: 0 }, newest)).toEqual({ accepted: true });
  expect(camera.reported({ ...fine, watch: 0 }, newest), 'a second time').toEqual(refused);
  expect(await watching).toEqual(fine);
  expect(asking).toEqual([true, false]);
});

it('refuses a report that nobody asked for', () => {
  const one = screen();
  camera.connected(one);
  expect(camera.reported({ ...fine, watch: 0 }, one)).toEqual({ accepted: false, reason: 'not-now' });
});

it('refuses a report of a question that was given up', async () => {
  const one = screen();
  camera.connected(one);
  const abort = new AbortController();
  const watching = camera.watch(task, abort.signal);
  abort.abort();
  await expect(watching).rejects.toMatchObject({ code: 'canceled' });
  expect(asking).toEqual([true, false]);
  expect(camera.reported({ ...fine, watch: 0 }, one)).toEqual({ accepted: false, reason: 'not-now' });
});

it('fails when the screen goes, and where there is none', async () => {
  const one = screen();
  camera.connected(one);
  const watching = camera.watch(task, signal);
  camera.lost(one);
  await expect(watching).rejects.toMatchObject({ code: 'disconnected', effect: 'none' });
  expect(asking).toEqual([true, false]);
  await expect(camera.watch(task, signal)).rejects.toMatchObject({ code: 'disconnected' });
});

it('goes back to the screen before when the newest has gone', async () => {
  const [old, newest] = [screen(), screen()];
  camera.connected(old);
  camera.connected(newest);
  camera.lost(newest);
  const watching = camera.watch(task, signal);
  expect(camera.reported({ ...fine, watch: 0 }, old)).toEqual({ accepted: true });
  await watching;
});

it('tells who waits for a screen that one has come, until they no longer want to know', () => {
  let count = 0;
  const stop = camera.onConnected(() => (count += 1));
  camera.connected(screen());
  stop();
  camera.connected(screen());
  expect(count).toBe(1);
});
