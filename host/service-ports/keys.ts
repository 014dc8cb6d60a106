import { createHash } from 'node:crypto';

/**
 * The idempotency key of one question to the city, of the operation's id and nothing else: whoever asks again, after a
 * lost answer or a restart, asks with the same key. 43 characters of `A-Za-z0-9_-`.
 * @param operation `payments.certificate`; one operation of ours may ask several.
 */
export function keyOf(opId: string, operation: string): string {
  return createHash('sha256').update(`${operation} ${opId}`).digest('base64url');
}

/** What a rating names: the same for one operation, and nothing about anybody can be got from it. */
export function transactionOf(opId: string): string {
  return `T-${keyOf(opId, 'transaction').replaceAll(/[-_]/g, '0').slice(0, 24)}`;
}
