import type { IncomingHttpHeaders } from 'node:http';
import type { Signer } from './signer.ts';

/**
 * HTTP Message Signatures (RFC 9421) with one fixed set of components for each direction. A reply also covers the
 * signature of its request, so that it is a reply to this question and to no other.
 */
export interface SignedRequest {
  method: string;
  /** With the prefix of the server's address. */
  path: string;
  body: Uint8Array;
  idempotencyKey: string | null;
}

export type SignatureHeaders = Record<'content-digest' | 'signature-input' | 'signature', string>;

/** How far apart the two clocks may be, and how long a nonce is remembered. Seconds. */
export const toleranceSeconds = 300;

const requestComponents = '("@method" "@path" "content-digest")';
const keyedComponents = '("@method" "@path" "content-digest" "idempotency-key")';
const replyComponents = '("@status" "content-digest" "signature";req;key="kiosk")';

export function signRequest(
  signer: Signer,
  request: SignedRequest,
  at: { seconds: number; nonce: string },
): SignatureHeaders {
  const digest = contentDigest(signer, request.body);
  const input =
    (request.idempotencyKey === null ? requestComponents : keyedComponents) +
    `;created=${at.seconds};nonce="${at.nonce}";alg="${signer.algorithm}";keyid="${signer.keyId}"`;
  const signature = signer.sign(requestBase(request, digest, input));
  return {
    'content-digest': digest,
    'signature-input': `kiosk=${input}`,
    signature: wrapped('kiosk', signature),
  };
}

const requestInput =
  /^kiosk=(\([^)]*\);created=(\d{1,12});nonce="([\w-]{16,64})";alg="([\w-]+)";keyid="([\w.-]{1,64})")$/;

/** Who claims to have signed; `null` where the header is not what `signRequest` writes. */
export function claimedKey(headers: IncomingHttpHeaders): string | null {
  return requestInput.exec(String(headers['signature-input']))?.[5] ?? null;
}

/** `null` where the signature does not hold; otherwise when it was made and its nonce, which the caller judges. */
export function verifyRequest(
  signer: Signer,
  request: SignedRequest,
  headers: IncomingHttpHeaders,
): { seconds: number; nonce: string } | null {
  const found = requestInput.exec(String(headers['signature-input']));
  const signature = unwrapped('kiosk', headers['signature']);
  if (!found || !signature) return null;
  const [, input = '', seconds, nonce = '', algorithm] = found;
  const components = request.idempotencyKey === null ? requestComponents : keyedComponents;
  if (algorithm !== signer.algorithm || !input.startsWith(`${components};`)) return null;
  const digest = contentDigest(signer, request.body);
  if (headers['content-digest'] !== digest) return null;
  if (!signer.verify(requestBase(request, digest, input), signature)) return null;
  return { seconds: Number(seconds), nonce };
}

/** @param requestSignature the `signature` header of the request. */
export function signReply(
  signer: Signer,
  reply: { status: number; body: Uint8Array },
  requestSignature: string,
  seconds: number,
): SignatureHeaders {
  const digest = contentDigest(signer, reply.body);
  const input = `${replyComponents};created=${seconds};alg="${signer.algorithm}";keyid="${signer.keyId}"`;
  const signature = signer.sign(replyBase(reply.status, digest, requestSignature, input));
  return {
    'content-digest': digest,
    'signature-input': `city=${input}`,
    signature: wrapped('city', signature),
  };
}

const replyInput = /^city=(\([^)]*\);created=\d{1,12};alg="([\w-]+)";keyid="([\w.-]{1,64})")$/;

export function verifyReply(
  signer: Signer,
  reply: { status: number; body: Uint8Array },
  requestSignature: string,
  headers: IncomingHttpHeaders,
): boolean {
  const found = replyInput.exec(String(headers['signature-input']));
  const signature = unwrapped('city', headers['signature']);
  if (!found || !signature) return false;
  const [, input = '', algorithm, keyId] = found;
  if (algorithm !== signer.algorithm || keyId !== signer.keyId) return false;
  if (!input.startsWith(`${replyComponents};`)) return false;
  const digest = contentDigest(signer, reply.body);
  if (headers['content-digest'] !== digest) return false;
  return signer.verify(replyBase(reply.status, digest, requestSignature, input), signature);
}

/** RFC 9530. */
function contentDigest(signer: Signer, body: Uint8Array): string {
  return `${signer.digestName}=:${Buffer.from(signer.digest(body)).toString('base64')}:`;
}

function requestBase(
  { method, path, idempotencyKey }: SignedRequest,
  digest: string,
  input: string,
): Uint8Array {
  return base([
    `"@method": ${method}`,
    `"@path": ${path}`,
    `"content-digest": ${digest}`,
    ...(idempotencyKey === null ? [] : [`"idempotency-key": ${idempotencyKey}`]),
    `"@signature-params": ${input}`,
  ]);
}

function replyBase(status: number, digest: string, requestSignature: string, input: string): Uint8Array {
  return base([
    `"@status": ${status}`,
    `"content-digest": ${digest}`,
    `"signature";req;key="kiosk": ${requestSignature.replace(/^kiosk=/, '')}`,
    `"@signature-params": ${input}`,
  ]);
}

function base(lines: string[]): Uint8Array {
  return Buffer.from(lines.join('\n'), 'utf8');
}

function wrapped(label: string, signature: Uint8Array): string {
  return `${label}=:${Buffer.from(signature).toString('base64')}:`;
}

function unwrapped(label: string, header: string | string[] | undefined): Uint8Array | null {
  const found = /^(\w+)=:([A-Za-z0-9+/=]+):$/.exec(String(header));
  return found?.[1] === label ? Buffer.from(found[2] ?? '', 'base64') : null;
}
