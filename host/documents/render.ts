import PdfDocument from 'pdfkit';
import type { CivicDocument, Section } from './document.ts';
import { lookOf, paper } from './look.ts';
import { Pen } from './pen.ts';
import { markEntry } from './seal/marks.ts';
import { sealPages, subjectHash } from './seal/seal.ts';
import { drawCheck } from './sections/check.ts';
import { drawCodes } from './sections/codes.ts';
import { drawFields } from './sections/fields.ts';
import { drawOpening } from './sections/opening.ts';
import { drawTable } from './sections/table.ts';
import { drawNotes, drawText } from './sections/words.ts';
import { Sheet } from './sheet.ts';
import type { Typefaces } from './typefaces.ts';

/** What the pages are sealed with beside their content. */
export interface SealJob {
  /** Random, and of this one document. */
  jobId: string;
  sessionId: string;
  /** Of the session, 32 bytes. */
  key: Uint8Array;
}

export interface RenderedDocument {
  pdf: Uint8Array;
  pages: number;
}

/**
 * Makes the PDF and seals it, in one call from one document: no answer of somebody else can come in between. The same
 * document and job give the same bytes. The file names nobody outside of its pages.
 * @throws DocumentError
 */
export function renderDocument(document: CivicDocument, job: SealJob, faces: Typefaces): RenderedDocument {
  const made = new Date(`${document.issuedOn}T00:00:00Z`);
  const pdf = new PdfDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    // The type does not know that there may be none; pdfkit would embed Helvetica.
    font: null as unknown as string,
    info: { Producer: 'Tongban', Creator: 'Tongban', CreationDate: made },
    lang: document.language,
  });
  const sheet = new Sheet(pdf, new Pen(pdf, faces), document, lookOf(document));
  sheet.newPage();
  drawOpening(sheet);
  for (const section of document.sections) draw(sheet, section);
  if (document.check !== null) drawCheck(sheet, document.check);
  sheet.feet();

  const subject = subjectHash(document.subject, job.key);
  for (let page = 1; page <= sheet.pages; page += 1) {
    const { jobId, sessionId } = job;
    const mark = { jobId, sessionId, subject, kind: document.kind, page, pages: sheet.pages };
    pdf.switchToPage(page - 1);
    Object.assign(pdf.page.dictionary.data, { PieceInfo: markEntry(mark, made) });
  }
  pdf.end();
  const bytes: unknown = pdf.read();
  if (!(bytes instanceof Uint8Array)) throw new Error('pdfkit did not write the file at once');
  sealPages(bytes, job.key);
  return { pdf: bytes, pages: sheet.pages };
}

function draw(sheet: Sheet, section: Section): void {
  switch (section.kind) {
    case 'fields':
      return drawFields(sheet, section);
    case 'table':
      return drawTable(sheet, section);
    case 'text':
      return drawText(sheet, section);
    case 'notes':
      return drawNotes(sheet, section);
    case 'codes':
      return drawCodes(sheet, section);
  }
}
