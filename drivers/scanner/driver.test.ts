import { describe, expect, test } from 'vitest';
import { simulatedCodes } from './simulator/codes.ts';
import {
  bench,
  codes,
  command,
  quick,
  readyBench,
  textOf,
  until,
  untilSimulator,
} from './testing/scanner-bench.ts';

const caught = (error: unknown) => error;
const triggered = ['newland', 'honeywell', 'zebra-ssi'];
const presenting = ['newland-presentation', 'hid-pos', 'hid-pos-microscan'];
const all = [...triggered, ...presenting];
const answering = ['newland', 'honeywell', 'zebra-ssi', 'newland-presentation'];
const { short, long } = simulatedCodes;

describe.each(all)('%s', (name) => {
  test('reads code after code, short and long', async () => {
    const { scanner, simulator } = await readyBench(name, { preset: 'shows-code' });
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
    simulator.apply('long-code');
    // Where it reads what it is shown, the first one can still be the short one.
    const texts = [];
    for (let scan = 0; scan < 2; scan += 1) texts.push(textOf((await scanner.scan(command())).payload));
    expect(texts.at(-1)).toBe(long.text);
    expect(scanner.statistics()).toMatchObject({ GoodScanCount: 4 });
  });

  test.each(['bytes', 'merged'] as const)('over a line that hands over %s', async (chunks) => {
    const { scanner } = await readyBench(name, { preset: 'long-code', wire: { chunks } });
    expect(textOf((await scanner.scan(command())).payload)).toBe(long.text);
  });

  test('no code: timeout without a condition, nothing has happened, and the next scan reads', async () => {
    const { scanner, simulator } = await readyBench(name);
    await expect(scanner.scan(command(100))).rejects.toMatchObject({
      code: 'timeout',
      condition: undefined,
      effect: 'none',
      retry: 'safe',
    });
    expect(scanner.statistics()).toMatchObject({ NoScanCount: 1 });
    simulator.apply('shows-code');
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
    await until(scanner, () => scanner.status().summary === 'ready');
  });

  test('given up: canceled, and the next scan reads', async () => {
    const { scanner, simulator } = await readyBench(name);
    const giveUp = new AbortController();
    const scanning = scanner.scan(command(5000, giveUp.signal));
    if (triggered.includes(name)) await untilSimulator(simulator, () => simulator.state().light);
    giveUp.abort();
    await expect(scanning).rejects.toMatchObject({ code: 'canceled', effect: 'none' });
    simulator.apply('shows-code');
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
  });

  test('a flood fails the scan with its condition, which goes by itself', async () => {
    const { scanner, simulator } = await readyBench(name);
    const scanning = scanner.scan(command());
    if (triggered.includes(name)) await untilSimulator(simulator, () => simulator.state().light);
    simulator.apply('flood');
    await expect(scanning).rejects.toMatchObject({
      code: 'condition',
      condition: 'scan.flood',
      retry: 'safe',
    });
    expect(codes(scanner)).toEqual(['scan.flood']);
    expect(scanner.status().summary).toBe('degraded');
    simulator.apply('normal');
    await until(scanner, () => codes(scanner).length === 0);
    expect(scanner.status().summary).toBe('ready');
    expect(scanner.statistics()['FloodCount']).toBeGreaterThanOrEqual(1);
    simulator.apply('shows-code');
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
  });

  test('a flood that nobody waited for raises the same condition', async () => {
    const { scanner, simulator } = await readyBench(name);
    simulator.apply('flood');
    await until(scanner, () => codes(scanner).includes('scan.flood'));
    expect(scanner.status().summary).toBe('degraded');
    simulator.apply('normal');
    await until(scanner, () => codes(scanner).length === 0);
    expect(scanner.status().summary).toBe('ready');
  });

  test('unplugged in the middle of a code: the scan fails, the line comes back, the next code is whole', async () => {
    const { scanner, simulator } = await readyBench(name, { preset: 'unplug-mid-code' });
    await expect(scanner.scan(command())).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
      effect: 'none',
    });
    await scanner.ready(command());
    simulator.apply('shows-code');
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
    expect(codes(scanner)).toEqual([]);
  });

  test('not there: says so at once', async () => {
    const { scanner, listening } = await bench(name);
    listening.plug(false);
    await until(scanner, () => scanner.status().link === 'lost');
    await expect(scanner.ready(command(50))).rejects.toMatchObject({ condition: 'device.gone' });
    await expect(scanner.scan(command())).rejects.toMatchObject({ condition: 'device.gone' });
  });

  test('closed: what runs settles, and closing again is nothing', async () => {
    const { scanner } = await readyBench(name);
    const scanning = scanner.scan(command()).catch(caught);
    await scanner.close();
    expect(await scanning).toMatchObject({ code: 'closed' });
    await scanner.close();
    await expect(scanner.scan(command())).rejects.toMatchObject({ code: 'closed' });
  });

  test('a code is in no status, statistic or health report', async () => {
    const { scanner, simulator } = await readyBench(name, { preset: 'shows-code' });
    await scanner.scan(command());
    simulator.apply('unsolicited');
    const report = await scanner.checkHealth('internal', command());
    const said = JSON.stringify([scanner.status(), scanner.statistics(), report]);
    expect(said).not.toContain('example');
  });
});

