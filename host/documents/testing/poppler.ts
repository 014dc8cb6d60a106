import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = ['pdftotext', 'pdfinfo', 'pdffonts', 'pdftoppm'] as const;
type Program = (typeof programs)[number];

/** The first program of Debian's poppler-utils that is not here; `null` where all are. */
export const noPoppler = programs.find((program) => spawnSync(program, ['-v']).error) ?? null;

/** What a program that shares no code with ours says of the file. */
export function poppler(program: Program, pdf: Uint8Array, ...options: string[]): string {
  return run(program, pdf, options).toString('utf8');
}

/** The first page as it would be printed, RGBA. */
export function picture(pdf: Uint8Array): { data: Uint8ClampedArray; width: number; height: number } {
  const image = run('pdftoppm', pdf, ['-r', '150', '-f', '1', '-l', '1']);
  // Netpbm: `P6`, width, height, highest value, then three bytes for each pixel.
  const [head = '', width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(image.toString('latin1', 0, 40)) ?? [];
  const pixels = image.subarray(head.length);
  const data = new Uint8ClampedArray((pixels.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4)
    data.set(pixels.subarray(from, from + 3), to);
  return { data, width: Number(width), height: Number(height) };
}

function run(program: Program, pdf: Uint8Array, options: string[]): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-pdf-'));
  try {
    const file = join(dir, 'document.pdf');
    writeFileSync(file, pdf);
    const files = program === 'pdftotext' ? [file, '-'] : [file];
    const { status, stdout, stderr } = spawnSync(program, [...options, ...files], { maxBuffer: 2 ** 26 });
    // Poppler complains about a damaged file and goes on.
    if (status !== 0 || stderr.length > 0) throw new Error(`${program}: ${String(stderr) || status}`);
    return stdout;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
