import type { DocumentKind } from '../document.ts';

/** Tags of the marked content that prints whose page it is. */
export const subjectMarks = { name: 'TongbanName', idNumber: 'TongbanIdNumber' } as const;

/** Bytes of HMAC-SHA-256. */
export const sealBytes = 32;

/**
 * What each page says of itself, and the proof. `subject` is a keyed hash, so that the number cannot be found by
 * trying all there are once the session's key is gone.
 */
export interface PageMark {
  jobId: string;
  sessionId: string;
  /** Hex. */
  subject: string;
  /** A `DocumentKind`, as far as the page is honest. */
  kind: string;
  /** From 1. */
  page: number;
  pages: number;
  /** Hex, over everything above and all that is on the page. */
  seal: string;
}

/** Nothing that would have to be escaped in the file: there is one way to write and to read them. */
const idForm = /^[\w.:-]{1,64}$/;

/**
 * The mark as pdfkit writes it: a page-piece dictionary, which is where ISO 32000-1 (14.5) lets a program keep data
 * of its own about a page. Its seal is zeros until `sealPages` has seen the finished page.
 * @throws RangeError for an id that is not 1 to 64 letters, digits, `_ . : -`.
 */
export function markEntry(
  mark: Omit<PageMark, 'seal' | 'kind'> & { kind: DocumentKind },
  lastModified: Date,
): Record<string, unknown> {
  for (const id of [mark.jobId, mark.sessionId])
    if (!idForm.test(id)) throw new RangeError('a job and a session are named by letters and digits');
  return {
    Tongban: {
      LastModified: lastModified,
      Private: {
        // To pdfkit a string is a name and a String object is a string.
        Job: Object(mark.jobId) as unknown,
        Session: Object(mark.sessionId) as unknown,
        Subject: Buffer.from(mark.subject, 'hex'),
        Kind: mark.kind,
        Page: mark.page,
        Pages: mark.pages,
        Seal: new Uint8Array(sealBytes),
      },
    },
  };
}

const markForm = new RegExp(
  String.raw`\n/Tongban <<\n/LastModified \(D:\d{14}Z\)\n/Private <<\n` +
    String.raw`/Job \(([\w.:-]{1,64})\)\n/Session \(([\w.:-]{1,64})\)\n/Subject <([\da-f]{64})>\n` +
    String.raw`/Kind /([a-z-]+)\n/Page (\d{1,5})\n/Pages (\d{1,5})\n/Seal <([\da-f]{64})>\n>>\n>>\n>>\n`,
  'd',
);

/** The mark of a page object and where its seal stands in it; `null` where it has none, or more than one. */
export function findMark(page: string): { mark: PageMark; sealAt: number } | null {
  const found = markForm.exec(page);
  if (found === null || page.split('/Tongban').length !== 2) return null;
  const [, jobId = '', sessionId = '', subject = '', kind = '', number, pages, seal = ''] = found;
  return {
    mark: { jobId, sessionId, subject, kind, page: Number(number), pages: Number(pages), seal },
    sealAt: found.indices?.[7]?.[0] ?? 0,
  };
}
