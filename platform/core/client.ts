import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../drivers/contract/clock.ts';
import { Breaker } from './breaker.ts';
import { exchange, type Exchanged } from './exchange.ts';
import { jsonOf } from './json.ts';
import { pause } from './pause.ts';
import {
  defaultMaxReplyBytes,
  envelopeOf,
  type Operation,
  pathOf,
  type Port,
  problemSchema,
  type RefusalOf,
  refusalsOf,
  refusedStatus,
  type ReplyOf,
  type RequestOf,
} from './port.ts';
import { failure, merged, mayRepeat, saysDown } from './failures.ts';
import type { PlatformError, PlatformResult } from './result.ts';
import { type SignatureHeaders, signRequest, verifyReply } from './signature.ts';
import type { Signer } from './signer.ts';

const maxAttempts = 3;
/** Doubled with each attempt; half of it is chance, so that kiosks do not come back all at once. */
const backoffMs = 250;

/** How a kiosk reaches the city. */
export interface PlatformLine {
  /** `https://…`, with a prefix of the path if there is one. */
  baseUrl: string;
  signer: Signer;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
}

export interface CallOptions {
  signal?: AbortSignal;
}

export interface KeyedCallOptions extends CallOptions {
  /**
   * Says that a repetition is one. Made and written down by the caller before the first call, so that a call whose
   * answer was lost can be made again after a restart. 16 to 64 letters, digits, `-`, `_`.
   */
  key: string;
}

type OptionsOf<O extends Operation> = O['effects'] extends 'keyed' ? [KeyedCallOptions] : [CallOptions?];

/** The adapter of a port: a function for each operation. It never throws for what the city or the line does. */
export type PortClient<P extends Port> = {
  readonly [K in keyof P['operations']]: (
    request: RequestOf<P['operations'][K]>,
    ...options: OptionsOf<P['operations'][K]>
  ) => Promise<PlatformResult<ReplyOf<P['operations'][K]>, RefusalOf<P['operations'][K]>>>;
};

export function portClient<P extends Port>(port: P, line: PlatformLine): PortClient<P> {
  const breaker = new Breaker(line.clock);
  const client = Object.fromEntries(
    Object.entries(port.operations).map(([name, operation]) => {
      const call = new OperationCall(port, name, operation, line, breaker);
      return [
        name,
        (request: unknown, options: Partial<KeyedCallOptions> = {}) => call.run(request, options),
      ];
    }),
  );
  return client as unknown as PortClient<P>;
}

class OperationCall {
  readonly #operation: Operation;
  readonly #line: PlatformLine;
  readonly #breaker: Breaker;
  readonly #url: URL;
  readonly #envelope: ReturnType<typeof envelopeOf>;
  /** For messages: `payments.records`. */
  readonly #name: string;

  constructor(port: Port, name: string, operation: Operation, line: PlatformLine, breaker: Breaker) {
    this.#operation = operation;
    this.#envelope = envelopeOf(operation);
    this.#line = line;
    this.#breaker = breaker;
    this.#url = new URL(line.baseUrl.replace(/\/$/, '') + pathOf(port, name));
    this.#name = `${port.id}.${name}`;
  }

