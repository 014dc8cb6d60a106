import { describe, expect, test } from 'vitest';
import { bench, codes, command, readyBench, until } from './testing/ups-bench.ts';

const nothing = { power: 'unknown', low: false, chargePercent: null, runtimeSeconds: null, tokens: [] };

describe('a UPS that works', () => {
  test('tells its state, charge and runtime', async () => {
    const { ups } = await readyBench();
    expect(ups.power()).toEqual({
      power: 'mains',
      low: false,
      chargePercent: 100,
      runtimeSeconds: 1800,
      tokens: ['OL'],
    });
    expect(ups.status()).toMatchObject({ device: 'online', summary: 'ready', conditions: [] });
    expect([...ups.capabilities]).toEqual(['power']);
  });

  test('finds the only UPS of the server by itself, once', async () => {
    const { simulator } = await readyBench();
    await until(() => simulator.state().requests.length >= 2);
    expect(simulator.state().requests).toEqual(['LIST UPS', 'LIST VAR kiosk']);
  });

  test('takes the UPS that it was told', async () => {
    const { simulator } = await readyBench({ upsName: 'kiosk' });
    expect(simulator.state().requests).toEqual(['LIST VAR kiosk']);
  });

  test.each([
    ['on-battery', { power: 'battery', low: false }, ['power.onBattery'], 'degraded'],
    ['battery-low', { power: 'battery', low: true }, ['power.onBattery', 'power.batteryLow'], 'unavailable'],
    [
      'forced-shutdown',
      { power: 'battery', low: true },
      ['power.onBattery', 'power.batteryLow'],
      'unavailable',
    ],
    ['charging', { power: 'mains', low: false }, ['power.batteryLow'], 'degraded'],
    ['replace-battery', { power: 'mains' }, ['power.replaceBattery'], 'degraded'],
    ['overload', { power: 'mains' }, ['power.overload'], 'degraded'],
    ['unknown-token', { power: 'mains', tokens: ['OL', 'ECO-"X"'] }, [], 'ready'],
    ['no-status', { power: 'unknown' }, ['power.unknown'], 'degraded'],
  ] as const)('%s, and back', async (preset, reading, conditions, summary) => {
    const { simulator, ups } = await readyBench();
    simulator.apply(preset);
    await until(() => ups.status().summary === summary && codes(ups).join() === conditions.join());
    await until(() => ups.power().tokens.join(' ') === simulator.state().variables['ups.status']);
    expect(ups.power()).toMatchObject(reading);
    simulator.apply('normal');
    await until(() => ups.power().tokens.join() === 'OL' && ups.status().summary === 'ready');
    expect(ups.power().power).toBe('mains');
  });

  test('mains that come and go: nothing changes but the words', async () => {
    const { simulator, ups } = await readyBench({
      profile: { debounce: { onBatteryMs: 400, onMainsMs: 400 } },
    });
    const changes: string[] = [];
    ups.onStatus(({ conditions }) => changes.push(conditions.map(({ code }) => code).join()));
    simulator.apply('flapping');
    const words: string[] = [];
    // Longer than an outage or its end would have to last.
    await until(() => {
      const now = ups.power().tokens.join(' ');
      if (now !== words.at(-1)) words.push(now);
      return words.length > 40;
    });
    expect(ups.power().power).toBe('mains');
    expect(changes).toEqual([]);
    simulator.apply('on-battery');
    await until(() => ups.power().power === 'battery');
  });

  test('answers its health check', async () => {
    const { ups } = await readyBench();
    expect(await ups.checkHealth('internal', command())).toEqual({
      level: 'internal',
      outcome: 'passed',
      detail: String.raw`Sample Model "A" \ 1000: OL, charge 100 %, runtime 1800 s`,
    });
    expect(await ups.checkHealth('external', command())).toMatchObject({ outcome: 'skipped' });
  });

  test('says goodbye', async () => {
    const { simulator, ups } = await readyBench();
    await ups.close();
    await until(() => simulator.state().requests.at(-1) === 'LOGOUT');
    expect(ups.power()).toEqual(nothing);
    await ups.close();
  });
});

