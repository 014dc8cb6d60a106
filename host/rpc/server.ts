import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import fastify from 'fastify';
import type { WebSocket } from 'ws';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import {
  type Answer,
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

export interface RpcServerOptions {
  doorway: Doorway;
  token: string;
  rendererDir: string;
  view(): KioskView;
  handle(event: CitizenEvent): EventResult;
  /** Something was turned away; the reason is for the log and holds nothing of what was sent. */
  refused(reason: Refusal | 'malformed' | 'oversized'): void;
  /** A screen came, or went with a WebSocket close code (RFC 6455, 7.4). */
  screen(change: 'connected' | { closeCode: number }): void;
}

export interface RpcServer {
  /** Sends the view of the turn's end to every screen: what a step passes through at once is not drawn. */
  push(): void;
  close(): Promise<void>;
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

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Lets in who waits in the doorway, and everybody after. */
export async function startRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  const sockets = new Set<WebSocket>();
  const { port } = options.doorway;

  await app.register(fastifyWebsocket, {
    options: {
      maxPayload: maxMessageBytes,
      // One message a turn of the event loop: however many a screen sends, timers and devices are served between.
      allowSynchronousEvents: false,
      handleProtocols: (offered: Set<string>) => (offered.has(rpcProtocol) ? rpcProtocol : false),
      verifyClient: ({ req }, answer) => {
        const refusal = refuseUpgrade(req.headers, { port, token: options.token });
        if (refusal) options.refused(refusal);
        answer(refusal === null, 403);
      },
    },
  });
  // A name that resolves to loopback (DNS rebinding) gets nothing, not even the files.
  app.addHook('onRequest', async (request, reply) => {
    // An upgrade is judged whole by `refuseUpgrade`.
    if (request.headers.upgrade !== undefined) return;
    if (request.headers.host !== `127.0.0.1:${port}`) await reply.code(421).send();
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(headers);
  });
  await app.register(fastifyStatic, {
    root: options.rendererDir,
    index: false,
    // The development pages beside the citizen's are not for a kiosk.
    allowedPath: (path) => path.startsWith('/assets/'),
  });
  const page = openPage(options.rendererDir);
  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(await page(options.view())),
  );

  app.get('/rpc', { websocket: true }, (socket) => {
    sockets.add(socket);
    options.screen('connected');
    socket.on('close', (closeCode: number) => {
      sockets.delete(socket);
      options.screen({ closeCode });
    });
    socket.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') options.refused('oversized');
    });
    socket.on('message', (data, isBinary) => {
      const answer = isBinary ? malformed() : answerTo((data as Buffer).toString(), options);
      if (!answer.accepted && answer.reason === 'malformed') options.refused('malformed');
      send(socket, { kind: 'answer', answer });
    });
    send(socket, { kind: 'view', view: options.view() });
  });

  await app.ready();
  options.doorway.open((socket) => {
    app.server.emit('connection', socket);
    socket.resume();
  });

  let pushing: NodeJS.Immediate | null = null;
  const pushNow = () => {
    pushing = null;
    if (sockets.size === 0) return;
    const message = JSON.stringify({ kind: 'view', view: options.view() } satisfies HostMessage);
    for (const socket of sockets) sendText(socket, message);
  };

  return {
    push() {
      pushing ??= setImmediate(pushNow);
    },
    async close() {
      if (pushing) clearImmediate(pushing);
      for (const socket of sockets) socket.terminate();
      await app.close();
    },
  };
}

function answerTo(text: string, options: RpcServerOptions): Answer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return malformed();
  }
  const message = clientMessageSchema.safeParse(json);
  if (!message.success) return malformed();
  return { id: message.data.id, ...options.handle(message.data.params) };
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
