import { describe, expect, test } from 'vitest';
import type { SocialSecurityCardRecord } from '../contract/social-security-card.ts';
import { bench, codes, command, impatient, readyBench } from './testing/card-bench.ts';

const holder: SocialSecurityCardRecord = {
  region: '110105',
  cardClass: '3',
  specVersion: '3.00',
  issuer: '911101050000000000000001',
  issueDate: '2020-01-01',
  expiryDate: '2030-01-01',
  cardNumber: 'SIM000001',
  number: '11010519491231002X',
  name: '样例甲',
  sex: { code: '2', name: 'female' },
  nation: { code: '01', name: '汉' },
  birthplace: '110105',
  birthDate: '1949-12-31',
};
/** SELECT, READ RECORD, GET RESPONSE. No VERIFY (20), no banking. */
const harmless = new Set(['A4', 'B2', 'C0', '']);

describe('a card that can be read', () => {
  test.each(['card', 'card-t0', 'card-strange-tags', 'slow', 'one-byte-chunks', 'newer-daemon'])(
    '%s: the whole record',
    async (preset) => {
      const { reader, simulator } = await readyBench({ preset });
      await reader.waitForCard(command());
      expect(await reader.read(command())).toEqual(holder);
      expect(reader.statistics()).toMatchObject({ GoodReadCount: 1 });
      expect(simulator.state().preset).toBe(preset);
    },
  );

  test('a rare name, padding, and what the card does not have', async () => {
    const { reader } = await readyBench({ preset: 'card-rare-name' });
    expect(await reader.read(command())).toMatchObject({
      name: '样𠮷䶮',
      issuer: '9144052400000000',
      cardNumber: 'SIM2',
      expiryDate: null,
      birthplace: null,
      nation: { code: '97', name: '其他' },
    });
  });

  test('again and again, and by record number', async () => {
    const { reader } = await readyBench({ preset: 'card', profile: { ...impatient, recordsBy: 'number' } });
    expect(await reader.read(command())).toEqual(holder);
    expect(await reader.read(command())).toEqual(holder);
  });
});

describe('nothing but two files is ever asked of a card', () => {
  test.each(['card', 'card-t0', 'card-locked', 'card-broken', 'unknown-applet'])('%s', async (preset) => {
    const { reader, simulator } = await readyBench({ preset });
    await reader.read(command()).catch(() => {});
    const sent = simulator.state().facts.instructions.split(' ');
    expect(sent.filter((instruction) => !harmless.has(instruction))).toEqual([]);
    expect(sent).toContain('A4');
  });
});

describe('cards that come and go', () => {
  test('waits for a card, shows it, and notices that it was taken out', async () => {
    const { reader, simulator } = await readyBench();
    const waiting = reader.waitForCard(command());
    simulator.apply('card');
    await waiting;
    expect(codes(reader)).toEqual(['card.present']);
    expect(reader.status().summary).toBe('ready');
    let removed = false;
    const removal = reader.waitForRemoval(command()).then(() => (removed = true));
    await reader.read(command());
    expect(removed).toBe(false);
    simulator.apply('normal');
    await removal;
    expect(codes(reader)).toEqual([]);
  });

  test('no card: said at once', async () => {
    const { reader } = await readyBench();
    await expect(reader.read(command())).rejects.toMatchObject({
      code: 'condition',
      condition: 'card.none',
      effect: 'none',
    });
    expect(reader.statistics()['FailedReadCount']).toBeUndefined();
  });

  test('waiting ends with its deadline, its abort and the closing', async () => {
    const { reader } = await readyBench();
    await expect(reader.waitForCard(command(20))).rejects.toMatchObject({ code: 'timeout' });
    const giveUp = new AbortController();
    const waiting = reader.waitForCard(command(5000, giveUp.signal));
    giveUp.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'canceled' });
    const closing = reader.waitForCard(command());
    await Promise.all([expect(closing).rejects.toMatchObject({ code: 'closed' }), reader.close()]);
  });
});

describe('cards that cannot be read', () => {
  test.each([
    ['unknown-applet', { condition: 'card.unknownType', retry: 'never' }],
    ['card-locked', { condition: 'card.locked', retry: 'never' }],
    ['card-broken', { condition: 'read.failed', retry: 'safe' }],
    ['mute', { condition: 'card.mute', retry: 'safe' }],
    ['card-wrong-number', { code: 'invalidData', retry: 'never' }],
    ['held-by-another', { condition: 'read.failed', retry: 'safe' }],
  ])('%s', async (preset, expected) => {
    const { reader, simulator } = await readyBench({ preset, profile: impatient });
    await reader.waitForCard(command());
    const error: unknown = await reader.read(command()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ ...expected, effect: 'none' });
    // Nothing of what was read is told.
    expect(JSON.stringify([String(error), reader.status()])).not.toMatch(/1101051949|样例/);
    expect(reader.statistics()).toMatchObject({ FailedReadCount: 1 });
    simulator.apply('card');
    expect(await reader.read(command())).toEqual(holder);
  });

  test('a mute card is shown before anybody reads it', async () => {
    const { reader } = await readyBench({ preset: 'mute' });
    expect(codes(reader)).toEqual(['card.present', 'card.mute']);
  });
});

describe('readers that come and go', () => {
  test.each([
    ['reader-gone', 'reader.gone', 'noDevice'],
    ['two-readers', 'reader.ambiguous', 'offline'],
  ])('%s', async (preset, condition, device) => {
    const { reader, simulator } = await bench({ preset });
    await expect(reader.ready(command(100))).rejects.toMatchObject({ code: 'condition', condition });
    expect(reader.status()).toMatchObject({ link: 'up', device, summary: 'unavailable' });
    await expect(reader.read(command())).rejects.toMatchObject({ condition, retry: 'afterFix' });
    expect(await reader.checkHealth('internal', command())).toMatchObject({ outcome: 'failed' });
    simulator.apply('card');
    await reader.ready(command());
    expect(await reader.read(command())).toEqual(holder);
  });

  test('one of two readers, by a part of its name', async () => {
    const { reader } = await readyBench({ preset: 'two-readers', readerName: '00 00' });
    expect(await reader.read(command())).toEqual(holder);
    const { reader: other } = await readyBench({ preset: 'two-readers', readerName: '01 00' });
    await expect(other.read(command())).rejects.toMatchObject({ condition: 'card.none' });
  });

  test('the names that pcscd has are told to staff', async () => {
    const { reader } = await bench({ preset: 'two-readers', readerName: 'Something Else' });
    await expect(reader.ready(command(100))).rejects.toMatchObject({ condition: 'reader.gone' });
    expect(reader.status().conditions).toMatchObject([
      { raw: 'Simulated Card Reader 00 00; Simulated Card Reader 01 00' },
    ]);
  });
});

test('the health check names the reader and changes nothing', async () => {
  const { reader } = await readyBench({ preset: 'card' });
  const before = reader.status();
  expect(await reader.checkHealth('internal', command())).toMatchObject({
    outcome: 'passed',
    detail: 'pcscd answers, reader Simulated Card Reader 00 00',
  });
  expect(await reader.checkHealth('external', command())).toMatchObject({ outcome: 'skipped' });
  expect(reader.status()).toEqual(before);
});

test('commands settle in the order in which they came', async () => {
  const { reader } = await readyBench({ preset: 'card' });
  const order: string[] = [];
  await Promise.all([
    reader.read(command()).then(() => order.push('read')),
    reader.checkHealth('internal', command()).then(() => order.push('health')),
    reader.read(command()).then(() => order.push('read again')),
  ]);
  expect(order).toEqual(['read', 'health', 'read again']);
});