describe('a server that refuses', () => {
  test.each([
    ['stale', 'DATA-STALE', 'power.unknown', 'online', 'degraded'],
    ['driver-gone', 'DRIVER-NOT-CONNECTED', 'power.unknown', 'online', 'degraded'],
    ['access-denied', 'ACCESS-DENIED', 'device.mismatch', 'offline', 'unavailable'],
  ] as const)('%s: %s', async (preset, raw, code, device, summary) => {
    const { simulator, ups } = await readyBench();
    simulator.apply(preset);
    await until(() => codes(ups).join() === code);
    expect(ups.status()).toMatchObject({ device, summary, conditions: [{ code, raw }] });
    expect(ups.power()).toEqual(nothing);
    expect(await ups.checkHealth('internal', command())).toMatchObject({ outcome: 'failed', detail: raw });
    simulator.apply('normal');
    await until(() => ups.status().summary === 'ready');
    expect(ups.power().power).toBe('mains');
  });

  test('no UPS of the configured name', async () => {
    const { simulator, ups } = await bench({ preset: 'unknown-ups', upsName: 'kiosk' });
    await until(() => codes(ups).join() === 'device.mismatch');
    expect(ups.status().conditions[0]?.raw).toBe('UNKNOWN-UPS');
    await expect(ups.ready(command(30))).rejects.toMatchObject({ condition: 'device.mismatch' });
    simulator.apply('normal');
    await ups.ready(command());
  });

  test('the only UPS got another name: it is found at once', async () => {
    const { simulator, ups } = await readyBench();
    const seen: string[] = [];
    ups.onStatus(({ device }) => seen.push(device));
    simulator.apply('unknown-ups');
    expect(await ups.checkHealth('internal', command())).toMatchObject({ outcome: 'passed' });
    await until(() => simulator.state().requests.at(-1) === 'LIST VAR another');
    expect(seen.filter((device) => device !== 'online')).toEqual([]);
  });
});

describe('a bad line', () => {
  test.each(['one-byte-chunks', 'garbage-before-reply', 'duplicate-reply'])(
    'reads in spite of %s',
    async (preset) => {
      const { simulator, ups } = await readyBench({ preset });
      expect(ups.power()).toMatchObject({ power: 'mains', chargePercent: 100 });
      const asked = ups.statistics()['BytesReceivedCount'] ?? 0;
      await until(() => (ups.statistics()['BytesReceivedCount'] ?? 0) > asked + 2000);
      expect(ups.status().summary).toBe('ready');
      simulator.apply('normal');
    },
  );

  test('silent: nothing is known, and it comes back by itself', async () => {
    const { simulator, ups } = await readyBench();
    simulator.apply('silent');
    await until(() => codes(ups).join() === 'device.silent');
    expect(ups.status()).toMatchObject({ device: 'offline', link: 'up', summary: 'unavailable' });
    expect(ups.power()).toEqual(nothing);
    simulator.apply('on-battery');
    await until(() => ups.power().power === 'battery');
    expect(codes(ups)).toEqual(['power.onBattery']);
  });

  test.each(['late-reply', 'truncated-reply'])('one %s: nobody notices', async (preset) => {
    const { simulator, ups } = await readyBench();
    const states: string[] = [];
    ups.onStatus(({ device }) => states.push(device));
    simulator.apply(preset);
    await until(() => ups.statistics()['ResettleCount'] === 1);
    expect(await ups.checkHealth('internal', command())).toMatchObject({ outcome: 'passed' });
    expect(states.filter((state) => state !== 'online')).toEqual([]);
    expect(ups.statistics()).toMatchObject({ TimeoutCount: 1 });
  });

  test('a late answer is not taken for the next one', async () => {
    const { simulator, ups } = await bench({
      preset: 'late-reply',
      upsName: 'kiosk',
      latency: { reply: 60 },
    });
    await until(() => simulator.state().preset === 'normal');
    // What is on its way says that the mains are there, and comes in front of what is asked for next.
    simulator.apply('on-battery');
    await ups.ready(command());
    expect(ups.power().power).toBe('battery');
    expect(ups.statistics()).toMatchObject({ TimeoutCount: 1, ResettleCount: 1 });
  });

  test('unplugged in the middle of an answer: back by itself', async () => {
    const { simulator, ups } = await readyBench();
    simulator.apply('unplug-mid-reply');
    await until(() => ups.status().link === 'lost');
    expect(codes(ups)).toEqual(['device.gone']);
    expect(ups.power()).toEqual(nothing);
    await ups.ready(command());
    expect(codes(ups)).toEqual([]);
  });

  test('no server at all: commands say so', async () => {
    const { ups, listening } = await bench();
    listening.plug(false);
    await expect(ups.ready(command(30))).rejects.toMatchObject({ condition: 'device.gone' });
    expect(await ups.checkHealth('internal', command(30))).toMatchObject({ outcome: 'failed' });
  });

  test('a health check on a silent server is answered by its deadline; closing ends it', async () => {
    const { simulator, ups } = await readyBench();
    simulator.apply('silent');
    expect(await ups.checkHealth('internal', command(40))).toMatchObject({ outcome: 'failed' });
    const check = ups.checkHealth('internal', command()).catch((error: unknown) => error);
    await ups.close();
    expect(await check).toMatchObject({ code: 'closed' });
  });
});
