import type { DocumentKind, Subject } from '../../host/documents/document.ts';
import { renderDocument, type SealJob } from '../../host/documents/render.ts';
import type { ReleaseDesk, DeskRefusal } from '../../host/documents/release-desk.ts';
import { checkPages, type Release } from '../../host/documents/seal/check-release.ts';
import { type PageReading, sealOf, sealPages, subjectHash } from '../../host/documents/seal/seal.ts';
import { certificate } from '../../host/documents/testing/sample-documents.ts';
import { faces } from '../../host/documents/testing/typefaces.ts';
import type { Random } from '../conformance/random.ts';

/** What a renderer hands over, on its way to some desk. */
export interface Reply {
  /** Gives it to a desk as the answer to a job. */
  deliver(desk: ReleaseDesk, jobId: string): Release<DeskRefusal>;
  /** The same with a page of another reply in it; `null` where the two have no pages that could be exchanged. */
  withPageOf(other: Reply): Reply | null;
}

/** Ids of one length, so that a file can be sealed anew in place. */
export const idOf = (letter: string, number: number) => `${letter}${String(number).padStart(9, '0')}`;

/** Made by the renderer for this very job. */
export function renderedReply(subject: Subject, job: SealJob): Reply {
  return fileReply(renderDocument(shortDocument(subject), job, faces));
}

const templates = new Map<Subject, Uint8Array>();

/** A file that the renderer made once for this subject, marked and sealed anew for this job. */
export function resealedReply(subject: Subject, job: SealJob): Reply {
  const of = { jobId: idOf('j', 0), sessionId: idOf('s', 0), key: new Uint8Array(32) };
  let template = templates.get(subject);
  if (template === undefined) {
    template = renderDocument(shortDocument(subject), of, faces).pdf;
    templates.set(subject, template);
  }
  const pdf = Buffer.from(template);
  const put = (was: string, is: string) => pdf.write(is, pdf.indexOf(was), 'latin1');
  put(of.jobId, job.jobId);
  put(of.sessionId, job.sessionId);
  put(subjectHash(subject, of.key), subjectHash(subject, job.key));
  sealPages(pdf, job.key);
  return fileReply({ pdf, pages: 1 });
}

/** What reading such a file yields, without the file: marks sealed by the same functions over digests by chance. */
export function readReply(subject: Subject, kind: DocumentKind, job: SealJob, random: Random): Reply {
  const pages = random.int(1, 4);
  const readings = Array.from({ length: pages }, (_, index): PageReading => {
    const { jobId, sessionId, key } = job;
    const mark = { jobId, sessionId, subject: subjectHash(subject, key), kind, page: index + 1, pages };
    const digest = Buffer.from(random.bytes(32)).toString('hex');
    return { mark: { ...mark, seal: sealOf(mark, digest, key) }, digest, printed: subject };
  });
  return readingsReply(readings, random);
}

const readingsOf = new WeakMap<Reply, readonly PageReading[]>();

function readingsReply(readings: readonly PageReading[], random: Random): Reply {
  const reply: Reply = {
    deliver(desk, jobId) {
      const taken = desk.take(jobId);
      return taken.ok ? checkPages(readings, { ...taken.expected, pages: readings.length }) : taken;
    },
    withPageOf(other) {
      const theirs = readingsOf.get(other);
      if (theirs === undefined) return null;
      const at = random.int(0, readings.length - 1);
      const [page] = theirs.slice(random.int(0, theirs.length - 1));
      // In half of the cases the foreign page bears a copy of the right mark.
      const copied = random.int(0, 1) === 1 && page !== undefined;
      const forged = copied ? { ...page, mark: readings[at]?.mark ?? null } : page;
      return forged === undefined ? null : readingsReply(readings.with(at, forged), random);
    },
  };
  readingsOf.set(reply, readings);
  return reply;
}

function fileReply(made: ReturnType<typeof renderDocument>): Reply {
  return { deliver: (desk, jobId) => desk.release(jobId, made), withPageOf: () => null };
}

function shortDocument(subject: Subject) {
  return certificate({ subject, sections: [], check: null });
}

/** Of the documents above. */
export const fileKind = 'licence-copy' satisfies DocumentKind;
export const otherKinds = ['payment-record', 'case-receipt', 'offline-code'] as const;
