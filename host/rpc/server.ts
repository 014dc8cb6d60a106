import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import {
  type Answer,
  type CameraReport,
  clientMessageSchema,
  type HostMessage,
  maxMessageBytes,
  type Rejection,
  rpcProtocol,
} from '../../contract/rpc.ts';
import type { KioskView } from '../../contract/view.ts';
import type { Doorway } from './doorway.ts';
import { type Refusal, refuseUpgrade } from './guards.ts';
import { openPage } from './page.ts';

export type EventResult = { accepted: true } | { accepted: false; reason: Rejection };

/** One connected page. */
export interface Screen {
  send(message: HostMessage): void;
}

export interface RpcServerOptions {
  doorway: Doorway;
  token: string;
  rendererDir: string;
  view(): KioskView;
  handle(event: CitizenEvent): EventResult;
  /** A screen says what it saw of the camera's picture. */
  camera(report: CameraReport, screen: Screen): EventResult;
  /** Something was turned away; the reason is for the log and holds nothing of what was sent. */
  refused(reason: Refusal | 'malformed' | 'oversized'): void;
  /** A screen came, or went with a WebSocket close code (RFC 6455, 7.4). */
  screen(change: 'connected' | { closeCode: number }, screen: Screen): void;
}

export interface RpcServer {
  /** Sends the view of the turn's end to every screen: what a step passes through at once is not drawn. */
  push(): void;
  close(): void;
}

/** Some hundred views: no screen that works is ever this far behind. */
const maxUnreadBytes = 1024 * 1024;

/** Only what we serve ourselves; nothing inline but styles, which React and the charts set. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  // The screens' own words come within the style sheet.
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page itself may open the camera; nobody may use anything else that a browser asks permission for. */
const permissionsPolicy = [
  'camera=(self)',
  'microphone=()',
  'display-capture=()',
  'geolocation=()',
  'usb=()',
  'serial=()',
  'hid=()',
].join(', ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'permissions-policy': permissionsPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * Lets in who waits in the doorway, and everybody after. Node's own HTTP server: one page, its files and one
 * WebSocket need no framework, whose loading would hold up the first paint.
 */
export function startRpcServer(options: RpcServerOptions): RpcServer {
  const { doorway, token, rendererDir } = options;
  const { port } = doorway;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    // One message a turn of the event loop: however many a screen sends, timers and devices are served between.
    allowSynchronousEvents: false,
    handleProtocols: (offered) => (offered.has(rpcProtocol) ? rpcProtocol : false),
  });
  const page = openPage(rendererDir, options.view);
  // Looks at the folder once, and serves what it saw there and nothing else.
  const assets = sirv(join(rendererDir, 'assets'), { etag: false });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const end = (status: number, body = '') => {
      response.statusCode = status;
      response.end(body);
    };
    // A name that resolves to loopback (DNS rebinding) gets nothing, not even the files.
    if (request.headers.host !== `127.0.0.1:${port}`) return end(421);
    if (request.method !== 'GET') return end(405);
    if (request.url === '/') {
      const html = await page(options.view());
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return end(200, html);
    }
    // The development pages beside the citizen's are not for a kiosk.
    if (!request.url?.startsWith('/assets/')) return end(404);
    request.url = request.url.slice('/assets'.length);
    assets(request, response, () => end(404));
  };
  const server = createServer((request, response) => {
    // The files of the screen are not there: only a build can help.
    answer(request, response).catch(() => response.writeHead(500).end());
  });

  server.on('upgrade', (request, socket, head) => {
    const turnAway = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    const refusal = refuseUpgrade(request.headers, { port, token });
    if (refusal !== null) {
      options.refused(refusal);
      turnAway('403 Forbidden');
    } else if (request.url !== '/rpc') turnAway('404 Not Found');
    else sockets.handleUpgrade(request, socket, head, greet);
  });

  const greet = (socket: WebSocket) => {
    const screen: Screen = { send: (message) => send(socket, message) };
    options.screen('connected', screen);
    socket.on('close', (closeCode: number) => options.screen({ closeCode }, screen));
    socket.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') options.refused('oversized');
    });
    socket.on('message', (data, isBinary) => {
      const answered = isBinary ? malformed() : answerTo((data as Buffer).toString(), options, screen);
      if (!answered.accepted && answered.reason === 'malformed') options.refused('malformed');
      send(socket, { kind: 'answer', answer: answered });
    });
    send(socket, { kind: 'view', view: options.view() });
  };

  doorway.open((socket) => {
    server.emit('connection', socket);
    socket.resume();
  });

  let pushing: NodeJS.Immediate | null = null;
  const pushNow = () => {
    pushing = null;
    if (sockets.clients.size === 0) return;
    const message = JSON.stringify({ kind: 'view', view: options.view() } satisfies HostMessage);
    for (const socket of sockets.clients) sendText(socket, message);
  };

  return {
    push() {
      pushing ??= setImmediate(pushNow);
    },
    close() {
      if (pushing) clearImmediate(pushing);
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
    },
  };
}

function answerTo(text: string, options: RpcServerOptions, screen: Screen): Answer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return malformed();
  }
  const message = clientMessageSchema.safeParse(json);
  if (!message.success) return malformed();
  const { id, method, params } = message.data;
  switch (method) {
    case 'event':
      return { id, ...options.handle(params) };
    case 'camera':
      return { id, ...options.camera(params, screen) };
  }
}

function malformed(): Answer & { accepted: false } {
  return { id: null, accepted: false, reason: 'malformed' };
}

function send(socket: WebSocket, message: HostMessage): void {
  sendText(socket, JSON.stringify(message));
}

/** A screen that has stopped reading would fill our memory; when it comes back it gets the present view. */
function sendText(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > maxUnreadBytes) socket.terminate();
  else socket.send(text);
}
