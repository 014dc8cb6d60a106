import { timingSafeEqual } from 'node:crypto';
import { maskIdNumber } from '../../../state-machines/mask.ts';
import type { PageMark } from './marks.ts';
import { type PageReading, readSeal, type SealIdentity, sealOf, subjectHash } from './seal.ts';

/** For whom a document is to be released, and the key of the session that it was made in. */
export interface Expected extends SealIdentity {
  key: Uint8Array;
  pages: number;
}

export type Refusal =
  /** The bytes are no PDF. */
  | 'not-a-pdf'
  /** A PDF that was not made here. */
  | 'no-seal'
  /** Something of it is not as it was sealed, or a mark was copied. */
  | 'altered'
  | 'another-session'
  | 'another-subject'
  | 'another-job'
  | 'another-kind'
  /** Not all pages are of one document. */
  | 'foreign-page'
  /** Pages are missing, doubled or in another order. */
  | 'wrong-pages'
  /** Sealed for the right person, but another one's name or number is printed on it. */
  | 'another-name';

export type Release<Reason = Refusal> = { ok: true } | { ok: false; reason: Reason };

/** Whether the file that is about to be printed is this person's, by nothing but its own bytes. */
export function checkRelease(pdf: Uint8Array, expected: Expected): Release {
  const reading = readSeal(pdf);
  return reading.ok ? checkPages(reading.pages, expected) : reading;
}

/** The comparison itself. What the marks say comes first, because that tells staff most. */
export function checkPages(pages: readonly PageReading[], expected: Expected): Release {
  const mark = pages[0]?.mark;
  if (!mark || pages.some((page) => page.mark === null || !sameDocument(page.mark, mark)))
    return refuse('foreign-page');

  if (mark.sessionId !== expected.sessionId) return refuse('another-session');
  if (mark.subject !== subjectHash(expected.subject, expected.key)) return refuse('another-subject');
  if (mark.jobId !== expected.jobId) return refuse('another-job');
  if (mark.kind !== expected.kind) return refuse('another-kind');
  const inOrder = pages.every((page, index) => page.mark?.page === index + 1);
  if (mark.pages !== expected.pages || pages.length !== expected.pages || !inOrder)
    return refuse('wrong-pages');

  if (!pages.every((page) => isSealed(page, expected.key))) return refuse('altered');
  return pages.every((page) => printsSubject(page, expected)) ? { ok: true } : refuse('another-name');
}

function sameDocument(a: PageMark, b: PageMark): boolean {
  const fields = ['sessionId', 'jobId', 'subject', 'kind', 'pages'] as const;
  return fields.every((field) => a[field] === b[field]);
}

function isSealed({ mark, digest }: PageReading, key: Uint8Array): boolean {
  if (mark === null) return false;
  return timingSafeEqual(Buffer.from(mark.seal, 'hex'), Buffer.from(sealOf(mark, digest, key), 'hex'));
}

function printsSubject({ printed: { name, idNumber } }: PageReading, { subject }: Expected): boolean {
  const numbers = [subject.idNumber, maskIdNumber(subject.idNumber)];
  return (
    name !== null &&
    idNumber !== null &&
    withoutSpaces(name) === withoutSpaces(subject.name) &&
    numbers.some((number) => withoutSpaces(number) === withoutSpaces(idNumber))
  );
}

/** Lines are broken at spaces, which are not printed there. */
function withoutSpaces(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function refuse(reason: Refusal): Release {
  return { ok: false, reason };
}
