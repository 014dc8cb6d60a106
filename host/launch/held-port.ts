import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { ChildLink } from './child-link.ts';
import { forkChild, ofLauncher } from './fork-child.ts';
import { LaunchError } from './launch-error.ts';
import { portReason } from './port-reason.ts';

/** The host's port, taken before there is a host. What connects waits in the system's queue until the host takes it. */
export interface HeldPort {
  port: number;
  /** Starts a host that is given the port with the first message; one that follows it takes the same port by itself. */
  fork<Out extends object, In>(entry: string): ChildLink<Out, In>;
  close(): void;
}

/**
 * `port`: 0 takes any free one. A browser needs longer to start than the host, so it is started first.
 * @throws LaunchError
 */
export async function holdPort(port: number): Promise<HeldPort> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new LaunchError(portReason(port, error as NodeJS.ErrnoException));
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  let held: Server | null = server;
  return {
    port: address.port,
    fork(entry) {
      const given = held ?? undefined;
      held = null;
      return forkChild(entry, ofLauncher, given);
    },
    close: () => held?.close(),
  };
}
