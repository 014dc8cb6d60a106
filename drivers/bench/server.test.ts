import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { benchProtocol, maxBenchRequestBytes, type BenchMessage } from './protocol.ts';
import { systemClock } from '../contract/clock.ts';
import { openRig, type Rig } from './rig.ts';
import { startBenchServer, type BenchServer } from './server.ts';

let rendererDir: string;
let rig: Rig;
let server: BenchServer;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  rendererDir = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  await writeFile(join(rendererDir, 'bench.html'), '<!doctype html><title>bench</title>');
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>kiosk</title>');
});
afterAll(() => rm(rendererDir, { recursive: true }));

beforeEach(async () => {
  rig = await openRig([{ id: 'reader', role: 'id-card', profile: 'generic-sam' }], {
    clock: systemClock,
    baudRate: null,
    chunks: 'natural',
  });
  server = await startBenchServer({ rig, rendererDir, port: 0 });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
  await rig.close();
});

const token = () => new URLSearchParams(new URL(server.url).hash.slice(1)).get('token') ?? '';

function open(protocols: string[], headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/bench`, protocols, { headers });
  // Ending one that was refused is an error to ws; what is expected of each is asserted where it is opened.
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

/** HTTP status with which the upgrade was refused. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode;
}

async function connected(headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = open([benchProtocol, token()], headers);
  const first = await nextMessage(socket);
  expect(first.kind).toBe('devices');
  return socket;
}

async function nextMessage(socket: WebSocket): Promise<BenchMessage> {
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data)) as BenchMessage;
}

function status(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpGet({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

describe('who may talk to the bench', () => {
  it('lets in the page that it served itself', async () => {
    const socket = await connected({ origin: `http://127.0.0.1:${server.port}` });
    expect(socket.protocol).toBe(benchProtocol);
  });

  it('refuses a connection without the token', async () => {
    expect(await refusal(open([benchProtocol]))).toBe(401);
  });

  it('refuses a wrong token of the right length', async () => {
    const right = token();
    const wrong = (right.startsWith('A') ? 'B' : 'A') + right.slice(1);
    expect(await refusal(open([benchProtocol, wrong]))).toBe(401);
  });

  it('refuses a page of another origin, even with the token', async () => {
    const foreign = { origin: 'https://example.org' };
    expect(await refusal(open([benchProtocol, token()], foreign))).toBe(403);
  });

  it('refuses a foreign name that resolves to this machine', async () => {
    expect(await status('/bench.html', { host: `rebound.example:${server.port}` })).toBe(421);
  });

  it('gives no ticket without the token', async () => {
    expect(await status('/tickets/reader/1')).toBe(401);
    expect(await status('/tickets/reader/1', { authorization: `Bearer ${token()}` })).toBe(404);
  });

  it('serves its own page and nothing else of the renderer', async () => {
    expect(await status('/bench.html')).toBe(200);
    expect(await status('/index.html')).toBe(404);
    expect(await status('/assets/../index.html')).toBe(403);
  });

  it('makes a token of its own for every server', async () => {
    const other = await startBenchServer({ rig, rendererDir, port: 0 });
    expect(other.url.split('#')[1]).not.toBe(server.url.split('#')[1]);
    await other.close();
  });
});

describe('what the bench answers', () => {
  it.each([
    ['no JSON', 'put the card on'],
    ['an unknown command', '{"id":1,"command":{"type":"explode","device":"reader"}}'],
    ['a field too many', '{"id":1,"command":{"type":"lift-card","device":"reader","force":true}}'],
    ['no id', '{"command":{"type":"lift-card","device":"reader"}}'],
  ])('rejects %s and stays connected', async (_what, text) => {
    const socket = await connected();
    socket.send(text);
    expect(await nextMessage(socket)).toEqual({ kind: 'rejected', id: null, reason: 'malformed' });
    socket.send(JSON.stringify({ id: 2, command: { type: 'lift-card', device: 'nowhere' } }));
    expect(await nextMessage(socket)).toEqual({ kind: 'rejected', id: 2, reason: 'unknown-device' });
  });

  it('rejects a binary message', async () => {
    const socket = await connected();
    socket.send(Buffer.from('{"id":1,"command":{"type":"lift-card","device":"reader"}}'), { binary: true });
    expect(await nextMessage(socket)).toEqual({ kind: 'rejected', id: null, reason: 'malformed' });
  });

  it('closes the connection on an oversized message', async () => {
    const socket = await connected();
    socket.send(' '.repeat(maxBenchRequestBytes + 1));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
  });

  it('names the port in the error when it is taken', async () => {
    await expect(startBenchServer({ rig, rendererDir, port: server.port })).rejects.toThrow(
      `EADDRINUSE: address already in use 127.0.0.1:${server.port}`,
    );
  });
});
