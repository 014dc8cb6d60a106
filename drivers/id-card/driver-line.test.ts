import { describe, expect, test } from 'vitest';
import {
  bench,
  codes,
  command,
  present,
  impatient,
  quick,
  readyBench,
  until,
} from './testing/reader-bench.ts';

describe('a bad line', () => {
  test.each(['garbage-before-frame', 'one-byte-chunks', 'merged-frames', 'duplicate-reply'])(
    'reads card after card in spite of %s',
    async (preset) => {
      const it = await readyBench({ preset });
      for (const card of ['citizen', 'foreigner-2023', 'citizen-moved']) {
        expect(await present(it, card)).toMatchObject({
          name: it.simulator.cards.find(({ id }) => id === card)?.holder,
        });
        it.simulator.liftCard();
        await it.reader.waitForRemoval(command());
      }
      expect(it.reader.status().summary).toBe('ready');
    },
  );

  test('bytes one by one and in bursts, from the wire itself', async () => {
    for (const chunks of ['bytes', 'merged'] as const) {
      const it = await readyBench({ wire: { chunks } });
      expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
    }
  });

  test('counts what it had to give up', async () => {
    const it = await readyBench({ preset: 'garbage-before-frame' });
    await present(it, 'citizen');
    expect(it.reader.statistics()).toMatchObject({
      TruncatedFrameCount: expect.any(Number),
      GarbageCount: expect.any(Number),
    });
    expect(it.reader.statistics()['ResyncByteCount']).toBeGreaterThanOrEqual(6 * 24);
  });

  test.each([
    ['bad-checksum', 'ChecksumErrorCount'],
    ['truncated-frame', 'DamagedReplyCount'],
  ])('%s fails the read, is counted, and the next one goes well', async (preset, counter) => {
    const it = await readyBench({ preset });
    await expect(present(it, 'citizen')).rejects.toMatchObject({
      code: 'protocol',
      condition: 'read.failed',
      retry: 'safe',
    });
    expect(it.reader.statistics()[counter]).toBe(1);
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
  });

  test('a late reply answers nothing that was asked after it', async () => {
    const it = await readyBench({
      preset: 'late-reply',
      profile: { timeouts: { ...quick.timeouts, readMs: 120 } },
    });
    await expect(present(it, 'citizen')).rejects.toMatchObject({ code: 'timeout', condition: 'read.failed' });
    // Asked while the old reply is still owed.
    expect(await present(it, 'foreigner-2017')).toMatchObject({ kind: 'foreigner-2017', name: '样例庚' });
    expect(it.reader.statistics()['StrayFrameCount']).toBeGreaterThanOrEqual(1);
    expect(it.reader.statistics()['ResettleCount']).toBeGreaterThanOrEqual(1);
  });

  test('the reply to a read that was given up is not the next card’s', async () => {
    const it = await readyBench({ latency: { read: 60 } });
    it.simulator.putCard('citizen');
    await it.reader.waitForCard(command());
    const giveUp = new AbortController();
    const reading = it.reader.read(command(5000, giveUp.signal));
    setTimeout(() => giveUp.abort(), 20);
    await expect(reading).rejects.toMatchObject({ code: 'canceled', effect: 'none' });
    it.simulator.putCard('residence-permit');
    await it.reader.waitForCard(command());
    expect(await it.reader.read(command())).toMatchObject({ kind: 'residence-permit' });
  });

  test('a slow read is a good read', async () => {
    const it = await readyBench({ preset: 'slow-read' });
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
  });
});

describe('the cable', () => {
  test('unplugged in the middle of a reply: the read fails, the line comes back by itself', async () => {
    const it = await readyBench({ preset: 'unplug-mid-read' });
    await expect(present(it, 'citizen')).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
      effect: 'none',
    });
    expect(it.reader.status()).toMatchObject({ link: 'lost', device: 'noDevice', summary: 'unavailable' });
    expect(codes(it.reader)).toEqual(['device.gone']);
    await it.reader.ready(command());
    expect(codes(it.reader)).toEqual([]);
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
    expect(it.reader.statistics()).toMatchObject({ ConnectionCount: 2, ConnectionLostCount: 1 });
  });

  test('waiting for a card outlasts an unplugged cable', async () => {
    const { simulator, listening, reader } = await readyBench();
    const waiting = reader.waitForCard(command());
    listening.plug(false);
    await until(reader, () => reader.status().link === 'lost');
    listening.plug(true);
    simulator.putCard('citizen');
    await waiting;
    expect(await reader.read(command())).toMatchObject({ kind: 'citizen' });
  });

  test('waiting for removal outlasts it too, and does not take the gap for a removal', async () => {
    const it = await readyBench();
    await present(it, 'citizen');
    let removed = false;
    const waiting = it.reader.waitForRemoval(command()).then(() => (removed = true));
    it.listening.unplug();
    await until(it.reader, () => it.reader.status().link === 'lost');
    await it.reader.ready(command());
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(removed).toBe(false);
    it.simulator.liftCard();
    await waiting;
  });

  test('unplugged while it was silent: it is gone, and no longer silent', async () => {
    const { listening, reader } = await bench({ preset: 'silent', profile: impatient });
    await until(reader, () => reader.status().link === 'up');
    listening.plug(false);
    await until(reader, () => reader.status().link === 'lost');
    await expect(reader.ready(command(150))).rejects.toMatchObject({ code: 'disconnected' });
    expect(reader.status()).toMatchObject({ device: 'noDevice', conditions: [{ code: 'device.gone' }] });
  });

  test('no device at all: commands say so at their deadline', async () => {
    const { listening, reader } = await bench();
    listening.plug(false);
    await expect(reader.ready(command(30))).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
    });
    await expect(reader.waitForCard(command(30))).rejects.toMatchObject({ code: 'timeout', effect: 'none' });
    await expect(reader.read(command(30))).rejects.toMatchObject({ code: 'disconnected' });
  });
});
