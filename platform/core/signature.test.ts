import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { claimedKey, signReply, signRequest, verifyReply, verifyRequest } from './signature.ts';
import { hmacSigner, type Signer } from './signer.ts';

/** Two sides with a key pair each, and SM3 (GB/T 32905) for the bodies: as SM2 would be plugged in. */
function pairs(): { kiosk: Signer; city: Signer } {
  const own = generateKeyPairSync('ed25519');
  const other = generateKeyPairSync('ed25519');
  const side = (mine: typeof own, theirs: typeof own): Signer => ({
    keyId: 'hall-1',
    algorithm: 'ed25519',
    digestName: 'sm3',
    digest: (body) => createHash('sm3').update(body).digest(),
    sign: (text) => sign(null, text, mine.privateKey),
    verify: (text, signature) => verify(null, text, theirs.publicKey, signature),
  });
  return { kiosk: side(own, other), city: side(other, own) };
}

const secret = Buffer.alloc(32, 7);
const sides = [
  { name: 'a shared secret', kiosk: hmacSigner('hall-1', secret), city: hmacSigner('hall-1', secret) },
  { name: 'key pairs and SM3', ...pairs() },
];
const request = {
  method: 'POST',
  path: '/payments/summary',
  body: Buffer.from('{}'),
  idempotencyKey: 'a-key-of-16-chars',
};
const at = { seconds: 1_772_596_800, nonce: 'a-nonce-of-24-characters' };

describe.each(sides)('signed with $name', ({ kiosk, city }) => {
  const headers = signRequest(kiosk, request, at);

  it('a request holds, and says who and when', () => {
    expect(claimedKey(headers)).toBe('hall-1');
    expect(verifyRequest(city, request, headers)).toEqual(at);
  });

  it.each([
    ['method', { ...request, method: 'PUT' }],
    ['path', { ...request, path: '/payments/records' }],
    ['body', { ...request, body: Buffer.from('{ }') }],
    ['key', { ...request, idempotencyKey: 'another-key-of-16' }],
    ['missing key', { ...request, idempotencyKey: null }],
  ])('a request with another %s does not', (_what, changed) => {
    expect(verifyRequest(city, changed, headers)).toBeNull();
  });

  it.each([
    [
      'time',
      { ...headers, 'signature-input': headers['signature-input'].replace('1772596800', '1772596801') },
    ],
    ['nonce', { ...headers, 'signature-input': headers['signature-input'].replace('a-nonce', 'b-nonce') }],
    [
      'fewer components',
      { ...headers, 'signature-input': headers['signature-input'].replace(' "idempotency-key"', '') },
    ],
    ['no signature', { ...headers, signature: 'kiosk=::' }],
    ['no input', { ...headers, 'signature-input': '' }],
  ])('a request with changed headers (%s) does not', (_what, changed) => {
    expect(verifyRequest(city, request, changed)).toBeNull();
  });

  it('a reply holds for its own request, status and body only', () => {
    const reply = { status: 200, body: Buffer.from('{"about":null}') };
    const signed = signReply(city, reply, headers.signature, at.seconds);
    expect(verifyReply(kiosk, reply, headers.signature, signed)).toBe(true);
    const other = signRequest(kiosk, request, { ...at, nonce: 'another-nonce-of-the-same' });
    expect(verifyReply(kiosk, reply, other.signature, signed)).toBe(false);
    expect(verifyReply(kiosk, { ...reply, status: 409 }, headers.signature, signed)).toBe(false);
    expect(verifyReply(kiosk, { ...reply, body: Buffer.from('{}') }, headers.signature, signed)).toBe(false);
    expect(verifyReply(kiosk, reply, headers.signature, {})).toBe(false);
  });
});

it('writes the signature base of RFC 9421, so that any implementation of it can check', () => {
  const headers = signRequest(hmacSigner('hall-1', secret), request, at);
  const input = headers['signature-input'].slice('kiosk='.length);
  const text = [
    '"@method": POST',
    '"@path": /payments/summary',
    `"content-digest": sha-256=:${createHash('sha256').update('{}').digest('base64')}:`,
    '"idempotency-key": a-key-of-16-chars',
    `"@signature-params": ${input}`,
  ].join('\n');
  const expected = Buffer.from(hmacSigner('x', secret).sign(Buffer.from(text))).toString('base64');
  expect(headers.signature).toBe(`kiosk=:${expected}:`);
});

it('takes no secret that is shorter than the hash', () => {
  expect(() => hmacSigner('hall-1', Buffer.alloc(31))).toThrow(RangeError);
});
