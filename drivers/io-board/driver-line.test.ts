import { describe, expect, test } from 'vitest';
import { bench, codes, command, readyBench, until } from './testing/board-bench.ts';

describe('a bad line', () => {
  test.each(['garbage-before-frame', 'one-byte-chunks', 'merged-frames', 'duplicate-reply'])(
    'sees and switches in spite of %s',
    async (preset) => {
      const it = await readyBench({ preset });
      for (const on of [true, false, true]) {
        await it.board.setLight('panel', on, command());
        expect(it.simulator.state().lights['panel']).toBe(on);
      }
      expect(it.board.status().summary).toBe('ready');
      expect(it.board.inputs()).toMatchObject({ door: false });
    },
  );

  test('bytes one by one and in bursts, from the wire itself', async () => {
    for (const chunks of ['bytes', 'merged'] as const) {
      const it = await readyBench({ wire: { chunks } });
      await it.board.setLight('panel', true, command());
      expect(it.simulator.state().lights['panel']).toBe(true);
      expect(it.board.statistics()['TimeoutCount']).toBeUndefined();
    }
  });

  test.each([
    ['bad-crc', 'DamagedReplyCount'],
    ['wrong-unit', 'StrayFrameCount'],
    ['silent', 'TimeoutCount'],
  ])(
    '%s for long: it is silent, knows nothing, counts it, and comes back by itself',
    async (preset, counter) => {
      const it = await readyBench();
      it.simulator.apply(preset);
      await until(it, () => codes(it.board).includes('device.silent'));
      expect(it.board.status()).toMatchObject({ device: 'offline', link: 'up', summary: 'unavailable' });
      expect(it.board.inputs()).toMatchObject({ door: null });
      expect(it.board.statistics()[counter]).toBeGreaterThanOrEqual(2);
      it.simulator.apply('normal');
      await it.board.ready(command());
      expect(codes(it.board)).toEqual([]);
      expect(it.board.inputs()).toMatchObject({ door: false });
    },
  );

  test.each(['late-reply', 'truncated-frame'])('one %s: nobody notices', async (preset) => {
    const it = await readyBench();
    const states: string[] = [];
    it.board.onStatus(({ device }) => states.push(device));
    it.simulator.apply(preset);
    await until(it, () => it.simulator.state().preset === 'normal');
    await it.board.setLight('panel', true, command());
    expect(states.filter((state) => state !== 'online')).toEqual([]);
    expect(it.board.statistics()).toMatchObject(
      preset === 'late-reply' ? { TimeoutCount: 1, StrayFrameCount: 1 } : { DamagedReplyCount: 1 },
    );
  });

  test('a late reply answers nothing that was asked after it', async () => {
    // Nothing but one question, so that the late answer has the very shape of the next one, and comes in front of it.
    const it = await bench({ profile: { lights: [] }, latency: { reply: 100 }, preset: 'late-reply' });
    await until(it, () => it.simulator.state().preset === 'normal');
    // What is on its way says that the door is closed.
    it.simulator.apply('door-open');
    await it.board.ready(command());
    expect(it.changes[0]).toEqual(['door', true]);
    expect(it.board.statistics()).toMatchObject({ TimeoutCount: 1, StrayFrameCount: 1 });
    expect(it.simulator.state().tooEarly).toBe(0);
  });

  test('a light whose request was lost is asked for a second time', async () => {
    const it = await readyBench({ profile: { pollMs: 10_000 } });
    it.simulator.apply('truncated-frame');
    await it.board.setLight('panel', true, command());
    expect(it.simulator.state().lights['panel']).toBe(true);
  });

  test('a light that cannot be confirmed fails, and goes back to what it was', async () => {
    const it = await readyBench();
    await it.board.setLight('panel', true, command());
    it.simulator.apply('bad-crc');
    await expect(it.board.setLight('panel', false, command())).rejects.toMatchObject({
      code: 'protocol',
      condition: 'device.silent',
      effect: 'unknown',
      retry: 'safe',
    });
    expect(it.simulator.state().lights['panel']).toBe(false);
    it.simulator.apply('normal');
    await until(it, () => it.simulator.state().lights['panel'] === true);
  });
});

describe('commands that are given up', () => {
  test('by their deadline, on a silent board', async () => {
    const it = await readyBench();
    it.simulator.apply('silent');
    const started = performance.now();
    await expect(it.board.setLight('panel', true, command(100))).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - started).toBeLessThan(400);
  });

  test('by the caller, while queued: effect none, and the light stays off', async () => {
    const it = await readyBench();
    const giveUp = new AbortController();
    giveUp.abort();
    await expect(it.board.setLight('panel', true, command(1000, giveUp.signal))).rejects.toMatchObject({
      code: 'canceled',
      effect: 'none',
    });
    expect(it.simulator.state().lights['panel']).toBe(false);
  });

  test('by closing', async () => {
    const it = await readyBench();
    it.simulator.apply('silent');
    const setting = it.board.setLight('panel', true, command()).catch((error: unknown) => error);
    await it.board.close();
    expect(await setting).toMatchObject({ code: 'closed' });
    await it.board.close();
    expect(it.board.inputs()).toMatchObject({ door: null });
    await expect(it.board.setLight('panel', true, command())).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('the cable', () => {
  test('unplugged in the middle of a reply: back by itself', async () => {
    const it = await readyBench();
    it.simulator.apply('unplug-mid-reply');
    await until(it, () => it.board.status().link === 'lost');
    expect(codes(it.board)).toEqual(['device.gone']);
    await it.board.ready(command());
    expect(codes(it.board)).toEqual([]);
    expect(it.board.inputs()).toMatchObject({ door: false });
  });

  test('no board at all: commands say so', async () => {
    const { board, listening } = await bench();
    listening.plug(false);
    await expect(board.ready(command(30))).rejects.toMatchObject({ condition: 'device.gone' });
    await expect(board.setLight('panel', true, command(30))).rejects.toMatchObject({ code: 'disconnected' });
  });
});
