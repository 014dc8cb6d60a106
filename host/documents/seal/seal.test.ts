import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { samplePdf } from '../../../drivers/document-printer/testing/sample-pdf.ts';
import type { CivicDocument } from '../document.ts';
import { renderDocument } from '../render.ts';
import { certificate, paymentRecord, rareSubject, sampleSubject } from '../testing/sample-documents.ts';
import { faces } from '../testing/typefaces.ts';
import { checkRelease, type Expected } from './check-release.ts';
import { openPdf } from './pdf-file.ts';
import { readSeal } from './seal.ts';

const key = new Uint8Array(32).fill(7);
const job = { jobId: 'job-1', sessionId: 'session-1', key };
const document = paymentRecord(54);
const { pdf, pages } = renderDocument(document, job, faces);
const expected: Expected = { ...job, subject: sampleSubject, kind: 'payment-record', pages };

const make = (of: CivicDocument, change: Partial<typeof job> = {}) =>
  renderDocument(of, { ...job, ...change }, faces).pdf;
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytes = (text: string) => Buffer.from(text, 'latin1');
/** Page objects of a file in order, as text. */
const pageObjects = (file: Uint8Array) => {
  const opened = openPdf(file);
  return opened?.pages.map((page) => ({ page, text: opened.dictionary(page) })) ?? [];
};

describe('the right document', () => {
  it('is released', () => {
    expect(checkRelease(pdf, expected)).toEqual({ ok: true });
  });

  it('is released with the whole number printed, a rare name, a name of several lines', () => {
    const long = { ...sampleSubject, name: '阿卜杜热合曼·样例古丽·买买提江·'.repeat(5) };
    for (const subject of [sampleSubject, rareSubject, long, { ...sampleSubject, name: '一⼀' }]) {
      const made = renderDocument(certificate({ subject }), job, faces);
      const wanted = { ...expected, subject, kind: 'licence-copy', pages: made.pages } as const;
      expect(checkRelease(made.pdf, wanted)).toEqual({ ok: true });
    }
  });

  it('says on each page which job it is, and nobody’s number', () => {
    const reading = readSeal(pdf);
    expect(reading.ok && reading.pages.map(({ mark }) => mark)).toMatchObject(
      [1, 2, 3].map((page) => ({
        jobId: 'job-1',
        sessionId: 'session-1',
        kind: 'payment-record',
        page,
        pages: 3,
      })),
    );
    expect(reading.ok && reading.pages.map(({ printed }) => printed)).toEqual(
      Array.from({ length: 3 }, () => ({ name: '样例甲', idNumber: '1101**********002X' })),
    );
    expect(JSON.stringify(reading.ok && reading.pages.map(({ mark }) => mark))).not.toMatch(/1101|样例/);
  });
});

