import { request as httpRequest } from 'node:http';
import type { Clock } from '../../contract/clock.ts';
import { DeviceError } from '../../contract/device-error.ts';
import { abortReason, follow } from '../../runtime/deadline.ts';
import { attribute } from './attributes.ts';
import {
  type IppAttribute,
  type IppMessage,
  IppFormatError,
  decodeMessage,
  encodeMessage,
} from './message.ts';
import { type Operation, groupTag } from './names.ts';

/** Every printer of IPP/2.x answers it too (PWG 5100.12), and nothing here needs more. */
const version = { major: 1, minor: 1 } as const;
/** All attributes of a talkative printer are some 30 kB. */
const maxReplyBytes = 1_000_000;

export interface IppAddress {
  host: string;
  port: number;
  path: string;
}

/** @throws TypeError for anything but `ipp://HOST[:PORT]/PATH`. */
export function ippAddress(url: string): IppAddress {
  const { protocol, hostname, port, pathname } = new URL(url);
  if (protocol !== 'ipp:' || hostname === '') throw new TypeError(`${url} is not an ipp:// address`);
  // RFC 3510 §4.2: 631 where the URL names no port. Brackets of an IPv6 address are not part of it.
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 631), path: pathname || '/' };
}

export interface IppRequest {
  /** Operation attributes, without charset, language, printer and user. */
  attributes?: readonly IppAttribute[];
  job?: readonly IppAttribute[];
  document?: Uint8Array;
  signal: AbortSignal;
  /** How long the printer may take to answer; `null`: as long as `signal` lets it. */
  replyMs: number | null;
  /** The connection is there and the first byte is about to leave. */
  onSending?: () => void;
}

/**
 * IPP over HTTP (RFC 8010). A connection serves one request: a printer that closes an idle one at the wrong moment
 * would otherwise make a request look lost.
 */
export class IppClient {
  readonly #address: IppAddress;
  readonly #printerUri: string;
  readonly #clock: Clock;
  readonly #onBytes: (sent: number, received: number) => void;
  #lastId = 0;

  constructor(address: IppAddress, clock: Clock, onBytes: (sent: number, received: number) => void) {
    this.#address = address;
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    this.#printerUri = `ipp://${host}:${address.port}${address.path}`;
    this.#clock = clock;
    this.#onBytes = onBytes;
  }

  /**
   * One exchange. A status code that is not a success is an answer and returned as such.
   * @throws DeviceError `disconnected` (nobody there: effect `none`; broken off: `unknown`), `timeout` with condition
   * `device.silent`, `protocol` (no IPP answer to this request; an HTTP refusal 4xx has effect `none`), and the reason
   * of `signal`.
   */
  async request(code: Operation, request: IppRequest): Promise<IppMessage> {
    const abort = new AbortController();
    const letGo = follow(abort, request.signal);
    const { replyMs } = request;
    const timer =
      replyMs === null
        ? null
        : this.#clock.setTimer(() => abort.abort(silent(`no reply within ${replyMs} ms`)), replyMs);
    this.#lastId += 1;
    const requestId = this.#lastId;
    try {
      const body = [this.#encode(code, requestId, request), request.document ?? new Uint8Array()];
      return understood(await this.#post(body, abort.signal, request.onSending), requestId);
    } finally {
      timer?.cancel();
      letGo();
    }
  }

  #encode(code: number, requestId: number, { attributes = [], job = [] }: IppRequest): Uint8Array {
    const operation = {
      tag: groupTag.operation,
      // In this order: RFC 8011 §4.1.4 and §4.1.5. The user is the kiosk, never the citizen.
      attributes: [
        attribute.charset('attributes-charset', 'utf-8'),
        attribute.naturalLanguage('attributes-natural-language', 'en'),
        attribute.uri('printer-uri', this.#printerUri),
        ...attributes.filter(({ name }) => name === 'job-id'),
        attribute.name('requesting-user-name', 'tongban'),
        ...attributes.filter(({ name }) => name !== 'job-id'),
      ],
    };
    const groups = job.length > 0 ? [operation, { tag: groupTag.job, attributes: job }] : [operation];
    return encodeMessage({ version, code, requestId, groups });
  }

  #post(body: Uint8Array[], signal: AbortSignal, onSending?: () => void): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortReason(signal));
        return;
      }
      const { host, port, path } = this.#address;
      const length = body.reduce((sum, part) => sum + part.length, 0);
      let connected = false;
      const request = httpRequest({
        host,
        port,
        path,
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/ipp', 'content-length': length, 'cache-control': 'no-cache' },
      });
      const end = (settle: () => void) => {
        signal.removeEventListener('abort', onAbort);
        settle();
        request.destroy();
      };
      const onAbort = () => end(() => reject(abortReason(signal)));
      signal.addEventListener('abort', onAbort, { once: true });
      request.on('error', (error: NodeJS.ErrnoException) => {
        const detail = error.code ?? error.message;
        end(() => reject(connected ? brokenOff(detail) : nobodyThere(`${host}:${port}`, detail)));
      });
      request.on('socket', (socket) => {
        socket.setNoDelay(true);
        socket.once('connect', () => {
          connected = true;
          onSending?.();
          for (const part of body) if (part.length > 0) request.write(part);
          request.end();
          this.#onBytes(length, 0);
        });
      });
      request.on('response', (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          this.#onBytes(0, part.length);
          if (size > maxReplyBytes) end(() => reject(nonsense('an answer without end', 'unknown')));
        });
        response.on('end', () => end(() => resolve(Buffer.concat(parts))));
        response.on('error', () => end(() => reject(brokenOff('the answer broke off'))));
        if (response.statusCode === 200) return;
        const refused = (response.statusCode ?? 0) >= 400 && (response.statusCode ?? 0) < 500;
        end(() => reject(nonsense(`HTTP ${response.statusCode}`, refused ? 'none' : 'unknown')));
      });
    });
  }
}

function understood(bytes: Uint8Array, requestId: number): IppMessage {
  try {
    const reply = decodeMessage(bytes);
    if (reply.requestId === requestId) return reply;
  } catch (error) {
    if (!(error instanceof IppFormatError)) throw error;
    throw nonsense(error.message, 'unknown');
  }
  throw nonsense('an answer to another request', 'unknown');
}

function silent(detail: string): DeviceError {
  return new DeviceError('timeout', `the printer does not answer (${detail})`, {
    condition: 'device.silent',
    effect: 'unknown',
    retry: 'afterFix',
  });
}

function nobodyThere(where: string, detail: string): DeviceError {
  return new DeviceError('disconnected', `no connection to ${where} (${detail})`, {
    condition: 'device.gone',
    effect: 'none',
    retry: 'afterFix',
  });
}

function brokenOff(detail: string): DeviceError {
  return new DeviceError('disconnected', `the connection to the printer broke off (${detail})`, {
    condition: 'device.gone',
    effect: 'unknown',
    retry: 'afterFix',
  });
}

function nonsense(detail: string, effect: 'none' | 'unknown'): DeviceError {
  return new DeviceError('protocol', `the printer does not answer in IPP (${detail})`, {
    condition: 'device.silent',
    effect,
    retry: 'afterFix',
  });
}
