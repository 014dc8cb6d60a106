import { connect, type Socket } from 'node:net';
import { DeviceError } from '../contract/device-error.ts';
import { socketTransport } from './socket-transport.ts';
import type { OpenTransport, Transport } from './transport.ts';

/** A serial-to-Ethernet converter or a network printer (port 9100). */
export function tcp(host: string, port: number): OpenTransport {
  return (signal) =>
    new Promise<Transport>((resolve, reject) => {
      if (signal.aborted) {
        reject(gone(`no connection to ${host}:${port}`));
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
          gone(
            `no connection to ${host}:${port} (${(error as NodeJS.ErrnoException).code ?? error.message})`,
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

function gone(message: string): DeviceError {
  return new DeviceError('disconnected', message, {
    condition: 'device.gone',
    effect: 'none',
    retry: 'afterFix',
  });
}
