import { describe, expect, test } from 'vitest';
import { bench, codes, command, impatient, present, readyBench, until } from './testing/reader-bench.ts';

describe('a reader that is out of order', () => {
  test('silent: it says so, keeps asking, and is there when it answers', async () => {
    const { simulator, reader } = await bench({ preset: 'silent', profile: impatient });
    await expect(reader.ready(command(150))).rejects.toMatchObject({ condition: 'device.silent' });
    expect(reader.status()).toMatchObject({ link: 'up', device: 'offline', summary: 'unavailable' });
    await expect(reader.waitForCard(command(50))).rejects.toMatchObject({ code: 'timeout' });
    simulator.apply('normal');
    await reader.ready(command());
    expect(codes(reader)).toEqual([]);
  });

  test('falling silent while one waits for a card', async () => {
    const { simulator, reader } = await readyBench({ profile: impatient });
    const waiting = reader.waitForCard(command());
    simulator.apply('silent');
    await until(reader, () => codes(reader).includes('device.silent'));
    simulator.apply('normal');
    simulator.putCard('citizen');
    await waiting;
    expect(reader.status().device).toBe('online');
  });

  test('silent during a read: that read fails in time', async () => {
    const it = await readyBench({ preset: 'silent-mid-read', profile: impatient });
    await expect(present(it, 'citizen')).rejects.toMatchObject({ code: 'timeout', condition: 'read.failed' });
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
  });

  test.each([
    ['sam-fault', 'SW3 60'],
    ['sam-not-authorised', 'SW3 66'],
  ])('%s at the greeting, until it is mended', async (preset, raw) => {
    const { simulator, reader } = await bench({ preset });
    await expect(reader.ready(command(100))).rejects.toMatchObject({
      code: 'condition',
      condition: 'sam.fault',
    });
    expect(reader.status()).toMatchObject({
      device: 'hardwareError',
      conditions: [{ code: 'sam.fault', raw, action: 'technician' }],
    });
    simulator.apply('normal');
    await reader.ready(command());
    expect(codes(reader)).toEqual([]);
  });

  test('the security module fails during operation', async () => {
    const { simulator, reader } = await readyBench();
    simulator.apply('sam-fault');
    await expect(reader.read(command())).rejects.toMatchObject({ condition: 'sam.fault', retry: 'afterFix' });
    expect(await reader.checkHealth('internal', command())).toMatchObject({ outcome: 'failed' });
    expect(reader.status().device).toBe('hardwareError');
  });
});

describe('giving up', () => {
  test('while waiting for a card', async () => {
    const { reader } = await readyBench();
    const giveUp = new AbortController();
    const waiting = reader.waitForCard(command(5000, giveUp.signal));
    setTimeout(() => giveUp.abort(), 10);
    await expect(waiting).rejects.toMatchObject({ code: 'canceled', effect: 'none' });
  });

  test('before anything was sent', async () => {
    const { simulator, reader } = await readyBench();
    const sent = simulator.state().commands;
    const given = command(5000, AbortSignal.abort());
    for (const settled of await Promise.allSettled([
      reader.ready(given),
      reader.waitForCard(given),
      reader.read(given),
      reader.waitForRemoval(given),
      reader.samId(given),
    ]))
      expect(settled).toMatchObject({ status: 'rejected', reason: { code: 'canceled', effect: 'none' } });
    expect(simulator.state().commands).toEqual(sent);
  });

  test('while queued behind a read, which goes on', async () => {
    const { simulator, reader } = await readyBench({ latency: { read: 40 } });
    simulator.putCard('citizen');
    const reading = reader.read(command());
    const giveUp = new AbortController();
    const queued = reader.samId(command(5000, giveUp.signal));
    giveUp.abort();
    await expect(queued).rejects.toMatchObject({ code: 'canceled', effect: 'none' });
    expect(await reading).toMatchObject({ kind: 'citizen' });
  });

  test.each(['find', 'select', 'read', 'newestAddress'] as const)(
    'during %s; the reader works on',
    async (step) => {
      const slow = step === 'newestAddress' ? 'other' : step;
      const { simulator, reader } = await readyBench({ latency: { [slow]: 30 } });
      simulator.putCard('citizen');
      const giveUp = new AbortController();
      const watch = setInterval(() => {
        if (simulator.state().commands.at(-1) === step) giveUp.abort();
      }, 2);
      await expect(reader.read(command(5000, giveUp.signal))).rejects.toMatchObject({
        code: 'canceled',
        effect: 'none',
      });
      clearInterval(watch);
      simulator.putCard('foreigner-2017');
      expect(await reader.read(command())).toMatchObject({ kind: 'foreigner-2017' });
    },
  );

  test('the deadline ends a read that takes too long', async () => {
    const { simulator, reader } = await readyBench({ latency: { read: 500 } });
    simulator.putCard('citizen');
    await expect(reader.read(command(60))).rejects.toMatchObject({ code: 'timeout', effect: 'none' });
  });

  test('closing settles everything', async () => {
    const { reader } = await readyBench();
    const all = [reader.waitForCard(command()), reader.waitForRemoval(command()), reader.samId(command())];
    const settled = Promise.all(all.map((each) => each.catch((error: unknown) => error)));
    await reader.close();
    const results = await settled;
    expect(results[0]).toMatchObject({ code: 'closed' });
    expect(results[2]).toMatchObject({ code: 'closed' });
    await expect(reader.read(command())).rejects.toMatchObject({ code: 'closed' });
    expect(reader.status().link).toBe('absent');
  });
});
