import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * `absent`: there is none. `wrong-key`: sealed with a key that is gone, or altered since. `damaged`: not a
 * sealed session at all. `too-often`: it has taken the host down again and again and must end.
 */
export type OpenFailure = 'absent' | 'wrong-key' | 'damaged' | 'too-often';

/** `resumes`: how often this session has been opened after a crash, this time included. */
export type OpenResult = { value: Json; resumes: number } | { value: null; reason: OpenFailure };

/** How often one session may be resumed. A fourth crash is taken to be the session's own doing. */
export const resumeLimit = 3;

/** File layout: mark and version, IV, GCM tag, ciphertext of the UTF-8 JSON `{resumes, value}`. */
const mark = Buffer.from('TBS1', 'latin1');
/** NIST SP 800-38D, 8.2.2: a random IV of 96 bits. */
const ivBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/**
 * The running session, sealed with AES-256-GCM for the case that the host crashes. The key is not on this disk:
 * only the shell holds it. Nothing is synced on purpose: the shell's memory, and the key with it, does not
 * survive a power cut, so there would be nothing to open the file with.
 */
export class SealedSnapshot {
  readonly #path: string;
  /** Where the next one is written; it has no other name only for the moment of the change. */
  readonly #written: string;
  readonly #onWriteFailed: () => void;
  #pending: { key: Uint8Array; value: Json } | null = null;
  #resumes = 0;

  /** @param onWriteFailed the disk refused the file; the session goes on, a crash would end it. */
  constructor(dataDir: string, onWriteFailed: () => void) {
    this.#path = join(dataDir, 'session.sealed');
    this.#written = `${this.#path}.tmp`;
    this.#onWriteFailed = onWriteFailed;
  }

  /** Keeps the latest value: several in one turn of the event loop are written once, at the turn's end. */
  seal(key: Uint8Array, value: Json): void {
    const scheduled = this.#pending !== null;
    this.#pending = { key, value };
    if (!scheduled) queueMicrotask(() => this.flush());
  }

  /** Writes what `seal` was last given, now: to be called before an effect that the session must remember. */
  flush(): void {
    const pending = this.#pending;
    if (pending === null) return;
    this.#pending = null;
    try {
      this.#write(pending.key, pending.value);
    } catch {
      this.#onWriteFailed();
    }
  }

  /**
   * The session to resume after a crash. Counts the attempt on disk before it returns, so that a session which
   * crashes the host at once is counted too. What cannot be opened is deleted.
   */
  open(key: Uint8Array): OpenResult {
    const result = this.#read(key);
    if (result.value === null) {
      this.discard();
      return result;
    }
    this.#resumes = result.resumes;
    try {
      this.#write(key, result.value);
    } catch {
      // Without a count on disk a crash loop could not be told.
      this.discard();
      return { value: null, reason: 'damaged' };
    }
    return result;
  }

  /** The session is over: forgets it, on disk and here. */
  discard(): void {
    this.#pending = null;
    this.#resumes = 0;
    rmSync(this.#path, { force: true, recursive: true });
    rmSync(this.#written, { force: true, recursive: true });
  }

  #write(key: Uint8Array, value: Json): void {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, key, iv);
    cipher.setAAD(mark);
    const text = JSON.stringify({ resumes: this.#resumes, value });
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    this.#replace(Buffer.concat([mark, iv, cipher.getAuthTag(), ...sealed]));
  }

  /**
   * Whenever this process ends, either name holds a whole file. A rename over a file would do, but there ext4 first
   * sends the data to the disk (ext4(5), `auto_da_alloc`), and the citizen would wait for it on every screen.
   */
  #replace(content: Uint8Array): void {
    writeFileSync(this.#written, content, { mode: 0o600 });
    rmSync(this.#path, { force: true });
    renameSync(this.#written, this.#path);
  }

  #file(): Buffer | null {
    for (const path of [this.#path, this.#written])
      try {
        return readFileSync(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    return null;
  }

  #read(key: Uint8Array): OpenResult {
    let file: Buffer | null;
    try {
      file = this.#file();
    } catch {
      return { value: null, reason: 'damaged' };
    }
    if (file === null) return { value: null, reason: 'absent' };
    const tagAt = mark.length + ivBytes;
    const bodyAt = tagAt + tagBytes;
    if (file.length < bodyAt || !file.subarray(0, mark.length).equals(mark)) {
      return { value: null, reason: 'damaged' };
    }
    const decipher = createDecipheriv(algorithm, key, file.subarray(mark.length, tagAt), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(mark);
    decipher.setAuthTag(file.subarray(tagAt, bodyAt));
    let text: string;
    try {
      text = Buffer.concat([decipher.update(file.subarray(bodyAt)), decipher.final()]).toString('utf8');
    } catch {
      return { value: null, reason: 'wrong-key' };
    }
    const { resumes, value } = JSON.parse(text) as { resumes: number; value: Json };
    if (resumes >= resumeLimit) return { value: null, reason: 'too-often' };
    return value === null ? { value: null, reason: 'damaged' } : { value, resumes: resumes + 1 };
  }
}
