import { once } from 'node:events';
import { type Server, type Socket, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transportFor } from './open.ts';
import type { OpenTransport } from './transport.ts';

let server: Server;
let port: number;
let peer: Promise<Socket>;
let open: OpenTransport;
const never = new AbortController().signal;

beforeEach(async () => {
  server = createServer({ allowHalfOpen: true });
  peer = once(server, 'connection').then(([socket]) => socket as Socket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  port = address.port;
  open = transportFor({ kind: 'tcp', host: '127.0.0.1', port });
});

afterEach(async () => {
  (await peer).destroy();
  server.close();
});

describe('a line over tcp', () => {
  test('carries bytes both ways', async () => {
    const line = await open(never);
    const device = await peer;
    const heard = new Promise<Uint8Array>((resolve) => line.onData(resolve));
    const asked = once(device, 'data');
    await line.write(Uint8Array.of(0x10, 0x04, 0x01));
    expect([...((await asked)[0] as Buffer)]).toEqual([0x10, 0x04, 0x01]);
    device.write(Uint8Array.of(0x12));
    expect([...(await heard)]).toEqual([0x12]);
    await line.close();
    await expect(line.closed).resolves.toEqual({ reason: 'local' });
  });

  test('the device hangs up: closed says so, and a later write has had no effect', async () => {
    const line = await open(never);
    line.onData(() => {});
    (await peer).end();
    await expect(line.closed).resolves.toEqual({ reason: 'remote' });
    await expect(line.write(Uint8Array.of(1))).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
      effect: 'none',
    });
    await line.close();
  });

  test('the device resets the line: closed gives the cause', async () => {
    const line = await open(never);
    line.onData(() => {});
    (await peer).resetAndDestroy();
    await expect(line.closed).resolves.toEqual({ reason: 'error', detail: 'ECONNRESET' });
  });

  test('a write that the device does not take ends with the abort, or with the line', async () => {
    const line = await open(never);
    (await peer).pause();
    const much = new Uint8Array(64 * 1024 * 1024);
    const abort = new AbortController();
    const aborted = line.write(much, abort.signal);
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'canceled' });
    const hanging = line.write(much);
    void line.close();
    await expect(hanging).rejects.toMatchObject({ code: 'disconnected', effect: 'unknown' });
  });
});

describe('no line', () => {
  test('nobody listens', async () => {
    const line = await open(never);
    await line.close();
    (await peer).destroy();
    server.close();
    await once(server, 'close');
    await expect(open(never)).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
      message: `no connection to 127.0.0.1:${port} (ECONNREFUSED)`,
    });
  });

  test('given up before it began', async () => {
    await expect(open(AbortSignal.abort())).rejects.toMatchObject({ code: 'disconnected' });
    await (await open(never)).close();
  });
});
