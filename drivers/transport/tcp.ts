import { connect, type Socket } from 'node:net';
import { lineGone } from './line-gone.ts';
import { socketTransport } from './socket-transport.ts';
import type { OpenTransport, Transport } from './transport.ts';

/** A serial-to-Ethernet converter or a network printer (port 9100). */
export function tcp(host: string, port: number): OpenTransport {
  return (signal) =>
    new Promise<Transport>((resolve, reject) => {
      if (signal.aborted) {
        reject(lineGone(`no connection to ${host}:${port}`, 'none'));
        return;
      }
      const socket: Socket = connect({
        host,
        port,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: 5000,
      });
      const fail = (error: Error) => {
        socket.destroy();
        signal.removeEventListener('abort', onAbort);
        reject(
          lineGone(
            `no connection to ${host}:${port} (${(error as NodeJS.ErrnoException).code ?? error.message})`,
            'none',
          ),
        );
      };
      const onAbort = () => fail(new Error('gave up'));
      signal.addEventListener('abort', onAbort, { once: true });
      socket.once('error', fail);
      socket.once('connect', () => {
        socket.off('error', fail);
        signal.removeEventListener('abort', onAbort);
        resolve(socketTransport(socket));
      });
    });
}
