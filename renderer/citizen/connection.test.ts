import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket as Peer, WebSocketServer } from 'ws';
import type { FrameReport } from '../../contract/camera.ts';
import type { ClientMessage, HostMessage } from '../../contract/rpc.ts';
import { rpcProtocol } from '../../contract/wire.ts';
import { galleryView } from '../gallery/gallery-view.ts';
import { type ConnectionState, HostConnection, type LookAtCamera } from './connection.ts';

const delays = { backoffMs: [5, 10], lostAfterMs: 40, answerMs: 60 };
const token = 'dG9rZW4';

/** The host's end: a real WebSocket server on a loopback port of its own. */
class Host {
  readonly server: WebSocketServer;
  readonly protocols: string[] = [];
  readonly peers: Peer[] = [];
  readonly messages: ClientMessage[] = [];
  onMessage: (message: ClientMessage, peer: Peer) => void = () => {};
  onPeer: (peer: Peer) => void = () => {};

  constructor(port: number) {
    this.server = new WebSocketServer({ host: '127.0.0.1', port, handleProtocols: () => rpcProtocol });
    this.server.on('connection', (peer, request) => {
      this.protocols.push(request.headers['sec-websocket-protocol'] ?? '');
      this.peers.push(peer);
      peer.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString('utf8')) as ClientMessage;
        this.messages.push(message);
        this.onMessage(message, peer);
      });
      this.onPeer(peer);
    });
  }

  static async listen(port = 0): Promise<Host> {
    const host = new Host(port);
    await new Promise((resolve) => host.server.once('listening', resolve));
    return host;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const peer of this.peers) peer.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const push = (peer: Peer, message: HostMessage): void => peer.send(JSON.stringify(message));
const pushView = (peer: Peer, screen: string): void =>
  push(peer, { kind: 'view', view: galleryView(`screen=${screen}`, 1) });

function until(
  connection: HostConnection,
  wanted: (state: ConnectionState) => boolean,
): Promise<ConnectionState> {
  return new Promise((resolve) => {
    const check = () => {
      if (!wanted(connection.state())) return;
      unsubscribe();
      resolve(connection.state());
    };
    const unsubscribe = connection.subscribe(check);
    check();
  });
}
const shows = (screen: string) => (state: ConnectionState) => state.view?.screen.name === screen;

let host: Host;
let connection: HostConnection;
const open = (look?: LookAtCamera) =>
  new HostConnection(`ws://127.0.0.1:${host.port}/rpc`, token, null, delays, look);

beforeEach(async () => {
  host = await Host.listen();
});
afterEach(async () => {
  connection.close();
  await host.stop();
});

describe('the connection to the host', () => {
  it('offers the protocol and the token as subprotocols, and shows what is pushed', async () => {
    host.onPeer = (peer) => pushView(peer, 'choose');
    connection = open();
    await until(connection, shows('choose'));
    expect(host.protocols[0]?.split(/, */)).toEqual([rpcProtocol, token]);
  });

  it('resolves each event with its own answer, in whatever order they come', async () => {
    host.onPeer = (peer) => pushView(peer, 'confirm');
    host.onMessage = (_, peer) => {
      const [first, second] = host.messages;
      if (first === undefined || second === undefined) return;
      push(peer, { kind: 'answer', answer: { id: second.id, accepted: false, reason: 'busy' } });
      push(peer, { kind: 'answer', answer: { id: first.id, accepted: true } });
    };
    connection = open();
    await until(connection, shows('confirm'));
    const outcomes = await Promise.all([
      connection.send({ type: 'PRINT' }),
      connection.send({ type: 'PRINT' }),
    ]);
    expect(outcomes).toEqual(['accepted', 'busy']);
  });

  it('calls an event lost when the host stays silent', async () => {
    host.onPeer = (peer) => pushView(peer, 'confirm');
    connection = open();
    await until(connection, shows('confirm'));
    expect(await connection.send({ type: 'PRINT' })).toBe('lost');
  });

  it('calls an event lost when the host goes away, and does not send it again', async () => {
    host.onPeer = (peer) => pushView(peer, 'confirm');
    host.onMessage = (_, peer) => peer.terminate();
    connection = open();
    await until(connection, shows('confirm'));
    expect(await connection.send({ type: 'PRINT' })).toBe('lost');
    await new Promise<void>((resolve) => {
      host.onPeer = () => resolve();
    });
    expect(host.messages).toHaveLength(1);
  });

  it('keeps the step through a short gap and shows what the new host says', async () => {
    host.onPeer = (peer) => pushView(peer, 'choose');
    connection = open();
    await until(connection, shows('choose'));
    const seen: (string | undefined)[] = [];
    connection.subscribe(() => seen.push(connection.state().view?.screen.name));
    host.onPeer = (peer) => pushView(peer, 'confirm');
    host.peers[0]?.terminate();
    await until(connection, shows('confirm'));
    expect(seen).toEqual(['confirm']);
  });

  it('forgets the view when the host stays away, keeps the way it is shown, and comes back', async () => {
    const { port } = host;
    host.onPeer = (peer) => pushView(peer, 'choose-revealed&lang=en');
    connection = open();
    await until(connection, shows('choose'));
    await host.stop();
    const lost = await until(connection, ({ view }) => view === null);
    expect(lost.shell?.settings.language).toBe('en');
    expect(JSON.stringify(lost)).not.toContain('样例甲');
    expect(await connection.send({ type: 'PRINT' })).toBe('lost');

    host = await Host.listen(port);
    host.onPeer = (peer) => pushView(peer, 'choose');
    await until(connection, shows('choose'));
  });
});

describe('the camera', () => {
  const task = {
    name: null,
    samples: 6,
    everyMs: 500,
    withinMs: 8000,
    darkBelow: 20,
    frozenSamples: 5,
  };
  const fine: FrameReport = { verdict: 'ok', meanLuma: 118, fps: 30 };
  const ask = (peer: Peer, watch: number) => push(peer, { kind: 'watch-camera', watch, task });
  const reported = () =>
    new Promise<ClientMessage>((resolve) => {
      host.onMessage = resolve;
    });

  it('is looked at when the host asks, and what was seen is reported under its number', async () => {
    host.onPeer = (peer) => ask(peer, 7);
    const first = reported();
    connection = open(async (asked) => {
      expect(asked).toEqual(task);
      return fine;
    });
    expect(await first).toMatchObject({ method: 'camera', params: { ...fine, watch: 7 } });
  });

  it('a newer question takes the place of an older one', async () => {
    host.onPeer = (peer) => {
      ask(peer, 1);
      ask(peer, 2);
    };
    const first = reported();
    const signals: AbortSignal[] = [];
    connection = open(async (_task, signal) => {
      signals.push(signal);
      if (signals.length === 2) return fine;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
    });
    expect(await first).toMatchObject({ params: { watch: 2 } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('is let go when the host goes away, and nothing of it is said to the next one', async () => {
    let peers = 0;
    host.onPeer = (peer) => {
      peers += 1;
      if (peers === 1) ask(peer, 1);
      else ask(peer, 2);
    };
    const first = reported();
    connection = open(async (_task, signal) => {
      if (peers === 2) return fine;
      host.peers[0]?.terminate();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return fine;
    });
    await first;
    expect(host.messages).toMatchObject([{ params: { watch: 2 } }]);
  });
});
