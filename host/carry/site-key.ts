import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What the file of a site holds: a secret that its kiosks share and nobody else has (base64, 32 bytes or more). */
const fileSchema = z.strictObject({
  secret: z.base64().refine((text) => Buffer.from(text, 'base64').length >= 32),
});

/** Of one site. The secret itself is kept nowhere. */
export interface SiteKey {
  /** Says which site's key it is, and nothing about the key: 8 bytes. */
  readonly id: Uint8Array;
  /** A key for AES-256-GCM that serves one hand-off: of its salt. */
  keyOf(salt: Uint8Array): Uint8Array;
}

/** HKDF-SHA-256 (RFC 5869) keeps what is derived for one purpose apart from everything else. */
export function siteKey(secret: Uint8Array): SiteKey {
  const derive = (salt: Uint8Array, purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, salt, `tongban carry 1 ${purpose}`, 32));
  const name = derive(new Uint8Array(0), 'name');
  return {
    id: createHmac('sha256', name).update('site').digest().subarray(0, 8),
    keyOf: (salt) => derive(salt, 'seal'),
  };
}

/** @throws Error with a sentence for staff, without the secret, where the file cannot be used. */
export function readSiteKey(file: string): SiteKey {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`the secret of the site cannot be read: ${(error as NodeJS.ErrnoException).code}`, {
      cause: error,
    });
  }
  try {
    return siteKey(Buffer.from(fileSchema.parse(JSON.parse(text)).secret, 'base64'));
  } catch {
    // The cause of a JSON error would quote what stands in the file.
    throw new Error(`the secret of the site in ${file} is not {"secret"}`);
  }
}
