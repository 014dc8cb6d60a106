import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../drivers/contract/clock.ts';
import {
  defaultMaxReplyBytes,
  defaultMaxRequestBytes,
  protocolProblems,
  refusedStatus,
} from '../core/port.ts';
import { claimedKey, signReply, toleranceSeconds, verifyRequest } from '../core/signature.ts';
import type { Signer } from '../core/signer.ts';
import type { Fault, Faults } from './faults.ts';
import type { Outcome, Route } from './router.ts';

export interface CityServerOptions {
  routes: ReadonlyMap<string, Route>;
  faults: Faults;
  clock: Clock;
  /** The kiosks that may ask, by the key id that they claim. */
  kiosks: ReadonlyMap<string, Signer>;
  /** Signs what the fault `wrongSignature` sends. */
  wrongSigner: (right: Signer) => Signer;
  /** An operation was asked for, and what became of it. */
  onAnswer: (name: string, status: number | 'none') => void;
}

/** Serves the simulated city's operations over HTTP: signatures, bodies, faults. */
export class CityServer {
  readonly #options: CityServerOptions;
  /** Nonces that were seen, with the second from which they may be forgotten. */
  readonly #nonces = new Map<string, number>();

  constructor(options: CityServerOptions) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy());
    const route = this.#options.routes.get(request.url ?? '');
    const body = await read(request, route?.operation.maxRequestBytes ?? defaultMaxRequestBytes);
    if (body === 'aborted') return;
    if (!route || request.method !== 'POST') return refuse(response, 404);
    if (body === 'tooLarge') return refuse(response, 413);
    const key = request.headers['idempotency-key'];
    const idempotencyKey = typeof key === 'string' ? key : null;
    const signer = this.#verified(request, body, idempotencyKey);
    if (!signer) return refuse(response, 401);
    await this.#answer(route, request, response, { body, key: idempotencyKey, signer });
  }

  /** The signer of the kiosk, where its signature holds, is of our time and is seen for the first time. */
  #verified(request: IncomingMessage, body: Uint8Array, idempotencyKey: string | null): Signer | null {
    const signer = this.#options.kiosks.get(claimedKey(request.headers) ?? '');
    if (!signer) return null;
    const signed = { method: request.method ?? '', path: request.url ?? '', body, idempotencyKey };
    const found = verifyRequest(signer, signed, request.headers);
    const now = Math.floor(this.#options.clock.now() / 1000);
    if (!found || Math.abs(found.seconds - now) > toleranceSeconds || this.#nonces.has(found.nonce))
      return null;
    for (const [nonce, until] of this.#nonces) if (until < now) this.#nonces.delete(nonce);
    this.#nonces.set(found.nonce, found.seconds + toleranceSeconds);
    return signer;
  }

  async #answer(
    route: Route,
    request: IncomingMessage,
    response: ServerResponse,
    { body, key, signer }: { body: Uint8Array; key: string | null; signer: Signer },
  ): Promise<void> {
    const { faults, clock, onAnswer } = this.#options;
    const fault = faults.take(route.name);
    const kind = fault?.kind ?? null;
    if (kind === 'unavailable') {
      onAnswer(route.name, 503);
      return refuse(response, 503);
    }
    const routed = { kiosk: signer.keyId, key, body, fault: kind };
    if (kind === 'duplicate') route.answer(routed);
    const outcome = route.answer(routed);
    if (fault?.kind === 'slow') await new Promise<void>((resolve) => clock.setTimer(resolve, fault.ms));
    const silent = kind === 'lostReply' || kind === 'hangUp';
    onAnswer(route.name, silent ? 'none' : kind === 'broken' ? 500 : outcome.status);
    if (kind === 'lostReply') return;
    if (kind === 'hangUp') {
      response.destroy();
      return;
    }
    if (kind === 'broken') return refuse(response, 500);
    this.#send(route, request, response, { outcome, fault, signer });
  }

  #send(
    route: Route,
    request: IncomingMessage,
    response: ServerResponse,
    { outcome, fault, signer }: { outcome: Outcome; fault: Fault | null; signer: Signer },
  ): void {
    const { clock, wrongSigner } = this.#options;
    let text = fault?.kind === 'garbage' ? '<html>504</html>' : JSON.stringify(bodyOf(outcome));
    if (fault?.kind === 'oversize') text += ' '.repeat(route.operation.maxReplyBytes ?? defaultMaxReplyBytes);
    const body = Buffer.from(text);
    const { status } = outcome;
    const signature = signReply(
      fault?.kind === 'wrongSignature' ? wrongSigner(signer) : signer,
      { status, body },
      String(request.headers['signature']),
      Math.floor(clock.now() / 1000),
    );
    response.writeHead(status, {
      'content-type': status === 200 ? 'application/json' : 'application/problem+json',
      'content-length': body.length,
      'cache-control': 'no-store',
      ...signature,
    });
    response.end(body);
  }
}

function bodyOf(outcome: Outcome): unknown {
  if (outcome.status === 200) return outcome.envelope;
  const code = outcome.status === refusedStatus ? outcome.code : protocolProblems[outcome.status];
  return { title: code, status: outcome.status, code };
}

/** Unsigned: what a gateway could say as well. */
function refuse(response: ServerResponse, status: 401 | 404 | 413 | 500 | 503): void {
  const code = protocolProblems[status];
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
  response.end(JSON.stringify({ title: code, status, code }));
}

async function read(request: IncomingMessage, max: number): Promise<Uint8Array | 'tooLarge' | 'aborted'> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size <= max) parts.push(part);
    }
  } catch {
    return 'aborted';
  }
  return size > max ? 'tooLarge' : Buffer.concat(parts);
}
