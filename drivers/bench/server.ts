import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { benchProtocol, benchRequestSchema, maxBenchRequestBytes, type BenchMessage } from './protocol.ts';
import type { Rig } from './rig.ts';

export interface BenchServer {
  port: number;
  /** The page with its token in the fragment, which no browser sends and no server logs. */
  url: string;
  close(): Promise<void>;
}

export interface BenchServerOptions {
  rig: Rig;
  /** Built renderer files with `bench.html`. */
  rendererDir: string;
  /** 0 takes any free one. */
  port: number;
}

/**
 * The page's only powers are its own files, its own server and pictures that it made itself.
 * Style attributes are how React sets a size.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** @throws Error (EADDRINUSE …) when the port cannot be had. */
export async function startBenchServer({ rig, rendererDir, port }: BenchServerOptions): Promise<BenchServer> {
  const token = randomBytes(32).toString('base64url');
  const app = Fastify({ logger: false, forceCloseConnections: true });
  let origins: ReadonlySet<string> = new Set();

  const foreign = ({ host, origin }: IncomingHttpHeaders): 421 | 403 | null => {
    // A foreign page that made its own name point to this address (DNS rebinding) still sends that name.
    if (!origins.has(`http://${host}`)) return 421;
    // Browsers always name the page that opens a WebSocket; programs without a page name none.
    return origin !== undefined && !origins.has(origin) ? 403 : null;
  };

  await app.register(fastifyWebsocket, {
    options: {
      maxPayload: maxBenchRequestBytes,
      handleProtocols: (offered: Set<string>) => (offered.has(benchProtocol) ? benchProtocol : false),
      verifyClient: ({ req }, answer) => {
        const [protocol, given] = offeredProtocols(req.headers);
        answer(protocol === benchProtocol && sameToken(given, token), 401);
      },
    },
  });
  // Behind the plugin: only its own hook makes a refused upgrade end its socket.
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const code = foreign(request.headers);
    return code === null ? undefined : reply.code(code).send();
  });
  await app.register(fastifyStatic, {
    root: rendererDir,
    // The citizen's page belongs to the host alone.
    allowedPath: (path) => path === '/bench.html' || path.startsWith('/assets/'),
  });

  app.get('/bench', { websocket: true }, (socket) => serve(socket, rig));
  addPaper(app, rig, token);

  await app.listen({ host: '127.0.0.1', port });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('a bench server without a port');
  origins = new Set([`http://127.0.0.1:${address.port}`, `http://localhost:${address.port}`]);
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/bench.html#token=${token}`,
    async close() {
      for (const socket of app.websocketServer.clients) socket.terminate();
      await app.close();
    },
  };
}

function serve(socket: WebSocket, rig: Rig): void {
  const send = (message: BenchMessage) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  // A printing device changes many times within one turn; the page needs to see only the last.
  let dirty = true;
  const flush = () => {
    if (!dirty) return;
    dirty = false;
    send({ kind: 'devices', devices: rig.devices() });
  };
  const stop = rig.onChange(() => {
    if (!dirty) setImmediate(flush);
    dirty = true;
  });
  socket.on('close', stop);
  // ws closes the line by itself (1009 for an oversized message); the listener keeps it from being thrown.
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    const request = benchRequestSchema.safeParse(isBinary ? null : parseJson((data as Buffer).toString()));
    if (!request.success) {
      send({ kind: 'rejected', id: null, reason: 'malformed' });
      return;
    }
    const { id, command } = request.data;
    const reason = rig.execute(command);
    // Who gets an answer has already been shown what came of the command.
    flush();
    send(reason === null ? { kind: 'accepted', id } : { kind: 'rejected', id, reason });
  });
  flush();
}

function addPaper(app: FastifyInstance, rig: Rig, token: string): void {
  const mayLook = ({ authorization }: IncomingHttpHeaders) =>
    sameToken(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1], token);
  app.get<{ Params: { device: string } }>('/documents/:device', async (request, reply) => {
    if (!mayLook(request.headers)) return reply.code(401).send();
    const pdf = rig.lastDocument(request.params.device);
    if (!pdf) return reply.code(404).send();
    return reply.type('application/pdf').send(Buffer.from(pdf));
  });
  app.get<{ Params: { device: string; ticket: string } }>(
    '/tickets/:device/:ticket',
    async (request, reply) => {
      if (!mayLook(request.headers)) return reply.code(401).send();
      const png = await rig.ticketPng(request.params.device, Number(request.params.ticket));
      if (!png) return reply.code(404).send();
      return reply.type('image/png').send(Buffer.from(png));
    },
  );
}

function offeredProtocols(sent: IncomingHttpHeaders): string[] {
  return (sent['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
}

function sameToken(given: string | undefined, token: string): boolean {
  const bytes = Buffer.from(given ?? '');
  const expected = Buffer.from(token);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
