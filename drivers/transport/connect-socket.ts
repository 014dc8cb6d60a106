import { connect, type NetConnectOpts } from 'node:net';
import { DeviceError } from '../contract/device-error.ts';
import { socketTransport } from './socket-transport.ts';
import type { OpenTransport, Transport } from './transport.ts';

/** @param where for staff, in the reason of a connection that cannot be made. */
export function connectSocket(options: NetConnectOpts, where: string): OpenTransport {
  return (signal) =>
    new Promise<Transport>((resolve, reject) => {
      if (signal.aborted) {
        reject(gone(`no connection to ${where}`));
        return;
      }
      const socket = connect(options);
      const fail = (error: Error) => {
        socket.destroy();
        signal.removeEventListener('abort', onAbort);
        reject(gone(`no connection to ${where} (${(error as NodeJS.ErrnoException).code ?? error.message})`));
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

function gone(message: string): DeviceError {
  return new DeviceError('disconnected', message, {
    condition: 'device.gone',
    effect: 'none',
    retry: 'afterFix',
  });
}