describe.each(triggered)('%s, which waits for its trigger', (name) => {
  test('is dark before a scan and after it, also after one that read nothing', async () => {
    const { scanner, simulator } = await readyBench(name);
    expect(scanner.capabilities).toEqual(new Set(['scan', 'trigger']));
    expect(simulator.state().light).toBe(false);
    const scanning = scanner.scan(command(100)).catch(() => {});
    await untilSimulator(simulator, () => simulator.state().light);
    await scanning;
    await untilSimulator(simulator, () => !simulator.state().light);
  });

  test('is dark when the driver is closed in the middle of a scan', async () => {
    const { scanner, simulator } = await readyBench(name);
    const scanning = scanner.scan(command()).catch(() => {});
    await untilSimulator(simulator, () => simulator.state().light);
    await scanner.close();
    await scanning;
    await untilSimulator(simulator, () => !simulator.state().light);
    expect(['#SCNTRG0', 'SCNTRG0', 'SYN U', 'STOP_SESSION']).toContain(simulator.state().lastCommand);
  });

  test('a code that nobody asked for is thrown away, counted and told of until a while has passed', async () => {
    const { scanner, simulator } = await readyBench(name);
    simulator.apply('unsolicited');
    await until(scanner, () => codes(scanner).includes('scan.flood'));
    expect(scanner.statistics()).toMatchObject({ UnaskedScanCount: 1 });
    await until(scanner, () => codes(scanner).length === 0);
    // It was not kept for the next one who asks.
    simulator.apply('normal');
    await expect(scanner.scan(command(100))).rejects.toMatchObject({ code: 'timeout', condition: undefined });
  });
});

describe.each(presenting)('%s, which reads what it is shown', (name) => {
  test('a code that lies before it all the time is told of, and still read', async () => {
    const { scanner, simulator } = await readyBench(name, { preset: 'shows-code' });
    expect(scanner.capabilities).toEqual(new Set(['scan']));
    await until(scanner, () => codes(scanner).includes('scan.flood'));
    expect(scanner.statistics()['UnaskedScanCount']).toBeGreaterThanOrEqual(3);
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
    simulator.apply('normal');
    await until(scanner, () => codes(scanner).length === 0);
  });

  test('one code shown too early is counted, no more', async () => {
    const { scanner, simulator } = await readyBench(name);
    simulator.apply('unsolicited');
    simulator.apply('normal');
    await expect.poll(() => scanner.statistics()['UnaskedScanCount']).toBe(1);
    await expect(scanner.scan(command(100))).rejects.toMatchObject({ code: 'timeout' });
    expect(codes(scanner)).toEqual([]);
  });
});

describe.each(answering)('%s, which answers', (name) => {
  test('a health check asks and changes nothing', async () => {
    const { scanner, simulator } = await readyBench(name);
    expect(await scanner.checkHealth('internal', command())).toMatchObject({
      outcome: 'passed',
      detail: expect.stringMatching(/^answers (SCNMOD[02]|TRGMOD0|SIM000)/),
    });
    expect(await scanner.checkHealth('interactive', command())).toMatchObject({ outcome: 'skipped' });
    expect(simulator.state().codesSent).toBe(0);
  });

  test('silent: not ready, told of, and back by itself', async () => {
    const { scanner, simulator } = await bench(name, { preset: 'silent' });
    await until(scanner, () => codes(scanner).includes('device.silent'));
    await expect(scanner.ready(command(100))).rejects.toMatchObject({ condition: 'device.silent' });
    expect(await scanner.checkHealth('internal', command())).toMatchObject({ outcome: 'failed' });
    simulator.apply('normal');
    await scanner.ready(command());
    expect(codes(scanner)).toEqual([]);
    expect(scanner.status().summary).toBe('ready');
  });

  test('gone silent after the greeting: a scan that reads nothing finds out', async () => {
    const { scanner, simulator } = await readyBench(name);
    simulator.apply('silent');
    await expect(scanner.scan(command(400))).rejects.toMatchObject({ code: 'timeout', effect: 'none' });
    await until(scanner, () => codes(scanner).includes('device.silent'));
    simulator.apply('normal');
    await scanner.ready(command());
  });

  test('refuses: not ready, with the scanner’s own word, and back by itself', async () => {
    const { scanner, simulator } = await bench(name, { preset: 'nak' });
    await until(scanner, () => codes(scanner).includes('fault.recoverable'));
    expect(scanner.status()).toMatchObject({
      device: 'hardwareError',
      conditions: [{ raw: expect.stringContaining('NAK') }],
    });
    await expect(scanner.ready(command(50))).rejects.toMatchObject({ condition: 'fault.recoverable' });
    simulator.apply('normal');
    await scanner.ready(command());
    expect(codes(scanner)).toEqual([]);
  });

  test('byte by byte, slowly', async () => {
    const { scanner } = await readyBench(name, { preset: 'slow-bytes' });
    expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
  });
});

