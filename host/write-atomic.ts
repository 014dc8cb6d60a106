import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Replaces a file as a whole: a reader, or a crash of the process, sees the old content or the new, never a
 * part. Only its owner can read it. Not synced: after a power cut either content, or none, may be there.
 */
export function writeAtomic(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