  async run(request: unknown, { key, signal }: Partial<KeyedCallOptions>): Promise<PlatformResult<unknown>> {
    const { clock, random } = this.#line;
    const { effects, timeoutMs } = this.#operation;
    const asked = this.#checked(request, key);
    const deadline = clock.monotonic() + timeoutMs;
    let earlier: PlatformError | null = null;
    for (let attempt = 1; ; attempt += 1) {
      // A system that this very call has found down is not called left alone: the first cause is told.
      if (!this.#breaker.admit())
        return earlier ? { ok: false, error: earlier } : this.#failed('circuitOpen', 'none');
      // Half of the time for one attempt, so that there is some left for another.
      const left = deadline - clock.monotonic();
      const ms = effects === 'unkeyed' ? left : Math.min(left, timeoutMs / 2);
      const result = await this.#attempt(asked, key ?? null, ms, signal);
      if (result.ok) return result;
      const error = merged(earlier, result.error);
      const waitMs = backoffMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
      const over = attempt === maxAttempts || clock.monotonic() + waitMs >= deadline;
      if (over || !mayRepeat(effects, result.error)) return { ok: false, error };
      const closing = signal ?? new AbortController().signal;
      await pause(clock, waitMs, closing);
      if (closing.aborted)
        return { ok: false, error: merged(error, failure('canceled', this.#name, effects, 'none')) };
      earlier = error;
    }
  }

  /** A question that does not fit the contract is a bug of the caller. */
  #checked(request: unknown, key: string | undefined): Record<string, unknown> {
    if ((this.#operation.effects === 'keyed') !== (key !== undefined && /^[\w-]{16,64}$/.test(key)))
      throw new TypeError(`${this.#name}: an idempotency key is missing, malformed or not wanted`);
    const parsed = this.#operation.request.safeParse(request);
    if (parsed.success) return parsed.data;
    // Without values: they may be somebody's.
    const paths = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new TypeError(
      `${this.#name}: the request does not fit the contract at ${paths.join(', ') || 'its root'}`,
    );
  }

  async #attempt(
    asked: Record<string, unknown>,
    key: string | null,
    ms: number,
    signal: AbortSignal | undefined,
  ): Promise<PlatformResult<unknown>> {
    const abort = new AbortController();
    const onAbort = () => abort.abort();
    if (signal?.aborted) abort.abort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    const timer = this.#line.clock.setTimer(onAbort, ms);
    try {
      const body = Buffer.from(JSON.stringify(asked));
      const headers = this.#sign(body, key);
      const result = this.#understand(
        asked,
        headers,
        await exchange({
          url: this.#url,
          headers: {
            ...headers,
            'content-type': 'application/json',
            ...(key !== null && { 'idempotency-key': key }),
          },
          body,
          maxReplyBytes: this.#operation.maxReplyBytes ?? defaultMaxReplyBytes,
          signal: abort.signal,
        }),
        signal?.aborted === true,
      );
      this.#tellBreaker(result);
      return result;
    } finally {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #sign(body: Uint8Array, key: string | null): SignatureHeaders {
    const { signer, clock } = this.#line;
    const request = { method: 'POST', path: this.#url.pathname, body, idempotencyKey: key };
    return signRequest(signer, request, {
      seconds: Math.floor(clock.now() / 1000),
      nonce: randomBytes(18).toString('base64url'),
    });
  }

  #tellBreaker(result: PlatformResult<unknown>): void {
    if (!result.ok && result.error.code === 'canceled') this.#breaker.abandoned();
    else if (!result.ok && saysDown(result.error)) this.#breaker.failed();
    else this.#breaker.succeeded();
  }

  #understand(
    asked: Record<string, unknown>,
    sent: SignatureHeaders,
    exchanged: Exchanged,
    canceled: boolean,
  ): PlatformResult<unknown> {
    switch (exchanged.kind) {
      case 'aborted':
        return this.#failed(canceled ? 'canceled' : 'timeout', exchanged.sent ? 'unknown' : 'none');
      case 'unreachable':
        return this.#failed('unreachable', 'none', exchanged.detail);
      case 'brokenOff':
        return this.#failed('brokenOff', 'unknown', exchanged.detail);
      case 'oversize':
        return this.#failed('oversize', 'unknown');
      case 'reply':
        return this.#judge(asked, sent, exchanged);
    }
  }

  #judge(
    asked: Record<string, unknown>,
    sent: SignatureHeaders,
    reply: Extract<Exchanged, { kind: 'reply' }>,
  ): PlatformResult<unknown> {
    const { status } = reply;
    const detail = `HTTP ${status}`;
    // What stands between us and the city says these in its own name, without a signature.
    if (status === 503) return this.#failed('unavailable', 'none', detail);
    if (status >= 500) return this.#failed('unavailable', 'unknown', detail);
    if (status === 401 || status === 403) return this.#failed('unauthorized', 'none', detail);
    if (!verifyReply(this.#line.signer, reply, sent.signature, reply.headers))
      return this.#failed('badSignature', 'unknown', detail);
    if (status === refusedStatus) return this.#refused(reply.body);
    if (status >= 400) return this.#failed('badRequest', 'none', detail);
    if (status !== 200) return this.#failed('badReply', 'unknown', detail);
    return this.#accept(asked, reply.body);
  }

  #accept(asked: Record<string, unknown>, body: Uint8Array): PlatformResult<unknown> {
    // Signed, and 200: it has been done, whatever became of the words.
    const parsed = this.#envelope.safeParse(jsonOf(body));
    if (!parsed.success) return this.#failed('badReply', 'done');
    const { about, asOf, validUntil, data } = parsed.data;
    const wanted = this.#operation.about === null ? null : asked[this.#operation.about];
    // Done, but perhaps to somebody else: nobody may count on it.
    if (!isDeepStrictEqual(about, wanted)) return this.#failed('wrongSubject', 'unknown');
    const stale = validUntil !== null && Date.parse(validUntil) <= this.#line.clock.now();
    return { ok: true, data, asOf, validUntil, stale };
  }

  #refused(body: Uint8Array): PlatformResult<unknown> {
    const problem = problemSchema.safeParse(jsonOf(body));
    const refusal = problem.success ? problem.data.code : null;
    if (refusal === null || !refusalsOf(this.#operation).includes(refusal))
      return this.#failed('badReply', 'none', 'a refusal that the contract does not know');
    const message = `${this.#name}: refused (${refusal})`;
    return { ok: false, error: { code: 'refused', refusal, effect: 'none', retry: 'never', message } };
  }

  /** What reads has no effect, however it failed. */
  #failed(
    code: Parameters<typeof failure>[0],
    effect: PlatformError['effect'],
    detail?: string,
  ): PlatformResult<unknown> {
    const { effects } = this.#operation;
    return {
      ok: false,
      error: failure(code, this.#name, effects, effects === 'none' ? 'none' : effect, detail),
    };
  }
}
