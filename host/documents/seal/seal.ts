import { createHmac, hash } from 'node:crypto';
import type { DocumentKind, Subject } from '../document.ts';
import { findMark, type PageMark, sealBytes } from './marks.ts';
import { printedSubject, type PrintedSubject } from './page-text.ts';
import { looksLikePdf, openPdf, type PdfFile } from './pdf-file.ts';

/** What a document is sealed for. */
export interface SealIdentity {
  jobId: string;
  sessionId: string;
  subject: Subject;
  kind: DocumentKind;
}

/** One page as it was read from the finished file. */
export interface PageReading {
  /** `null` where it has none. */
  mark: PageMark | null;
  /** Hex: SHA-256 of the page, its fonts and pictures, and all of the file that belongs to no page. */
  digest: string;
  printed: PrintedSubject;
}

export type SealReading =
  | { ok: true; pages: readonly PageReading[] }
  | { ok: false; reason: 'not-a-pdf' | 'no-seal' | 'altered' };

/** Reads what the bytes say, and believes nothing yet: `checkPages` does the comparing. */
export function readSeal(pdf: Uint8Array): SealReading {
  if (!looksLikePdf(pdf)) return { ok: false, reason: 'not-a-pdf' };
  const file = openPdf(pdf);
  if (file === null) {
    const marked = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes('/Tongban <<');
    return { ok: false, reason: marked ? 'altered' : 'no-seal' };
  }
  const digest = pageDigests(file);
  const pages = file.pages.map((page) => ({
    mark: findMark(file.dictionary(page))?.mark ?? null,
    digest: digest(page),
    printed: printedSubject(file, page),
  }));
  return pages.every(({ mark }) => mark === null) ? { ok: false, reason: 'no-seal' } : { ok: true, pages };
}

/** Writes the seal of each page into the finished file, in place. @param key of the session, 32 bytes. */
export function sealPages(pdf: Uint8Array, key: Uint8Array): void {
  const file = openPdf(pdf);
  if (file === null) throw new Error('the renderer has written a file that the check would refuse');
  const digest = pageDigests(file);
  for (const page of file.pages) {
    const found = findMark(file.dictionary(page));
    if (found === null) throw new Error('a page without a mark cannot be sealed');
    file.body(page).write(sealOf(found.mark, digest(page), key), found.sealAt, 'latin1');
  }
}

/** Hex. JSON keeps the fields apart, whatever is in them. */
export function sealOf(mark: Omit<PageMark, 'seal'>, digest: string, key: Uint8Array): string {
  const { jobId, sessionId, subject, kind, page, pages } = mark;
  const sealed = ['tongban page 1', jobId, sessionId, subject, kind, page, pages, digest];
  return createHmac('sha256', key).update(JSON.stringify(sealed)).digest('hex');
}

/** Hex. */
export function subjectHash({ idNumber }: Subject, key: Uint8Array): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['tongban subject 1', idNumber]))
    .digest('hex');
}

/** The seal itself counts as zeros. Pages share their fonts, so each object is hashed once. */
function pageDigests(file: PdfFile): (page: number) => string {
  const hashes = new Map<number, string>();
  const line = (number: number): string => {
    let digest = hashes.get(number);
    if (digest === undefined) {
      digest = hash('sha256', file.body(number));
      hashes.set(number, digest);
    }
    return `${number} ${digest}`;
  };
  const common = [hash('sha256', file.table), ...file.common.map(line)].join('\n');
  return (page) => {
    const text = file.dictionary(page);
    const at = findMark(text)?.sealAt;
    const end = (at ?? 0) + 2 * sealBytes;
    const unsealed = at === undefined ? text : text.slice(0, at) + '0'.repeat(end - at) + text.slice(end);
    const [, ...parts] = file.parts(page);
    return hash('sha256', [common, unsealed, ...parts.map(line)].join('\n\n'));
  };
}
