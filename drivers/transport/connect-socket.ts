import { connect, type NetConnectOpts } from 'node:net';
import { lineGone } from './line-gone.ts';
import { socketTransport } from './socket-transport.ts';
import type { OpenTransport, Transport } from './transport.ts';

/** @param where for staff, in the reason of a connection that cannot be made. */
export function connectSocket(options: NetConnectOpts, where: string): OpenTransport {
  return (signal) =>
    new Promise<Transport>((resolve, reject) => {
      if (signal.aborted) {
        reject(lineGone(`no connection to ${where}`, 'none'));
        return;
      }
      const socket = connect(options);
      const fail = (error: Error) => {
        socket.destroy();
        signal.removeEventListener('abort', onAbort);
        reject(
          lineGone(
            `no connection to ${where} (${(error as NodeJS.ErrnoException).code ?? error.message})`,
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
