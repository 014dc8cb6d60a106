import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import builtIn from '../../assets/config/default.json' with { type: 'json' };
import { rpcProtocol } from '../../contract/rpc.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

let kiosk: TestKiosk;

beforeAll(async () => {
  kiosk = await startKiosk({
    devices: [
      ...builtIn.devices,
      {
        id: 'camera',
        role: 'camera',
        required: false,
        driver: 'get-user-media',
        profile: 'generic-uvc',
        // No machine has one of this name.
        name: 'Tongban Test Camera',
      },
    ],
  });
}, 60_000);
afterAll(() => kiosk.stop());

describe('a kiosk whose camera is not there', () => {
  it('serves, and says so in its log', async () => {
    await kiosk.screen.untilScreen('attract');
    await expect
      .poll(() => kiosk.logged('device.link.lost').some(({ fields }) => fields['device'] === 'camera'))
      .toBe(true);
  });

  it('refuses a report of the camera that it has not asked for, and logs the refusal', async () => {
    const page = new URL(kiosk.url);
    const token = new URLSearchParams(page.hash.slice(1)).get('token') ?? '';
    const socket = new WebSocket(`ws://${page.host}/rpc`, [rpcProtocol, token], { origin: page.origin });
    const answer = new Promise((resolve) => {
      socket.on('message', (data) => {
        const message = JSON.parse((data as Buffer).toString()) as { kind: string; answer?: unknown };
        if (message.kind === 'answer') resolve(message.answer);
      });
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const params = { watch: 0, verdict: 'ok', meanLuma: 118, fps: 30 };
    socket.send(JSON.stringify({ id: 1, method: 'camera', params }));
    expect(await answer).toEqual({ id: 1, accepted: false, reason: 'not-now' });
    socket.close();
    await expect
      .poll(() => kiosk.logged('rpc.event.rejected').map(({ fields }) => fields))
      .toContainEqual({ trigger: 'camera', rejection: 'not-now' });
  });
});