describe('what is refused', () => {
  const refused = (file: Uint8Array, change: Partial<Expected> = {}) => {
    const release = checkRelease(file, { ...expected, ...change });
    return release.ok ? 'released' : release.reason;
  };

  it('no PDF', () => {
    expect(refused(new Uint8Array())).toBe('not-a-pdf');
    expect(refused(bytes('<html>'))).toBe('not-a-pdf');
  });

  it('a PDF that was made elsewhere', () => {
    expect(refused(samplePdf(3))).toBe('no-seal');
    expect(refused(bytes('%PDF-1.3\n'))).toBe('no-seal');
  });

  it('another session, subject, job, kind, or count of pages', () => {
    expect(refused(make(document, { sessionId: 'session-2' }))).toBe('another-session');
    expect(refused(make(paymentRecord(54, { subject: rareSubject })))).toBe('another-subject');
    expect(refused(make(document, { jobId: 'job-2' }))).toBe('another-job');
    expect(refused(make({ ...document, kind: 'case-receipt' }))).toBe('another-kind');
    expect(refused(make(paymentRecord(3)))).toBe('wrong-pages');
  });

  it('the same ids sealed with another key', () => {
    // The subject's hash is keyed too.
    expect(refused(make(document, { key: new Uint8Array(32).fill(8) }))).toBe('another-subject');
  });

  it('another one’s name printed under the right seal', () => {
    const mixedUp = { ...sampleSubject, name: '样例乙' };
    expect(refused(make(paymentRecord(54, { subject: mixedUp })))).toBe('another-name');
  });

  it('a name that differs in one stroke', () => {
    const subject = { ...sampleSubject, name: '样例曱' };
    expect(refused(make(paymentRecord(54, { subject })))).toBe('another-name');
  });

  it('a mark moved to the next page, and one copied onto another person’s page', () => {
    const [first, second] = pageObjects(pdf);
    const exchanged = latin1(pdf).replace(markOf(second?.text), markOf(first?.text));
    expect(refused(bytes(exchanged))).toBe('wrong-pages');

    const foreign = make(paymentRecord(54, { subject: { ...rareSubject, name: '样例乙' } }));
    let copied = latin1(foreign);
    const ours = pageObjects(pdf);
    pageObjects(foreign).forEach(({ text }, index) => {
      copied = copied.replace(markOf(text), markOf(ours[index]?.text));
    });
    expect(refused(bytes(copied))).toBe('altered');
  });

  it('one page of another person among the right ones', () => {
    const other = make(paymentRecord(54, { subject: rareSubject }), { jobId: 'job-9' });
    const [, theirs] = pageObjects(other);
    const [, ours] = pageObjects(pdf);
    expect(refused(bytes(latin1(pdf).replace(markOf(ours?.text), markOf(theirs?.text))))).toBe(
      'foreign-page',
    );
  });

  it('a page without its mark', () => {
    const [, second] = pageObjects(pdf);
    const mark = markOf(second?.text);
    expect(refused(bytes(latin1(pdf).replace(mark, mark.replace('/Tongban', '/Another'))))).toBe(
      'foreign-page',
    );
  });

  it('pages in another order, doubled', () => {
    const [a, b, c] = pageObjects(pdf).map(({ page }) => page);
    const kids = `/Kids [${a} 0 R ${b} 0 R ${c} 0 R]`;
    expect(latin1(pdf)).toContain(kids);
    for (const order of [
      [b, a, c],
      [a, c, b],
      [a, a, c],
    ]) {
      const file = latin1(pdf).replace(kids, `/Kids [${order.map((page) => `${page} 0 R`).join(' ')}]`);
      expect(['wrong-pages', 'altered']).toContain(refused(bytes(file)));
    }
  });

  it('pages left out', () => {
    const short = bytes(
      latin1(pdf).replace(/\/Count 3\n\/Kids \[(\d+ 0 R) [^\]]*\]/, '/Count 1\n/Kids [$1]'),
    );
    expect(short.length).toBeLessThan(pdf.length);
    expect(refused(short)).toBe('altered');
  });

  it('something added behind it: an update that another reader would follow', () => {
    const update =
      '\n1 0 obj\n<<\n/Type /Pages\n/Count 0\n/Kids []\n>>\nendobj\ntrailer\n<<\n/Root 3 0 R\n>>\n';
    expect(refused(Buffer.concat([pdf, bytes(update)]))).toBe('altered');
    expect(refused(Buffer.concat([pdf, pdf]))).toBe('altered');
    expect(refused(pdf.subarray(0, -100))).toBe('altered');
  });

  it('a content that inflates without end', () => {
    const bomb = deflateSync(Buffer.alloc(64_000_000)).toString('latin1');
    const opened = openPdf(pdf);
    const contents = Number(/\/Contents (\d+)/.exec(pageObjects(pdf)[0]?.text ?? '')?.[1]);
    const was = latin1(opened?.stream(contents) ?? new Uint8Array());
    const file = latin1(pdf).replace(was, () => bomb.slice(0, was.length).padEnd(was.length, ' '));
    expect(refused(bytes(file))).toBe('altered');
  });

  it('a single changed byte, anywhere', () => {
    const wrong: number[] = [];
    for (let at = 0; at < pdf.length; at += 41) {
      const changed = Buffer.from(pdf);
      changed[at] = (changed[at] ?? 0) ^ 1;
      if (refused(changed) === 'released') wrong.push(at);
    }
    expect(wrong).toEqual([]);
  });
});

/** The dictionary of the mark, as it stands in the file. */
function markOf(page = ''): string {
  const [mark = ''] = /\/Tongban <<[^]*?>>\n>>\n>>/.exec(page) ?? [];
  if (mark === '') throw new Error('a page without a mark');
  return mark;
}
