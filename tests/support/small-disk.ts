import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system that can be filled up. */
export interface SmallDisk {
  path: string;
  /** Nothing fits any more. */
  fill(): void;
  /** There is room again. */
  free(): void;
  remove(): void;
}

const bytes = 32_000_000;

/** Only root may mount one, on Linux. */
export const canMountDisk = ((): boolean => {
  try {
    makeSmallDisk().remove();
    return true;
  } catch {
    return false;
  }
})();

export function makeSmallDisk(): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'tongban-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill() {
      const file = openSync(filler, 'a');
      try {
        for (let size = 1 << 20; size >= 1; size = size > 4096 ? size / 2 : size >> 4) {
          try {
            for (;;) writeSync(file, Buffer.alloc(size));
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          }
        }
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', [path]);
      rmdirSync(path);
    },
  };
}
