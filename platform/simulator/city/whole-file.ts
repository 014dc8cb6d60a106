import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { file } from '../../core/shapes.ts';

export type File = z.infer<typeof file>;

/** Whether a file has arrived as it was sent: its length and its digest. */
export function isWhole({ content, bytes, sha256 }: File): boolean {
  const decoded = Buffer.from(content, 'base64');
  return decoded.length === bytes && createHash('sha256').update(decoded).digest('hex') === sha256;
}
