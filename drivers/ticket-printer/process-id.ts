import { createHash } from 'node:crypto';
import { GS } from './commands.ts';

/**
 * Epson allows 20h to 7Eh. These 64 are those which, within a reply, can be mistaken neither for a DLE EOT reply
 * (0xx1xx10) nor for the first byte of an automatic status (0xx1xx00), both of which printers slip in anywhere,
 * nor for the header 37h.
 */
const alphabet = '!"#$%&\'()*+,-./@ABCDEFGHIJKLMNO`abcdefghijklmnoQSUWYqsuwy1359;=?';

/** Four characters that stand for an operation: 24 bits of the SHA-256 of its id. */
export function processIdOf(opId: string): string {
  const digest = createHash('sha256').update(opId).digest();
  return Array.from(digest.subarray(0, 4), (byte) => alphabet[byte & 63]).join('');
}

/** GS ( H fn 48: the printer sends `37 22 d1 d2 d3 d4 00` when everything before this has been printed. */
export function processIdRequest(id: string): Uint8Array {
  return Uint8Array.of(GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...new TextEncoder().encode(id));
}

export const processIdReply = { header: 0x37, identifier: 0x22, end: 0x00 } as const;
