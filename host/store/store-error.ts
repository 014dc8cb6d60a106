/**
 * `not-writable`: the directory or the file cannot be created, read or written. `newer`: a later release wrote
 * the file. `busy`: another process holds it. All three need a person; a restart does not cure them.
 */
export type StoreErrorCode = 'not-writable' | 'newer' | 'busy';

/** Why a database could not be opened. `message` is one sentence for staff. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
