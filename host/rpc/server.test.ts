import { get } from 'node:http';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { defaultSettings } from '../../contract/settings.ts';
import { type CameraReport, type HostMessage, maxMessageBytes, rpcProtocol } from '../../contract/rpc.ts';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import type { KioskView } from '../../contract/view.ts';
import { type Doorway, openDoorway } from './doorway.ts';
import { type RpcServer, startRpcServer } from './server.ts';

const token = 'a-token-that-only-this-test-knows';
const text = { 'zh-CN': '甲', en: 'A' };
const view: KioskView = {
  revision: 1,
  site: { name: text, place: text, helpPhone: '000', timeZone: 'UTC' },
  panel: { widthPx: 1080, heightPx: 1920, diagonalInch: 21.5 },
  training: true,
  settings: defaultSettings,
  helpOpen: false,
  steps: [],
  step: null,
  idle: null,
  canPause: false,
  screen: { name: 'attract', items: [], total: 0 },
};

let doorway: Doorway;
let server: RpcServer;
let folder: string;
let handled: CitizenEvent[];
let reports: CameraReport[];
let refused: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongban-rpc-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>kiosk</title>');
  writeFileSync(join(folder, 'bench.html'), '<!doctype html><title>bench</title>');
  writeFileSync(join(folder, 'assets/app.js'), '');
  handled = [];
  reports = [];
  refused = [];
  doorway = await openDoorway(0);
  server = startRpcServer({
    doorway,
    token,
    rendererDir: folder,
    view: () => view,
    handle(event) {
      handled.push(event);
      return event.type === 'PRINT' ? { accepted: false, reason: 'busy' } : { accepted: true };
    },
    camera(report) {
      reports.push(report);
      return { accepted: false, reason: 'not-now' };
    },
    refused: (reason) => refused.push(reason),
    screen: () => {},
  });
});

afterEach(async () => {
  server.close();
  await doorway.close();
  rmSync(folder, { recursive: true });
});

interface Dialled {
  socket: WebSocket;
  messages: HostMessage[];
  /** HTTP status of a refused upgrade, or the close code. */
  ended: Promise<number>;
  opened: Promise<void>;
  next(count: number): Promise<void>;
}

