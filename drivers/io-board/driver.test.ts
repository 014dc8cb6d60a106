import { describe, expect, test } from 'vitest';
import { bench, codes, command, generic, patient, quick, readyBench, until } from './testing/board-bench.ts';

const closed = { door: false, cover: false, tamper: false, person: false };
const unknown = { door: null, cover: null, tamper: null, person: null };

describe('a board that works', () => {
  test('tells what each input means, at once after it was opened', async () => {
    const { board } = await readyBench({ preset: 'door-open' });
    expect(board.inputs()).toEqual({ ...closed, door: true });
    expect(board.status()).toMatchObject({
      device: 'online',
      summary: 'degraded',
      conditions: [{ code: 'door.open', severity: 'warning', action: 'attendant' }],
    });
  });

  test('knows nothing before the board has answered', async () => {
    const { board } = await bench({ preset: 'silent' });
    expect(board.inputs()).toEqual(unknown);
  });

  test('tells every change by name, with its condition in the status', async () => {
    const it = await readyBench();
    it.changes.length = 0;
    const seen: string[][] = [];
    it.board.onInput(() => seen.push(codes(it.board)));
    it.simulator.apply('door-open');
    await until(it, () => codes(it.board).includes('door.open'));
    it.simulator.apply('normal');
    await until(it, () => !codes(it.board).includes('door.open'));
    expect(it.changes).toEqual([
      ['door', true],
      ['door', false],
    ]);
    expect(seen).toEqual([['door.open'], []]);
    expect(it.board.status().summary).toBe('ready');
  });

  test.each([
    ['cover-open', 'cover.open', 'degraded'],
    ['tamper', 'tamper', 'unavailable'],
  ] as const)('%s: %s, %s', async (preset, code, summary) => {
    const it = await readyBench({ preset });
    expect(codes(it.board)).toEqual([code]);
    expect(it.board.status().summary).toBe(summary);
  });

  test('a person is a change, and no condition', async () => {
    const it = await readyBench();
    it.simulator.apply('person-present');
    await until(it, () => it.board.inputs()['person'] === true);
    expect(codes(it.board)).toEqual([]);
  });

  test('switches lights one by one, and says what it can switch', async () => {
    const { board, simulator } = await readyBench();
    expect(board.lights).toEqual(['id-card', 'ticket-slot', 'scanner', 'panel']);
    expect([...board.capabilities]).toEqual(['lights', 'inputs']);
    await board.setLight('id-card', true, command());
    await board.setLight('panel', true, command());
    expect(simulator.state().lights).toEqual({
      'id-card': true,
      'ticket-slot': false,
      scanner: false,
      panel: true,
    });
    await board.setLight('id-card', false, command());
    expect(simulator.state().lights['id-card']).toBe(false);
    await expect(board.setLight('disco', true, command())).rejects.toMatchObject({
      code: 'unsupported',
      effect: 'none',
    });
  });

  test('a light that is on while its relay is off', async () => {
    const lights = quick.lights.map((light) => ({ ...light, inverted: true }));
    const { board, simulator } = await readyBench({ profile: { lights } });
    expect(simulator.state().lights['panel']).toBe(true);
    await board.setLight('panel', false, command());
    expect(simulator.state().lights['panel']).toBe(false);
  });

  test('a board with inputs only, and one with lights only', async () => {
    const inputs = await readyBench({ profile: { lights: [] } });
    expect([...inputs.board.capabilities]).toEqual(['inputs']);
    await expect(inputs.board.setLight('panel', true, command())).rejects.toMatchObject({
      code: 'unsupported',
    });
    const lights = await readyBench({ profile: { inputs: [] } });
    expect([...lights.board.capabilities]).toEqual(['lights']);
    expect(lights.board.inputs()).toEqual({});
    await lights.board.setLight('panel', true, command());
  });

  test('answers its health check and changes nothing by it', async () => {
    const { board, simulator } = await readyBench();
    await board.setLight('panel', true, command());
    const before = simulator.state();
    expect(await board.checkHealth('internal', command())).toEqual({
      level: 'internal',
      outcome: 'passed',
      detail: 'inputs: door off, cover off, tamper off, person off; lights on: panel',
    });
    expect(simulator.state().lights).toEqual(before.lights);
    expect(await board.checkHealth('external', command())).toMatchObject({ outcome: 'skipped' });
  });

  test('keeps silent for 3.5 characters between two frames', async () => {
    const { board, simulator } = await readyBench({ profile: { pollMs: 1 } });
    for (let round = 0; round < 10; round += 1) await board.setLight('panel', round % 2 === 0, command());
    expect(simulator.state().requests).toBeGreaterThan(20);
    expect(simulator.state().tooEarly).toBe(0);
  });

  test('at the speed of a real line', async () => {
    const { board } = await readyBench({ wire: { baudRate: 9600 }, profile: generic });
    await board.setLight('scanner', true, command());
    expect(board.inputs()).toEqual(closed);
  });
});

