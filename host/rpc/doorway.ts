import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** The host's port, taken before the rest of the host is there. */
export interface Doorway {
  port: number;
  /** Who is waiting comes in now, and everybody else at once. Called once. */
  open(enter: (socket: Socket) => void): void;
  close(): Promise<void>;
}

/**
 * Takes the loopback port and lets connections wait. A browser needs as long to start as the host, so it is
 * started as soon as there is a port, and what it asks for is answered when the host is ready.
 * @throws NodeJS.ErrnoException when the port cannot be had.
 */
export async function openDoorway(port: number): Promise<Doorway> {
  const sockets = new Set<Socket>();
  let enter: ((socket: Socket) => void) | null = null;
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // The HTTP server handles errors of what came in; nobody else minds.
    socket.on('error', () => {});
    enter?.(socket);
  });
  server.listen(port, '127.0.0.1');
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
