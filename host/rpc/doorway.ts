import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** The host's port, taken before the rest of the host is there. */
export interface Doorway {
  port: number;
  /** Who is waiting comes in now, and everybody else at once. Called once. */
  open(enter: (socket: Socket) => void): void;
  close(): Promise<void>;
}

/**
 * Takes the loopback port, or the one that a launcher has held (`held`), and lets connections wait until the host is
 * ready.
 * @throws NodeJS.ErrnoException when the port cannot be had.
 */
export async function openDoorway(port: number, held?: Server): Promise<Doorway> {
  const sockets = new Set<Socket>();
  let enter: ((socket: Socket) => void) | null = null;
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // The HTTP server handles errors of what came in; nobody else minds.
    socket.on('error', () => {});
    enter?.(socket);
  });
  if (held === undefined) server.listen(port, '127.0.0.1');
  else server.listen(held);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  return {
    port: address.port,
    open(wanted) {
      enter = wanted;
      for (const socket of sockets) wanted(socket);
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
