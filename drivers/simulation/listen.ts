import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { pacedLine } from './paced-line.ts';
import type { Simulator, WireLine, WireOptions } from './simulator.ts';

/** Where a simulator can be reached. A pty needs `socat`; both ends are then real terminal devices. */
export type ListenAddress = { kind: 'tcp'; port: number } | { kind: 'pty'; path: string };

export interface Listening {
  /** For `tcp` the port that was taken; for `pty` the path. */
  address: ListenAddress;
  /** Pulls the cable of whoever is connected; they may connect again. */
  unplug(): void;
  /** While unplugged, nobody can connect (device.gone); plug(true) lets peers in again. */
  plug(inserted: boolean): void;
  close(): Promise<void>;
}

/** @throws Error with a sentence for a person when the address cannot be used. */
export async function listen(
  simulator: Pick<Simulator, 'attach' | 'onNetwork'>,
  address: ListenAddress,
  wire: WireOptions,
): Promise<Listening> {
  const peers = new Set<Socket>();
  const ownWire = simulator.onNetwork ? { ...wire, baudRate: null } : wire;
  const unplug = () => {
    for (const peer of peers) peer.destroy();
  };
  let inserted = true;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    // A serial line has one peer; a second program must not disturb the one that is at work.
    if (!inserted || (peers.size > 0 && !simulator.onNetwork)) {
      socket.destroy();
      return;
    }
    peers.add(socket);
    socket.once('close', () => peers.delete(socket));
    simulator.attach(pacedLine(wireLine(socket), ownWire));
  });
  server.listen(address.kind === 'tcp' ? address.port : 0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const pty =
    address.kind === 'pty'
      ? await linkPty(address.path, port).catch((error: unknown) => {
          unplug();
          server.close();
          throw error;
        })
      : null;
  return {
    address: pty ? address : { kind: 'tcp', port },
    unplug,
    plug(now) {
      inserted = now;
      if (!inserted) unplug();
    },
    async close() {
      pty?.();
      unplug();
      server.close();
      await once(server, 'close');
    },
  };
}

function wireLine(socket: Socket): WireLine {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    closed,
    onData: (listener) => socket.on('data', listener),
    write: (bytes) => {
      if (!socket.destroyed) socket.write(bytes);
    },
    close: () => socket.destroy(),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  return address.port;
}

/** socat makes the terminal pair and carries its bytes to our socket. Returns what ends it. */
async function linkPty(path: string, port: number): Promise<() => void> {
  clearLink(path);
  const socat = spawn('socat', [`PTY,link=${path},raw,echo=0`, `TCP:127.0.0.1:${port},nodelay`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let ended: string | null = null;
  socat.once('error', (error) => {
    ended = `a pty needs the program socat (${error.message})`;
  });
  socat.once('exit', (code) => {
    ended ??= `socat ended with ${code}: the path ${path} cannot be used`;
  });
  const deadline = performance.now() + 5000;
  // socat says nothing when the link is there, so look for it.
  while (!existsSync(path)) {
    if (ended !== null) throw new Error(ended);
    if (performance.now() > deadline) {
      socat.kill();
      throw new Error(`socat did not make ${path} within 5 s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return () => socat.kill();
}

/** socat would remove whatever stands at the path; only the dangling link of a killed simulator may go. */
function clearLink(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isSymbolicLink() || existsSync(path)) throw new Error(`${path} is already there`);
  unlinkSync(path);
}
