import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRig, type Rig } from '../testing/rig.ts';
import { type Control, openControl } from './control.ts';
import { platformPresets } from './presets.ts';

let rig: Rig;
let control: Control;

beforeEach(async () => {
  rig = await openRig();
  control = await openControl(async () => rig.simulator);
});
afterEach(async () => {
  await control.close();
  await rig.listening.close();
});

function ask(method: 'GET' | 'PUT', path: string, body?: unknown, headers: Record<string, string> = {}) {
  const { origin, hash } = new URL(control.url);
  return fetch(origin + path, {
    method,
    headers: {
      authorization: `Bearer ${hash.slice('#token='.length)}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

describe('the control of the simulated city', () => {
  it('makes it fail as told, and says what it did', async () => {
    const fault = { operation: 'payments.summary', kind: 'unavailable', times: null };
    expect((await ask('PUT', '/faults', { faults: [fault] })).status).toBe(200);
    const { subject } = rig.person('样例乙');
    expect(
      await rig.platform().payments.records({
        subject,
        insurances: ['pension'],
        from: '2025-01',
        to: '2025-01',
      }),
    ).toMatchObject({ ok: true });
    const state = (await (await ask('GET', '/state')).json()) as Record<string, unknown>;
    expect(state).toMatchObject({ preset: 'custom', answers: { 'payments.records 200': 1 } });
  });

  it('applies each preset by name', async () => {
    for (const { name } of platformPresets) {
      const response = await ask('PUT', '/preset', { name });
      expect(await response.json()).toMatchObject({ preset: name });
    }
  });

  it.each([
    ['a preset that there is not', 'PUT', '/preset', { name: 'none' }, 404],
    [
      'a fault that there is not',
      'PUT',
      '/faults',
      { faults: [{ operation: '*', kind: 'none', times: 1 }] },
      400,
    ],
    ['a preset without a name', 'PUT', '/preset', {}, 400],
    ['another path', 'GET', '/', undefined, 404],
  ] as const)('refuses %s', async (_what, method, path, body, status) => {
    expect((await ask(method, path, body)).status).toBe(status);
  });

  it('listens to nobody without its token', async () => {
    const wrong = { authorization: 'Bearer wrong' };
    expect((await ask('PUT', '/preset', { name: 'down' }, wrong)).status).toBe(401);
    expect(rig.simulator.state().preset).toBe('normal');
  });
});