test.each(['newland', 'zebra-ssi'])('%s refuses the trigger: the scan says so at once', async (name) => {
  const { scanner, simulator } = await readyBench(name);
  simulator.apply('nak');
  await expect(scanner.scan(command())).rejects.toMatchObject({
    code: 'condition',
    condition: 'fault.recoverable',
    effect: 'none',
  });
});

test.each(['newland', 'honeywell'])('%s without a suffix: silence ends the code', async (name) => {
  const { scanner } = await readyBench(name, { preset: 'no-suffix' });
  expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
});

describe('what the wire says of the kind of code', () => {
  test.each([
    ['newland', null],
    ['honeywell', null],
    ['zebra-ssi', { scheme: 'ssi', type: 0x1c }],
    ['hid-pos', { scheme: 'aim', id: ']Q1' }],
    ['hid-pos-microscan', null],
  ])('%s: %j', async (name, symbology) => {
    const { scanner } = await readyBench(name, { preset: 'shows-code' });
    expect((await scanner.scan(command())).symbology).toEqual(symbology);
  });
});

test('Zebra: every packet damaged once, the code is whole', async () => {
  const { scanner } = await readyBench('zebra-ssi', { preset: 'bad-checksum' });
  expect(textOf((await scanner.scan(command())).payload)).toBe(long.text);
  expect(scanner.statistics()['ResendRequestCount']).toBe(3);
});

test('HID-POS: reports that come with a pause are one code', async () => {
  const { scanner } = await readyBench('hid-pos', { preset: 'split-reports', latency: { sameCode: 1000 } });
  expect(textOf((await scanner.scan(command())).payload)).toBe(long.text);
});

test('HID-POS: a report that is lost fails the scan, and it can be tried again', async () => {
  const { scanner, simulator } = await readyBench('hid-pos', { latency: { sameCode: 1000 } });
  const scanning = scanner.scan(command());
  simulator.apply('lost-report');
  await expect(scanning).rejects.toMatchObject({ condition: 'read.failed', effect: 'none', retry: 'safe' });
  expect(scanner.statistics()).toMatchObject({ DamagedScanCount: 1, FailedScanCount: 1 });
});

test('HID-POS: there is nothing to ask, which is said and not passed off as good', async () => {
  const { scanner } = await readyBench('hid-pos');
  expect(await scanner.checkHealth('internal', command())).toMatchObject({ outcome: 'skipped' });
});

test('two scans at once: one after the other, each with a code of its own', async () => {
  const { scanner, simulator } = await readyBench('newland', { preset: 'shows-code' });
  const scans = await Promise.all([scanner.scan(command()), scanner.scan(command())]);
  expect(scans.map(({ payload }) => textOf(payload))).toEqual([short.text, short.text]);
  expect(simulator.state().codesSent).toBe(2);
});

test('a claim is exclusive until it is released', async () => {
  const { scanner } = await readyBench('newland', { profile: quick('newland') });
  const lease = scanner.claim('session');
  expect(() => scanner.claim('other')).toThrow(expect.objectContaining({ code: 'claimed' }));
  lease.release();
  scanner.claim('other').release();
});

test("a code for a scan that was given up before the scanner had agreed is nobody's", async () => {
  const { scanner, simulator } = await readyBench('newland', { latency: { reply: 30 } });
  simulator.apply('shows-code');
  const before = simulator.state().lastCommand;
  const giveUp = new AbortController();
  const scanning = scanner.scan(command(5000, giveUp.signal));
  await untilSimulator(simulator, () => simulator.state().lastCommand !== before);
  giveUp.abort();
  await expect(scanning).rejects.toMatchObject({ code: 'canceled' });
  await untilSimulator(simulator, () => simulator.state().codesSent === 1);
  expect(textOf((await scanner.scan(command())).payload)).toBe(short.text);
  expect(scanner.statistics()).toMatchObject({ LateScanCount: 1, GoodScanCount: 1 });
});