function dial({
  origin = `http://127.0.0.1:${doorway.port}`,
  protocols = [rpcProtocol, token],
  host = '',
} = {}): Dialled {
  const socket = new WebSocket(`ws://127.0.0.1:${doorway.port}/rpc`, protocols, {
    origin,
    ...(host === '' ? {} : { headers: { host } }),
  });
  const messages: HostMessage[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  socket.on('message', (data) => {
    messages.push(JSON.parse((data as Buffer).toString()) as HostMessage);
    for (const wait of waiting) if (messages.length >= wait.count) wait.resolve();
  });
  return {
    socket,
    messages,
    opened: new Promise((resolve) => socket.once('open', () => resolve())),
    ended: new Promise((resolve) => {
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.once('close', resolve);
      socket.on('error', () => {});
    }),
    next: (count) =>
      messages.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}

describe('who may speak to the host', () => {
  it.each([
    ['without a token', { protocols: [rpcProtocol] }, 'no-token'],
    ['with a wrong token', { protocols: [rpcProtocol, 'guess'] }, 'wrong-token'],
    ['from a foreign origin', { origin: 'http://evil.example' }, 'foreign-origin'],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 'foreign-origin'],
    ['under a foreign host name', { host: 'evil.example' }, 'foreign-host'],
  ])('%s: refused with 403 before anything is read', async (_case, how, reason) => {
    const { ended } = dial(how);
    expect(await ended).toBe(403);
    expect(refused).toEqual([reason]);
  });

  it('its own page with the token gets the present view at once', async () => {
    const screen = dial();
    await screen.next(1);
    expect(screen.messages).toEqual([{ kind: 'view', view }]);
    expect(screen.socket.protocol).toBe(rpcProtocol);
    screen.socket.close();
    await screen.ended;
  });
});

const cameraReport = (change: object) =>
  JSON.stringify({
    id: 1,
    method: 'camera',
    params: { watch: 0, verdict: 'ok', meanLuma: 118, fps: 30, ...change },
  });

describe('what may be said', () => {
  it('answers every event: accepted, or rejected with the reason', async () => {
    const screen = dial();
    await screen.opened;
    screen.socket.send(
      JSON.stringify({ id: 7, method: 'event', params: { type: 'START', itemId: 'queue-ticket' } }),
    );
    screen.socket.send(JSON.stringify({ id: 8, method: 'event', params: { type: 'PRINT' } }));
    await screen.next(3);
    expect(screen.messages.slice(1)).toEqual([
      { kind: 'answer', answer: { id: 7, accepted: true } },
      { kind: 'answer', answer: { id: 8, accepted: false, reason: 'busy' } },
    ]);
    screen.socket.close();
  });

  it.each([
    ['not JSON', '{'],
    ['another method', JSON.stringify({ id: 1, method: 'eval', params: {} })],
    ['an unknown event', JSON.stringify({ id: 1, method: 'event', params: { type: 'ROOT' } })],
    ['a field too many', JSON.stringify({ id: 1, method: 'event', params: { type: 'PRINT', copies: 2 } })],
    [
      'an id that no item has',
      JSON.stringify({ id: 1, method: 'event', params: { type: 'START', itemId: '../x' } }),
    ],
    ['a verdict that there is none of', cameraReport({ verdict: 'pretty' })],
    ['a luma that there is none of', cameraReport({ meanLuma: 256 })],
    ['a camera report with a picture in it', cameraReport({ picture: 'AAAA' })],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('%s: malformed, and never handled', async (_case, message) => {
    const screen = dial();
    await screen.opened;
    screen.socket.send(message);
    await screen.next(2);
    expect(screen.messages[1]).toEqual({
      kind: 'answer',
      answer: { id: null, accepted: false, reason: 'malformed' },
    });
    expect([handled, reports]).toEqual([[], []]);
    expect(refused).toEqual(['malformed']);
    screen.socket.close();
  });

  it('answers a report of the camera as well', async () => {
    const screen = dial();
    await screen.opened;
    screen.socket.send(cameraReport({}));
    await screen.next(2);
    expect(reports).toEqual([{ watch: 0, verdict: 'ok', meanLuma: 118, fps: 30 }]);
    expect(screen.messages[1]).toEqual({
      kind: 'answer',
      answer: { id: 1, accepted: false, reason: 'not-now' },
    });
    screen.socket.close();
  });

  it('an oversized message closes the connection (1009) and is never parsed', async () => {
    const screen = dial();
    await screen.opened;
    screen.socket.send('x'.repeat(maxMessageBytes + 1));
    expect(await screen.ended).toBe(1009);
    expect(handled).toEqual([]);
    expect(refused).toEqual(['oversized']);
  });

  it('a flood of messages leaves a turn of the event loop to everything else after each one', async () => {
    const screen = dial();
    await screen.next(1);
    let turns = 0;
    const turn = () => {
      turns += 1;
      if (handled.length < 500) setImmediate(turn);
    };
    for (let id = 0; id < 500; id += 1)
      screen.socket.send(JSON.stringify({ id, method: 'event', params: { type: 'BACK' } }));
    turn();
    await screen.next(501);
    expect(handled).toHaveLength(500);
    expect(turns).toBeGreaterThanOrEqual(500);
    screen.socket.close();
  });

  it('a screen that does not read is let go before it fills the memory', async () => {
    const screen = dial();
    await screen.opened;
    screen.socket.pause();
    view.site.helpPhone = '0'.repeat(1024 * 1024);
    for (let n = 0; n < 40; n += 1) {
      server.push();
      await new Promise(setImmediate);
    }
    view.site.helpPhone = '000';
    screen.socket.resume();
    expect(await screen.ended).toBe(1006);
  });

  it('draws what a step passes through in one turn only once', async () => {
    const screen = dial();
    await screen.next(1);
    for (let n = 0; n < 3; n += 1) server.push();
    await screen.next(2);
    server.push();
    await screen.next(3);
    expect(screen.messages).toHaveLength(3);
    screen.socket.close();
  });

  it('pushes a new view to every screen', async () => {
    const [one, two] = [dial(), dial()];
    await Promise.all([one.next(1), two.next(1)]);
    server.push();
    await Promise.all([one.next(2), two.next(2)]);
    expect([one.messages.at(-1), two.messages.at(-1)]).toEqual([
      { kind: 'view', view },
      { kind: 'view', view },
    ]);
    one.socket.close();
    two.socket.close();
  });
});

describe('files', () => {
  const fetchPath = (path: string) => fetch(`http://127.0.0.1:${doorway.port}${path}`);

  it('serves the citizen page with a closed content security policy', async () => {
    const response = await fetchPath('/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('permissions-policy')).toMatch(/^camera=\(self\), microphone=\(\),/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('gives nothing under a foreign host name', async () => {
    const status = await new Promise((resolve, reject) => {
      get(
        { host: '127.0.0.1', port: doorway.port, path: '/', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).on('error', reject);
    });
    expect(status).toBe(421);
  });

  it.each(['/bench.html', '/../package.json', '/%2e%2e/package.json', '/nothing'])(
    'does not serve %s',
    async (path) => {
      expect((await fetchPath(path)).status).toBe(404);
    },
  );
});

describe('the doorway', () => {
  it('who comes before the host is ready waits, and is answered then', async () => {
    const early = await openDoorway(0);
    const asked = fetch(`http://127.0.0.1:${early.port}/`);
    const answered = await Promise.race([
      asked.then(() => true),
      new Promise((resolve) => setImmediate(resolve, false)),
    ]);
    expect(answered).toBe(false);
    const later = startRpcServer({
      doorway: early,
      token,
      rendererDir: folder,
      view: () => view,
      handle: () => ({ accepted: true }),
      camera: () => ({ accepted: true }),
      refused: () => {},
      screen: () => {},
    });
    expect((await asked).status).toBe(200);
    later.close();
    await early.close();
  });

  it('a port that is taken is refused', async () => {
    await expect(openDoorway(doorway.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
