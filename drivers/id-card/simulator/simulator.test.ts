import { describe, expect, test } from 'vitest';
import { HandClock } from '../../runtime/testing/hand-clock.ts';
import type { WireLine } from '../../simulation/simulator.ts';
import { IdCardSimulator } from './simulator.ts';

const request = {
  status: 'AAAAAA96690003 11FF ED',
  find: 'AAAAAA96690003 2001 22',
  select: 'AAAAAA96690003 2002 21',
  read: 'AAAAAA96690003 3001 32',
  newestAddress: 'AAAAAA96690003 3003 30',
  chipNumber: 'AAAAAA96690003 3005 36',
  fingerprint: 'AAAAAA96690003 3010 23',
  wrongCheck: 'AAAAAA96690003 2001 23',
  wrongLength: 'AAAAAA96690002 2001',
};

/** Talks raw bytes: `ask` resolves with SW3 of the first reply and its whole length, or null. */
function rig() {
  const clock = new HandClock();
  const simulator = new IdCardSimulator({ clock });
  let toDevice: (bytes: Uint8Array) => void = () => {};
  let out: number[] = [];
  const closed = Promise.withResolvers<void>();
  const line: WireLine = {
    closed: closed.promise,
    onData: (listener) => (toDevice = listener),
    write: (bytes) => out.push(...bytes),
    close: () => closed.resolve(),
  };
  simulator.attach(line);
  const ask = async (name: keyof typeof request, waitMs = 5000) => {
    out = [];
    toDevice(Buffer.from(request[name].replaceAll(' ', ''), 'hex'));
    await clock.advance(waitMs);
    return out.length === 0 ? null : { sw3: out[9], length: out.length };
  };
  return { clock, simulator, ask };
}

describe('the order of steps', () => {
  test('find, select, read; then the card is invisible but open until it is lifted', async () => {
    const { simulator, ask } = rig();
    expect(await ask('find')).toEqual({ sw3: 0x80, length: 11 });
    simulator.putCard('citizen-moved');
    expect(await ask('find')).toEqual({ sw3: 0x9f, length: 15 });
    expect(await ask('select')).toEqual({ sw3: 0x90, length: 19 });
    expect(await ask('read')).toEqual({ sw3: 0x90, length: 1295 });
    expect(await ask('newestAddress')).toEqual({ sw3: 0x90, length: 81 });
    expect(await ask('chipNumber')).toEqual({ sw3: 0x90, length: 39 });
    expect(await ask('find')).toEqual({ sw3: 0x80, length: 11 });
    simulator.liftCard();
    expect(await ask('chipNumber')).toEqual({ sw3: 0x41, length: 11 });
    simulator.putCard('citizen-moved');
    expect(await ask('find')).toEqual({ sw3: 0x9f, length: 15 });
  });

  test('each step needs the one before', async () => {
    const { simulator, ask } = rig();
    simulator.putCard('citizen');
    expect((await ask('select'))?.sw3).toBe(0x81);
    expect((await ask('read'))?.sw3).toBe(0x41);
    expect((await ask('newestAddress'))?.sw3).toBe(0x41);
    await ask('find');
    expect((await ask('read'))?.sw3).toBe(0x41);
    await ask('select');
    expect((await ask('newestAddress'))?.sw3).toBe(0x91);
  });

  test('another card in the place of the found one has to be found first', async () => {
    const { simulator, ask } = rig();
    simulator.putCard('citizen');
    await ask('find');
    simulator.putCard('foreigner-2017');
    expect((await ask('select'))?.sw3).toBe(0x81);
  });

  test('a failed read needs the card to be laid down again', async () => {
    const { simulator, ask } = rig();
    simulator.apply('read-fails');
    simulator.putCard('citizen');
    await ask('find');
    await ask('select');
    expect((await ask('read'))?.sw3).toBe(0x33);
    expect((await ask('find'))?.sw3).toBe(0x80);
    simulator.putCard('citizen');
    expect((await ask('find'))?.sw3).toBe(0x9f);
  });

  test('requests that are damaged or unknown are refused by name', async () => {
    const { ask } = rig();
    expect((await ask('wrongCheck'))?.sw3).toBe(0x10);
    expect((await ask('wrongLength'))?.sw3).toBe(0x11);
    expect((await ask('fingerprint'))?.sw3).toBe(0x21);
  });
});

test('a reply takes as long as real ones do, and the times are told', async () => {
  const { clock, simulator, ask } = rig();
  simulator.putCard('citizen');
  await clock.advance(70);
  expect(await ask('find', 29)).toBeNull();
  await clock.advance(1);
  await ask('select', 30);
  expect(await ask('read', 899)).toBeNull();
  await clock.advance(1);
  await ask('newestAddress', 20);
  expect(simulator.state()).toMatchObject({
    card: 'citizen',
    commands: ['find', 'select', 'read', 'newestAddress'],
    timing: {
      putAt: 0,
      findRequestedAt: 70,
      lastReplyAt: 70 + 980,
      latencyMs: 980,
      replies: 4,
      replyBytes: 15 + 19 + 1295 + 11,
    },
  });
});

describe('presets', () => {
  test('what happens once is over after one command of its kind', async () => {
    const { simulator, ask } = rig();
    simulator.putCard('citizen');
    simulator.apply('silent-mid-read');
    await ask('find');
    await ask('select');
    expect(simulator.state().preset).toBe('silent-mid-read');
    expect(await ask('read')).toBeNull();
    expect(simulator.state().preset).toBe('normal');
  });

  test('what lasts, lasts until it is taken away', async () => {
    const { simulator, ask } = rig();
    simulator.apply('sam-fault');
    expect((await ask('status'))?.sw3).toBe(0x60);
    expect((await ask('find'))?.sw3).toBe(0x60);
    simulator.apply('normal');
    expect((await ask('status'))?.sw3).toBe(0x90);
  });

  test('a card lifted half-way through a read is gone', async () => {
    const { clock, simulator, ask } = rig();
    simulator.putCard('citizen');
    simulator.apply('card-pulled-mid-read');
    await ask('find');
    await ask('select');
    await ask('read', 449);
    expect(simulator.state().card).toBe('citizen');
    await clock.advance(1);
    expect(simulator.state().card).toBeNull();
  });

  test('each has a name of its own and says in both languages how long it lasts', () => {
    const { presets } = rig().simulator;
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    for (const { name, span, description } of presets) {
      if (name === 'normal') continue;
      expect(description.en).toMatch(span === 'once' ? /\(once\)$/ : /\(lasting\)$/);
      expect(description['zh-CN']).toMatch(span === 'once' ? /（一次）$/ : /（持续）$/);
    }
  });

  test('an unknown preset or card is refused', () => {
    const { simulator } = rig();
    expect(() => simulator.apply('no-such')).toThrow(RangeError);
    expect(() => simulator.putCard('no-such')).toThrow(RangeError);
  });
});

test('people at the bench are told of cards and presets, not of every look', async () => {
  const { simulator, ask } = rig();
  let told = 0;
  const stop = simulator.onChange(() => (told += 1));
  await ask('find');
  await ask('status');
  expect(told).toBe(0);
  simulator.putCard('citizen');
  simulator.liftCard();
  simulator.apply('silent');
  expect(told).toBe(3);
  stop();
  simulator.apply('normal');
  expect(told).toBe(3);
});
