import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SiteKey } from './site-key.ts';

/** Layout of the sealed bytes: version, site, salt, nonce, tag, and then as much as was sealed. */
const version = 1;
const lengths = { site: 8, salt: 32, nonce: 12, tag: 16 };
const headBytes = 1 + lengths.site + lengths.salt + lengths.nonce + lengths.tag;

export type Opened = { ok: true; text: string } | { ok: false; reason: 'tampered' | 'otherSite' };

/**
 * AES-256-GCM under a key that serves this once.
 * @param bound is not in it and has to be the same when it is opened.
 */
export function seal(key: SiteKey, text: string, bound: string): Uint8Array {
  const salt = randomBytes(lengths.salt);
  const nonce = randomBytes(lengths.nonce);
  const cipher = createCipheriv('aes-256-gcm', key.keyOf(salt), nonce).setAAD(Buffer.from(bound));
  const sealed = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([Uint8Array.of(version), key.id, salt, nonce, cipher.getAuthTag(), ...sealed]);
}

/** `otherSite`: sealed with a key that is not ours. `tampered`: not what was sealed, or bound to something else. */
export function open(key: SiteKey, sealed: Uint8Array, bound: string): Opened {
  if (sealed.length < headBytes || sealed[0] !== version) return { ok: false, reason: 'tampered' };
  let at = 1;
  const take = (bytes: number) => sealed.subarray(at, (at += bytes));
  if (!Buffer.from(take(lengths.site)).equals(key.id)) return { ok: false, reason: 'otherSite' };
  const [salt, nonce, tag] = [take(lengths.salt), take(lengths.nonce), take(lengths.tag)];
  const decipher = createDecipheriv('aes-256-gcm', key.keyOf(salt), nonce, { authTagLength: lengths.tag });
  decipher.setAAD(Buffer.from(bound)).setAuthTag(tag);
  try {
    const text = Buffer.concat([decipher.update(sealed.subarray(at)), decipher.final()]).toString('utf8');
    return { ok: true, text };
  } catch {
    return { ok: false, reason: 'tampered' };
  }
}