describe('a sensor that flutters', () => {
  test('is not believed until it rests', async () => {
    const inputs = quick.inputs.map((input) => ({ ...input, debounce: { onMs: 600, offMs: 600 } }));
    const it = await readyBench({ profile: { inputs } });
    it.changes.length = 0;
    it.simulator.apply('bouncing-sensor');
    const asked = it.simulator.state().requests;
    // Longer than it would have to rest.
    await expect.poll(() => it.simulator.state().requests, patient).toBeGreaterThan(asked + 120);
    expect(it.changes).toEqual([]);
    it.simulator.apply('person-present');
    await until(it, () => it.board.inputs()['person'] === true);
    expect(it.changes).toEqual([['person', true]]);
  });
});

describe('a board that loses its power', () => {
  test('gets its lights back, each as it was set last', async () => {
    const it = await readyBench();
    await it.board.setLight('id-card', true, command());
    await it.board.setLight('panel', true, command());
    await it.board.setLight('panel', false, command());
    it.simulator.apply('power-cycle');
    expect(it.simulator.state().lights['id-card']).toBe(false);
    await until(it, () => it.simulator.state().lights['id-card'] === true);
    expect(it.simulator.state().lights).toMatchObject({ panel: false, scanner: false });
    await it.board.ready(command());
    expect(codes(it.board)).toEqual([]);
    await expect.poll(() => it.board.statistics()['LightRestoredCount'], patient).toBe(1);
    expect(it.board.statistics()).toMatchObject({ LightSetCount: 3 });
  });

  test('and its cable with it', async () => {
    const it = await readyBench();
    await it.board.setLight('scanner', true, command());
    it.listening.plug(false);
    await until(it, () => it.board.status().link === 'lost');
    expect(it.board.inputs()).toEqual(unknown);
    it.simulator.apply('power-cycle');
    it.listening.plug(true);
    await until(it, () => it.simulator.state().lights['scanner'] === true);
    await until(it, () => it.board.inputs()['door'] === false);
    expect(it.board.statistics()).toMatchObject({ ConnectionCount: 2, ConnectionLostCount: 1 });
  });

  test('a light that nobody has set is left alone', async () => {
    const it = await readyBench();
    const requests = it.simulator.state().requests;
    await expect.poll(() => it.simulator.state().requests, patient).toBeGreaterThan(requests + 10);
    expect(it.board.statistics()['LightRestoredCount']).toBeUndefined();
  });
});

describe('a board that refuses', () => {
  test.each([
    ['illegal-function', 'device.mismatch', 'exception 01: illegal function'],
    ['illegal-address', 'device.mismatch', 'exception 02: illegal data address'],
    ['illegal-value', 'device.mismatch', 'exception 03: illegal data value'],
    ['exception', 'fault.unrecoverable', 'exception 04: server device failure'],
  ])('%s: %s, and well again by itself', async (preset, code, raw) => {
    const it = await bench({ preset });
    await until(it, () => codes(it.board).includes(code as never));
    expect(it.board.status()).toMatchObject({
      device: 'hardwareError',
      summary: 'unavailable',
      conditions: [{ code, raw }],
    });
    expect(it.board.inputs()).toEqual(unknown);
    await expect(it.board.setLight('panel', true, command())).rejects.toMatchObject({
      code: 'condition',
      condition: code,
      effect: 'none',
      retry: 'afterFix',
    });
    await expect(it.board.ready(command(50))).rejects.toMatchObject({ condition: code });
    expect(await it.board.checkHealth('internal', command())).toMatchObject({
      outcome: 'failed',
      detail: raw,
    });
    it.simulator.apply('normal');
    await it.board.ready(command());
    expect(codes(it.board)).toEqual([]);
    // What failed has not happened and does not happen later.
    expect(it.simulator.state().lights['panel']).toBe(false);
  });
});
