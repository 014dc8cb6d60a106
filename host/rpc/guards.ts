import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { rpcProtocol } from '../../contract/rpc.ts';

export type Refusal = 'foreign-host' | 'foreign-origin' | 'no-token' | 'wrong-token';

/**
 * Decides about a WebSocket upgrade before anything is read from it. A page of another origin can reach a
 * loopback port, so the Origin must be our own; a name that resolves to loopback (DNS rebinding) shows in
 * the Host header; the per-boot token keeps out other programs of this machine.
 */
export function refuseUpgrade(
  headers: IncomingHttpHeaders,
  own: { port: number; token: string },
): Refusal | null {
  const host = `127.0.0.1:${own.port}`;
  if (headers.host !== host) return 'foreign-host';
  if (headers.origin !== `http://${host}`) return 'foreign-origin';
  const [protocol, token, ...rest] = (headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((part) => part.trim());
  if (protocol !== rpcProtocol || token === undefined || rest.length > 0) return 'no-token';
  return sameSecret(token, own.token) ? null : 'wrong-token';
}

function sameSecret(given: string, own: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(own);
  return a.length === b.length && timingSafeEqual(a, b);
}
