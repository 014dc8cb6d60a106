import { createHash } from 'node:crypto';

/** The version of an item is what stands in its file: two kiosks have the same, or they do not. */
export function itemVersion(item: unknown): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('hex').slice(0, 16);
}
