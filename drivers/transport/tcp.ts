import { connectSocket } from './connect-socket.ts';
import type { OpenTransport } from './transport.ts';

/** A serial-to-Ethernet converter or a network printer (port 9100). */
export function tcp(host: string, port: number): OpenTransport {
  return connectSocket(
    { host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 5000 },
    `${host}:${port}`,
  );
}
