import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = ['pdftotext', 'pdfinfo', 'pdffonts'] as const;
type Program = (typeof programs)[number];

/** The first program of Debian's poppler-utils that is not here; `null` where all are. */
export const noPoppler = programs.find((program) => spawnSync(program, ['-v']).error) ?? null;

/** What a program that shares no code with ours says of the file. */
export function poppler(program: Program, pdf: Uint8Array, ...options: string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-pdf-'));
  try {
    const file = join(dir, 'document.pdf');
    writeFileSync(file, pdf);
    const files = program === 'pdftotext' ? [file, '-'] : [file];
    const { status, stdout, stderr } = spawnSync(program, [...options, ...files], { encoding: 'utf8' });
    // Poppler complains about a damaged file and goes on.
    if (status !== 0 || stderr !== '') throw new Error(`${program}: ${stderr || status}`);
    return stdout;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
