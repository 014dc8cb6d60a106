import { describe, expect, it } from 'vitest';
import type { FrameReport } from '../contract/camera.ts';
import { settle } from '../runtime/testing/hand-clock.ts';
import { cameraBench, fine, profile } from './testing/camera-bench.ts';

const command = { opId: 'test', deadlineMs: 5000 };
const bad = (verdict: FrameReport['verdict']): FrameReport => ({ verdict, meanLuma: null, fps: null });

/** What a command that must fail fails with; taken hold of before it does. */
const failure = (command: Promise<unknown>): Promise<unknown> =>
  command.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );

async function opened(options?: Parameters<typeof cameraBench>[0]) {
  const bench = cameraBench(options);
  bench.page.connected = true;
  bench.camera.open();
  await settle();
  return bench;
}

describe('a camera', () => {
  it('is on-line when the page has seen its picture, not before', async () => {
    const { camera, page } = await opened({ name: 'HD' });
    expect(camera.status()).toMatchObject({ link: 'up', device: 'starting', summary: 'unavailable' });
    expect(page.asked[0]?.task).toMatchObject({ name: 'HD', samples: 6, darkBelow: 20 });
    await page.says(fine);
    expect(camera.status()).toMatchObject({ device: 'online', summary: 'ready', conditions: [] });
    expect(camera.lastReport()).toEqual(fine);
    await camera.ready(command);
    await camera.close();
  });

  it.each([
    ['dark', 'camera.dark', 'online', 'degraded'],
    ['frozen', 'camera.frozen', 'hardwareError', 'unavailable'],
    ['no-frame', 'camera.noFrame', 'hardwareError', 'unavailable'],
    ['denied', 'camera.denied', 'offline', 'unavailable'],
    ['busy', 'camera.busy', 'offline', 'unavailable'],
    ['gone', 'device.gone', 'noDevice', 'unavailable'],
  ] as const)('%s is %s, and is looked at again until it is well', async (verdict, code, device, summary) => {
    const { camera, page, clock, codes } = await opened();
    await page.says(bad(verdict));
    expect(codes()).toEqual([code]);
    expect(camera.status()).toMatchObject({ device, summary });
    await clock.advance(profile.retryMs - 1);
    expect(page.asked).toHaveLength(1);
    await clock.advance(1);
    expect(page.asked).toHaveLength(2);
    await page.says(fine);
    expect(camera.status()).toMatchObject({ device: 'online', summary: 'ready', conditions: [] });
    await camera.close();
  });

  it('that is well is looked at now and then', async () => {
    const { camera, page, clock } = await opened();
    await page.says(fine);
    await clock.advance(profile.lookEveryMs);
    expect(page.asked).toHaveLength(2);
    await camera.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('that is pulled out is gone, whatever a look that is under way says, and comes back by itself', async () => {
    const { camera, page, clock, system, codes } = await opened();
    await page.says(fine);
    const failed = failure(camera.watch({ opId: 'test', deadlineMs: 60_000 }));
    await settle();
    system.cameras = [];
    await clock.advance(profile.presenceMs);
    expect(await failed).toMatchObject({ condition: 'device.gone', effect: 'none' });
    await page.says(fine);
    expect(codes()).toEqual(['device.gone']);
    expect(camera.status()).toMatchObject({ link: 'lost', device: 'noDevice' });
    await expect(camera.watch({ opId: 'test', deadlineMs: 100 })).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
    });

    system.cameras = ['HD Camera'];
    await clock.advance(5000);
    expect(page.asked).toHaveLength(3);
    await page.says(fine);
    expect(camera.status()).toMatchObject({ device: 'online', summary: 'ready', conditions: [] });
    await camera.close();
  });

  it('is asked about where the system cannot tell', async () => {
    const { camera, page, system } = cameraBench();
    system.cameras = null;
    page.connected = true;
    camera.open();
    await settle();
    await page.says(fine);
    expect(camera.status()).toMatchObject({ device: 'online', summary: 'ready' });
    expect(camera.systemName()).toBeNull();
    await camera.close();
  });
});

describe('the page', () => {
  it('is asked as soon as it comes', async () => {
    const { camera, page } = cameraBench();
    camera.open();
    await settle();
    expect(page.asked).toHaveLength(0);
    await expect(camera.watch(command)).rejects.toMatchObject({ code: 'disconnected', effect: 'none' });
    page.connect();
    await settle();
    await page.says(fine);
    expect(camera.status().device).toBe('online');
    await camera.close();
    expect(page.listeners).toBe(0);
  });

  it('that does not report is asked again', async () => {
    const { camera, page, clock } = await opened();
    await clock.advance(profile.withinMs + 2000 + profile.retryMs);
    expect(page.asked).toHaveLength(2);
    await page.says(fine);
    expect(camera.status().summary).toBe('ready');
    await camera.close();
  });

  it('that comes in the place of another is asked at once, and the look of the other is given up', async () => {
    const { camera, page } = await opened();
    page.connect();
    await settle();
    expect(page.asked).toHaveLength(2);
    await page.says(fine);
    expect(camera.status().summary).toBe('ready');
    await camera.close();
  });
});

describe('a command', () => {
  it('settles by its deadline, by an abort and by close', async () => {
    const { camera, page, clock } = await opened();
    await page.says(fine);
    const late = failure(camera.watch(command));
    await clock.advance(command.deadlineMs);
    expect(await late).toMatchObject({ code: 'timeout', effect: 'none' });

    const abort = new AbortController();
    const canceled = failure(camera.watch({ ...command, signal: abort.signal }));
    await settle();
    abort.abort();
    expect(await canceled).toMatchObject({ code: 'canceled' });

    const closed = failure(camera.watch(command));
    await settle();
    await camera.close();
    expect(await closed).toMatchObject({ code: 'closed' });
    await camera.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('a report that comes too late changes nothing', async () => {
    const { camera, page, clock } = await opened();
    await page.says(fine);
    const late = failure(camera.watch(command));
    await clock.advance(command.deadlineMs);
    expect(await late).toMatchObject({ code: 'timeout', effect: 'none' });
    await page.says(bad('frozen'));
    expect(camera.status()).toMatchObject({ summary: 'ready', conditions: [] });
    await camera.close();
  });
});

describe('checkHealth', () => {
  it('internal looks, and says what it saw', async () => {
    const { camera, page } = await opened();
    await page.says(fine);
    const passing = camera.checkHealth('internal', command);
    await settle();
    await page.says(fine);
    expect(await passing).toEqual({
      level: 'internal',
      outcome: 'passed',
      detail: 'ok: mean luma 118 of 255, 30.0 frames a second',
    });
    const failing = camera.checkHealth('internal', command);
    await settle();
    await page.says(bad('busy'));
    expect(await failing).toMatchObject({ outcome: 'failed', detail: 'busy' });
    expect((await camera.checkHealth('external', command)).outcome).toBe('skipped');
    await camera.close();
  });

  it('without a kiosk says what the system sees, and that nobody looked', async () => {
    const { camera } = await opened({ page: false });
    expect(camera.status()).toMatchObject({ device: 'online', conditions: [] });
    expect(await camera.checkHealth('internal', command)).toEqual({
      level: 'internal',
      outcome: 'skipped',
      detail: 'the system sees “HD Camera”; only a running kiosk sees the picture',
    });
    await expect(camera.watch(command)).rejects.toMatchObject({ code: 'disconnected' });
    await camera.close();
  });
});
