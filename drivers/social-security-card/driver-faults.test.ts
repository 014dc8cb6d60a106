import { describe, expect, test } from 'vitest';
import { bench, codes, command, impatient, readyBench, until } from './testing/card-bench.ts';

describe('in the middle of a read, once', () => {
  test.each([
    ['pulled-mid-apdu', { code: 'condition', condition: 'card.torn', retry: 'safe' }],
    ['pulled-unnoticed', { code: 'condition', condition: 'card.torn', retry: 'safe' }],
    ['mute-mid-apdu', { code: 'condition', condition: 'card.mute', retry: 'safe' }],
    ['reader-unplugged-mid-apdu', { code: 'condition', condition: 'reader.gone', retry: 'afterFix' }],
    ['daemon-dies-mid-apdu', { code: 'disconnected', condition: 'device.gone', retry: 'afterFix' }],
    ['truncated-reply', { code: 'timeout', condition: 'card.mute', retry: 'safe' }],
    ['late-reply', { code: 'timeout', condition: 'card.mute', retry: 'safe' }],
  ])('%s: told for what it is, and the next card is read', async (preset, expected) => {
    const { reader, simulator } = await readyBench({ preset, profile: impatient });
    await reader.waitForCard(command());
    await expect(reader.read(command())).rejects.toMatchObject({ ...expected, effect: 'none' });
    simulator.apply('card');
    await until(reader, () => reader.status().summary === 'ready' && codes(reader).includes('card.present'));
    expect(await reader.read(command())).toMatchObject({ number: '11010519491231002X' });
    expect(reader.statistics()).toMatchObject({ FailedReadCount: 1, GoodReadCount: 1 });
  });

  test('an answer that comes twice is never taken for another one; the line is made anew', async () => {
    const { reader } = await readyBench({ preset: 'duplicate-reply', profile: impatient });
    const first: unknown = await reader.read(command()).catch((error: unknown) => error);
    // Either the copy was noticed in time, or it came behind the last answer that mattered.
    expect(first).toMatchObject({ effect: 'none' });
    await reader.ready(command());
    expect(await reader.read(command())).toMatchObject({ name: '样例甲' });
    expect(reader.statistics()).toMatchObject({ ConnectionLostCount: 1 });
  });

  test('a late answer belongs to nobody, and the line goes on', async () => {
    const { reader } = await readyBench({ preset: 'late-reply', profile: impatient });
    await expect(reader.read(command())).rejects.toMatchObject({ condition: 'card.mute' });
    expect(await reader.read(command())).toMatchObject({ name: '样例甲' });
    expect(reader.statistics()['ConnectionLostCount']).toBeUndefined();
  });

  test('given up: settles at once, the card is let go, and the next read works', async () => {
    const { reader, simulator } = await readyBench({ preset: 'card', latency: { usual: 10 } });
    const giveUp = new AbortController();
    const reading = reader.read(command(5000, giveUp.signal));
    await expect.poll(() => simulator.state().facts.instructions, { interval: 2 }).toContain('B2');
    giveUp.abort();
    await expect(reading).rejects.toMatchObject({ code: 'canceled', effect: 'none' });
    expect(await reader.read(command())).toMatchObject({ name: '样例甲' });
  });

  test('closed: everything settles', async () => {
    const { reader, simulator } = await readyBench({ preset: 'card', latency: { usual: 10 } });
    const all = [reader.read(command()), reader.read(command()), reader.waitForRemoval(command())].map(
      (each) => each.catch((error: unknown) => error),
    );
    await expect.poll(() => simulator.state().facts.instructions, { interval: 2 }).toContain('B2');
    await reader.close();
    await reader.close();
    for (const error of await Promise.all(all)) expect(error).toMatchObject({ code: 'closed' });
    expect(reader.status()).toMatchObject({ link: 'absent', device: 'noDevice' });
  });

  test('past the deadline of the command, whatever the line does', async () => {
    const { reader } = await readyBench({ preset: 'late-reply' });
    await expect(reader.read(command(80))).rejects.toMatchObject({ code: 'timeout', effect: 'none' });
  });
});

describe('the daemon', () => {
  test('is restarted: a lost link, and everything works again', async () => {
    const { reader, simulator } = await readyBench({ preset: 'card' });
    const lost = until(reader, () => reader.status().link === 'lost');
    simulator.apply('daemon-restarts');
    await lost;
    expect(reader.status()).toMatchObject({ device: 'noDevice', conditions: [{ code: 'device.gone' }] });
    await expect(reader.read(command())).rejects.toMatchObject({ code: 'disconnected' });
    await reader.waitForCard(command());
    expect(await reader.read(command())).toMatchObject({ name: '样例甲' });
  });

  test('is silent from the start, and comes to', async () => {
    const { reader, simulator } = await bench({ preset: 'silent', profile: impatient });
    await expect(reader.ready(command(250))).rejects.toMatchObject({ condition: 'device.silent' });
    expect(reader.status()).toMatchObject({ device: 'offline', summary: 'unavailable' });
    simulator.apply('card');
    await until(reader, () => reader.status().summary === 'ready');
    expect(codes(reader)).toEqual(['card.present']);
  });

  test('falls silent in between, and comes to', async () => {
    const { reader, simulator } = await readyBench({ preset: 'card', profile: impatient });
    simulator.apply('silent');
    await until(reader, () => codes(reader).includes('device.silent'));
    simulator.apply('card');
    await until(reader, () => reader.status().summary === 'ready');
    expect(await reader.read(command())).toMatchObject({ name: '样例甲' });
  });

  test('is too old: a fault for a technician, not a reader that is gone', async () => {
    const { reader } = await bench({ preset: 'older-daemon' });
    await expect(reader.ready(command(200))).rejects.toMatchObject({ condition: 'fault.unrecoverable' });
    expect(reader.status()).toMatchObject({
      device: 'hardwareError',
      conditions: [{ raw: expect.stringContaining('4:3') }],
    });
  });

  test('is not there at all, then is', async () => {
    const { reader, listening } = await bench({ preset: 'card' });
    listening.plug(false);
    await until(reader, () => reader.status().link === 'lost');
    listening.plug(true);
    await reader.ready(command());
    expect(await reader.read(command())).toMatchObject({ name: '样例甲' });
  });
});
