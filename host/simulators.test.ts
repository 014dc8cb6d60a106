import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../drivers/bench/client.ts';
import type { FromSimulators, SimulatedDevice, ToSimulators } from '../drivers/bench/messages.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function start(
  devices: SimulatedDevice[],
  platform: { preset?: string } | null = null,
): Promise<{ child: ChildProcess; answer: FromSimulators }> {
  const child = fork(join(import.meta.dirname, 'simulators.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  tell(child, { type: 'start', devices, platform, rendererDir: tmpdir(), benchPort: 0 });
  const [answer] = await once(child, 'message');
  return { child, answer: answer as FromSimulators };
}

function tell(child: ChildProcess, message: ToSimulators): void {
  child.send(message);
}

/** The bench shows these by their presets and facts. */
const generic: SimulatedDevice[] = [
  { id: 'board', role: 'io-board', profile: 'generic-modbus-8' },
  { id: 'ups', role: 'ups', profile: 'nut' },
];

const both: SimulatedDevice[] = [
  { id: 'reader', role: 'id-card', profile: 'generic-sam' },
  { id: 'printer', role: 'ticket-printer', profile: 'generic-80mm', preset: 'paper-low' },
];

describe('the simulator process', () => {
  it('answers with an address for each device and a bench that knows them', async () => {
    const { child, answer } = await start(both);
    if (answer.type !== 'ready') throw new Error(answer.reason);
    expect(answer.devices.map(({ id }) => id)).toEqual(['reader', 'printer']);
    for (const { host, port } of answer.devices) {
      const line = connectTcp(port, host);
      await once(line, 'connect');
      line.destroy();
    }
    const bench = await connect(answer.benchUrl);
    expect(bench.state().map(({ id, preset }) => [id, preset])).toEqual([
      ['reader', 'normal'],
      ['printer', 'paper-low'],
    ]);
    bench.close();
    tell(child, { type: 'stop' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('has a city that answers from the start and is built when it is asked', async () => {
    const { answer } = await start([], { preset: 'down' });
    if (answer.type !== 'ready' || !answer.platform) throw new Error('no city');
    const { port, controlUrl } = answer.platform;
    const response = await fetch(`http://127.0.0.1:${port}/payments/summary`, { method: 'POST' });
    expect(response.status).toBe(401);
    const { origin, hash } = new URL(controlUrl);
    const headers = { authorization: `Bearer ${hash.slice('#token='.length)}` };
    expect(await (await fetch(`${origin}/state`, { headers })).json()).toMatchObject({ preset: 'down' });
  });

  it('says which preset of the city there is not', async () => {
    const { answer } = await start([], { preset: 'none' });
    expect(answer).toEqual({ type: 'failed', reason: 'no preset "none"' });
  });

  it.each(generic)('shows $role by its presets and what it says of itself', async (device) => {
    const { answer } = await start([device]);
    if (answer.type !== 'ready') throw new Error(answer.reason);
    const bench = await connect(answer.benchUrl);
    const [shown] = bench.state();
    if (!shown || !('facts' in shown)) throw new Error('not a generic device');
    for (const { name } of shown.presets) {
      await bench.apply(device.id, name);
      await bench.waitFor(([now]) => now?.preset === name, 1000);
    }
    expect(Object.keys(shown.facts).length).toBeGreaterThan(3);
    bench.close();
  });

  it('ends when its parent is gone', async () => {
    const { child } = await start(both);
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says why it cannot start and ends', async () => {
    const { child, answer } = await start([
      { id: 'reader', role: 'id-card', profile: 'generic-sam', preset: 'no-such-preset' },
    ]);
    expect(answer).toEqual({ type: 'failed', reason: expect.stringContaining('no-such-preset') });
    expect(await once(child, 'exit')).toEqual([1, null]);
  });
});
