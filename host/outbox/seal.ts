import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** What a body is sealed to: moved to another row it does not open. */
export interface SealedTo {
  key: string;
  port: string;
  operation: string;
}

/**
 * Seals what waits for the city: AES-256-GCM (NIST SP 800-38D) with a random nonce, `nonce | tag | ciphertext`. Its
 * keys come by HKDF-SHA-256 (RFC 5869) from the secret that the kiosk shares with the city.
 */
export class Seal {
  readonly #sealing: Buffer;
  readonly #printing: Buffer;

  constructor(secret: Uint8Array) {
    this.#sealing = derived(secret, 'tongban outbox body');
    this.#printing = derived(secret, 'tongban outbox print');
  }

  seal(text: string, to: SealedTo): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, nonce);
    cipher.setAAD(associated(to));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** `null`: another key, another row, or a body that was changed. */
  open(sealed: Uint8Array, to: SealedTo): string | null {
    if (sealed.length < nonceBytes + tagBytes) return null;
    const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
    const nonce = sealed.subarray(0, nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.#sealing, nonce, { authTagLength: tagBytes });
    decipher.setAAD(associated(to));
    decipher.setAuthTag(tag);
    try {
      const opened = decipher.update(sealed.subarray(nonceBytes + tagBytes));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  /** Tells whether two bodies are the same without keeping either. */
  print(text: string, to: SealedTo): Buffer {
    return createHmac('sha256', this.#printing).update(associated(to)).update(text).digest();
  }
}

function derived(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

function associated({ key, port, operation }: SealedTo): Buffer {
  return Buffer.from(JSON.stringify([key, port, operation]));
}
