import { describe, expect, test } from 'vitest';
import { codes, command, present, readyBench } from './testing/reader-bench.ts';

describe('a reader that works', () => {
  test('reads a card with one look, one selection and one read', async () => {
    const it = await readyBench();
    const record = await present(it, 'citizen');
    expect(record).toMatchObject({
      name: '样例甲',
      number: '11010519491231002X',
      validTo: 'long-term',
      newestAddress: null,
    });
    expect(it.simulator.state().commands).toEqual([
      'status',
      'samId',
      'find',
      'select',
      'read',
      'newestAddress',
    ]);
    expect(it.reader.statistics()).toMatchObject({ GoodReadCount: 1 });
    expect(it.simulator.state().timing).toMatchObject({
      latencyMs: 0,
      replies: 4,
      replyBytes: 15 + 19 + 1295 + 11,
    });
  });

  test.each([
    'citizen-moved',
    'citizen-rare-name',
    'citizen-expired',
    'residence-permit',
    'foreigner-2017',
    'foreigner-2023',
  ])('reads %s', async (card) => {
    const it = await readyBench();
    const record = await present(it, card);
    const laid = it.simulator.cards.find(({ id }) => id === card);
    expect(record).toMatchObject({
      kind: laid?.kind,
      name: laid?.holder,
      newestAddress: laid?.newestAddresses[0] ?? null,
    });
  });

  test('leaves the newest address out where the model has no such command', async () => {
    const it = await readyBench({ profile: { newestAddress: 'none' } });
    expect(await present(it, 'citizen-moved')).toMatchObject({ newestAddress: null });
    expect(it.reader.capabilities.has('newest-address')).toBe(false);
    expect(it.simulator.state().commands).not.toContain('newestAddress');
  });

  test('reads without having waited, and says when there is no card', async () => {
    const { simulator, reader } = await readyBench();
    await expect(reader.read(command())).rejects.toMatchObject({
      code: 'condition',
      condition: 'card.none',
      effect: 'none',
    });
    simulator.putCard('citizen');
    expect(await reader.read(command())).toMatchObject({ kind: 'citizen' });
    expect(reader.statistics()['FailedReadCount']).toBeUndefined();
  });

  test('waits for a card that comes later, and shows it in the status', async () => {
    const { simulator, reader } = await readyBench();
    const waiting = reader.waitForCard(command());
    setTimeout(() => simulator.putCard('citizen'), 20);
    await waiting;
    expect(codes(reader)).toEqual(['card.present']);
    expect(reader.status().summary).toBe('ready');
  });

  test('notices that a read card was taken off, and not before', async () => {
    const it = await readyBench();
    await present(it, 'citizen');
    let removed = false;
    const waiting = it.reader.waitForRemoval(command()).then(() => (removed = true));
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(removed).toBe(false);
    it.simulator.liftCard();
    await waiting;
    expect(codes(it.reader)).toEqual([]);
  });

  test('a card that could not be read is not taken for one that was taken off', async () => {
    const it = await readyBench({ preset: 'read-fails' });
    await expect(present(it, 'citizen')).rejects.toMatchObject({ condition: 'read.failed' });
    await expect(it.reader.waitForRemoval(command())).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('a card that was found and never read is waited for as well', async () => {
    const { simulator, reader } = await readyBench();
    simulator.putCard('citizen');
    await reader.waitForCard(command());
    await expect(reader.waitForRemoval(command(40))).rejects.toMatchObject({ code: 'timeout' });
    simulator.liftCard();
    await reader.waitForRemoval(command());
  });

  test('a model that cannot tell says so', async () => {
    const { reader } = await readyBench({ profile: { removalProbe: 'none' } });
    expect(reader.capabilities.has('removal')).toBe(false);
    await expect(reader.waitForRemoval(command())).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('answers its health check and its id', async () => {
    const { reader } = await readyBench();
    expect(await reader.samId(command())).toBe('05.01-20200101-0000000001-1234567890');
    expect(await reader.checkHealth('internal', command())).toMatchObject({ outcome: 'passed' });
    expect(await reader.checkHealth('interactive', command())).toMatchObject({ outcome: 'skipped' });
  });

  test('commands settle in the order in which they came', async () => {
    const { simulator, reader } = await readyBench({ latency: { read: 20 } });
    simulator.putCard('citizen');
    const order: string[] = [];
    await Promise.all([
      reader.read(command()).then(() => order.push('read')),
      reader.samId(command()).then(() => order.push('samId')),
      reader.checkHealth('internal', command()).then(() => order.push('health')),
    ]);
    expect(order).toEqual(['read', 'samId', 'health']);
  });

  test('at the speed of a real line', async () => {
    const it = await readyBench({ wire: { baudRate: 115_200 } });
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
  });
});

describe('cards that cannot be read', () => {
  test('a kind that nobody knows', async () => {
    await expect(present(await readyBench(), 'unknown-type')).rejects.toMatchObject({
      code: 'condition',
      condition: 'card.unknownType',
      retry: 'never',
    });
  });

  test('a kind that the reader does not know', async () => {
    const it = await readyBench({ preset: 'unknown-card-type' });
    await expect(present(it, 'citizen')).rejects.toMatchObject({ condition: 'card.unknownType' });
  });

  test('a citizen number that fails its check; nothing of it is told', async () => {
    const it = await readyBench();
    const error: unknown = await present(it, 'citizen-wrong-number').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalidData', condition: 'read.failed', effect: 'none' });
    expect(JSON.stringify([String(error), it.reader.status()])).not.toMatch(/1101051949|样例/);
    expect(it.reader.statistics()).toMatchObject({ FailedReadCount: 1 });
  });

  test('a card that is lifted half-way', async () => {
    const it = await readyBench({ preset: 'card-pulled-mid-read', latency: { read: 20 } });
    await expect(present(it, 'citizen')).rejects.toMatchObject({
      condition: 'card.torn',
      retry: 'safe',
      effect: 'none',
    });
    expect(codes(it.reader)).toEqual([]);
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
  });

  test('a card that is lifted between look and selection', async () => {
    const { simulator, reader } = await readyBench();
    simulator.putCard('citizen');
    await reader.waitForCard(command());
    simulator.liftCard();
    await expect(reader.read(command())).rejects.toMatchObject({ condition: 'card.torn' });
  });

  test('a card that is lifted before the newest address has been read is not half delivered', async () => {
    const { simulator, reader } = await readyBench({ latency: { other: 30 } });
    simulator.putCard('citizen-moved');
    await reader.waitForCard(command());
    const stop = setInterval(() => {
      if (simulator.state().commands.at(-1) === 'newestAddress') simulator.liftCard();
    }, 2);
    await expect(reader.read(command())).rejects.toMatchObject({ condition: 'card.torn' });
    clearInterval(stop);
  });

  test('a read that the card refuses; it works after laying it down again', async () => {
    const it = await readyBench({ preset: 'read-fails' });
    await expect(present(it, 'citizen')).rejects.toMatchObject({ condition: 'read.failed', retry: 'safe' });
    await expect(it.reader.read(command())).rejects.toMatchObject({ condition: 'card.none' });
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
  });
});

test('a claim keeps others out until it is released', async () => {
  const { reader } = await readyBench();
  const lease = reader.claim('session-1');
  expect(() => reader.claim('session-2')).toThrow(expect.objectContaining({ code: 'claimed' }));
  lease.release();
  expect(reader.claim('session-2').owner).toBe('session-2');
});
