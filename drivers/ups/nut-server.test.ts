import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingNut, startNutServer, upsc, type NutServer } from './testing/nut-server.ts';
import { bench, codes, command, connected, quick, until } from './testing/ups-bench.ts';

const skipped = missingNut === null ? '' : ` (skipped: ${missingNut})`;

const fine = {
  'ups.status': 'OL',
  'ups.model': String.raw`"Model \"A\" \\ 1000"`,
  'battery.charge': '100',
  'battery.runtime': '1800',
};

describe.skipIf(missingNut !== null)(`the driver on upsd with its driver for tests${skipped}`, () => {
  let server: NutServer;
  beforeAll(async () => {
    server = await startNutServer(fine);
  });
  afterAll(() => server.close());
  const slowly = { timeout: 15_000, interval: 50 };

  test('reads what NUT’s own client reads', async () => {
    const ups = connected(server.port, quick);
    await ups.ready(command());
    expect(ups.power()).toMatchObject({ power: 'mains', chargePercent: 100, runtimeSeconds: 1800 });
    const model = (await upsc(server.port, 'device.model')).trim();
    // With what has to be escaped on the wire.
    expect(model).toMatch(/".*\\/);
    expect((await ups.checkHealth('internal', command())).detail).toContain(model);
  });

  test('outage, low battery, forced shutdown, mains back', async () => {
    const ups = connected(server.port, quick, 'kiosk');
    await ups.ready(command());
    server.say({ ...fine, 'ups.status': 'OB DISCHRG', 'battery.charge': '55' });
    await expect.poll(() => codes(ups), slowly).toEqual(['power.onBattery']);
    await expect.poll(() => ups.power().chargePercent, slowly).toBe(55);
    server.say({ ...fine, 'ups.status': 'OB DISCHRG LB' });
    await expect.poll(() => ups.power().low, slowly).toBe(true);
    server.say({ ...fine, 'ups.status': 'FSD OB LB ODD-WORD' });
    await expect.poll(() => ups.power().tokens, slowly).toEqual(['FSD', 'OB', 'LB', 'ODD-WORD']);
    server.say(fine);
    await expect.poll(() => ups.status().summary, slowly).toBe('ready');
  });

  test('its driver hangs, then is gone, then back', async () => {
    const ups = connected(server.port, quick);
    await ups.ready(command());
    const raw = () => ups.status().conditions.map(({ code, raw: word }) => `${code} ${word}`);
    server.driver.pause();
    await expect.poll(raw, slowly).toEqual(['power.unknown DATA-STALE']);
    server.driver.resume();
    await expect.poll(raw, slowly).toEqual([]);
    await server.driver.end();
    await expect.poll(raw, slowly).toEqual(['power.unknown DRIVER-NOT-CONNECTED']);
    await server.driver.start();
    await expect.poll(raw, slowly).toEqual([]);
    expect(ups.power().power).toBe('mains');
  });

  test('a UPS that the server does not have', async () => {
    const ups = connected(server.port, quick, 'other');
    await until(() => codes(ups).join() === 'device.mismatch');
    expect(ups.status().conditions[0]?.raw).toBe('UNKNOWN-UPS');
  });
});

/** libupsclient has its own parser: it accepts nothing from the simulator that a server would not say. */
describe.skipIf(missingNut !== null)(`NUT’s own client on the simulator${skipped}`, () => {
  async function served(preset: string) {
    const it = await bench({ preset });
    // The line has one peer.
    await it.ups.close();
    if (it.listening.address.kind !== 'tcp') throw new Error('not on tcp');
    return { ...it, port: it.listening.address.port };
  }

  test('lists what there is, escapes and all', async () => {
    const { port, simulator } = await served('on-battery');
    const lines = (await upsc(port)).trimEnd().split('\n');
    expect(lines).toEqual(
      Object.entries(simulator.state().variables).map(([name, value]) => `${name}: ${value}`),
    );
    expect(lines).toContain('ups.status: OB DISCHRG');
  });

  test('gets one by name', async () => {
    const { port } = await served('unknown-token');
    expect(await upsc(port, 'ups.status')).toBe('OL ECO-"X"\n');
    expect(await upsc(port, 'no.such')).toContain('not supported');
  });

  test.each([
    ['stale', 'Data stale'],
    ['driver-gone', 'Driver not connected'],
    ['access-denied', 'Access denied'],
    ['unknown-ups', 'Unknown UPS'],
  ])('%s: %s', async (preset, says) => {
    const { port } = await served(preset);
    expect(await upsc(port)).toContain(says);
  });
});
