import { connectSocket } from './connect-socket.ts';
import type { OpenTransport } from './transport.ts';

/** The line to pcscd, the daemon that has the card readers: its Unix socket. */
export function pcsc(path: string): OpenTransport {
  return connectSocket({ path }, path);
}
