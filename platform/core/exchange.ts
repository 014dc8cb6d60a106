import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Exchange {
  url: URL;
  headers: Record<string, string>;
  body: Uint8Array;
  maxReplyBytes: number;
  signal: AbortSignal;
}

export type Exchanged =
  | { kind: 'reply'; status: number; headers: IncomingHttpHeaders; body: Uint8Array }
  /** Nothing was sent. `detail` is the system's code, such as ECONNREFUSED. */
  | { kind: 'unreachable'; detail: string }
  | { kind: 'brokenOff'; detail: string }
  | { kind: 'oversize' }
  /** The signal aborted; whether something had been sent by then is `sent`. */
  | { kind: 'aborted'; sent: boolean };

/**
 * One POST. A connection serves one request: a server that closes an idle one at the wrong moment would otherwise make
 * a request look lost.
 */
export function exchange({ url, headers, body, maxReplyBytes, signal }: Exchange): Promise<Exchanged> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ kind: 'aborted', sent: false });
      return;
    }
    const secure = url.protocol === 'https:';
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': String(body.length) },
    });
    let sent = false;
    let answer: IncomingMessage | null = null;
    const end = (result: Exchanged) => {
      signal.removeEventListener('abort', onAbort);
      resolve(result);
      request.destroy();
    };
    const onAbort = () => end({ kind: 'aborted', sent });
    signal.addEventListener('abort', onAbort, { once: true });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // What comes behind a whole answer is nobody's, also where it is the end of the connection.
      if (answer?.complete === true) return;
      end({ kind: sent ? 'brokenOff' : 'unreachable', detail: error.code ?? error.name });
    });
    request.on('socket', (socket) => {
      // Over TLS a connection is one when the server's certificate has held.
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        sent = true;
        request.end(body);
      });
    });
    request.on('response', (response) => {
      answer = response;
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > maxReplyBytes) end({ kind: 'oversize' });
      });
      response.on('end', () =>
        end({
          kind: 'reply',
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
      response.on('error', (error: NodeJS.ErrnoException) =>
        end({ kind: 'brokenOff', detail: error.code ?? error.name }),
      );
    });
  });
}
