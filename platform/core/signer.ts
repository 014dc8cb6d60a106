import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signs what leaves and checks what comes. One side of a shared secret, or the own private and the other's public key:
 * HMAC-SHA-256 today, SM2 with SM3 (GB/T 32918, GB/T 32905) where a city asks for it.
 */
export interface Signer {
  /** Whose key it is, as the other side knows it. */
  readonly keyId: string;
  /** RFC 9421 §6.2 name, such as `hmac-sha256`. */
  readonly algorithm: string;
  /** RFC 9530 name of the digest of bodies, such as `sha-256`. */
  readonly digestName: string;
  digest(body: Uint8Array): Uint8Array;
  sign(text: Uint8Array): Uint8Array;
  verify(text: Uint8Array, signature: Uint8Array): boolean;
}

/** @param secret at least 32 bytes (RFC 2104 §3: not shorter than the hash). */
export function hmacSigner(keyId: string, secret: Uint8Array): Signer {
  if (secret.length < 32) throw new RangeError('the secret of an HMAC-SHA-256 has at least 32 bytes');
  const sign = (text: Uint8Array) => createHmac('sha256', secret).update(text).digest();
  return {
    keyId,
    algorithm: 'hmac-sha256',
    digestName: 'sha-256',
    digest: (body) => createHash('sha256').update(body).digest(),
    sign,
    verify(text, signature) {
      const expected = sign(text);
      return signature.length === expected.length && timingSafeEqual(signature, expected);
    },
  };
}
