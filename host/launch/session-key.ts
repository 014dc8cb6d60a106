import { randomSecret } from './random-secret.ts';

const keyBytes = 32; // AES-256

/** The key that sealed sessions need. It lives in the shell's memory only and is never written anywhere. */
export class SessionKey {
  #key = randomSecret(keyBytes);

  /** Base64, as the host gets it. The string is short-lived; the buffer is what is kept. */
  toBase64(): string {
    return this.#key.toString('base64');
  }

  /** What was sealed with the previous key stays sealed for ever. */
  rotate(): void {
    this.#key.fill(0);
    this.#key = randomSecret(keyBytes);
  }

  forget(): void {
    this.#key.fill(0);
  }
}
