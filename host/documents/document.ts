import type { Language } from '../../contract/localized.ts';

/** What is drawn on A4 paper; items name them (`assets/catalogue/document-kinds.json`). */
export type DocumentKind = 'payment-record' | 'licence-copy' | 'case-receipt' | 'offline-code';

/** Whose document it is. Stands on every page, and every page is checked against it before it is released. */
export interface Subject {
  /** As on the identity document, in whatever script. */
  name: string;
  idNumber: string;
}

/**
 * One document on A4 paper, in one language: what stands in it, and nothing about how it is drawn. Whoever issues it
 * fills it; all texts are final.
 */
export interface CivicDocument {
  kind: DocumentKind;
  language: Language;
  /** `large` for people who read large print; the same content takes more pages. */
  print: 'normal' | 'large';
  title: string;
  issuer: string;
  subject: Subject;
  /** What the number of the subject is called: `公民身份号码`. */
  idNumberLabel: string;
  idNumberShown: 'whole' | 'masked';
  number: string;
  /** Local date, `YYYY-MM-DD`. */
  issuedOn: string;
  sections: readonly Section[];
  check: Check | null;
}

/** How somebody who is handed the paper finds out whether it is genuine. */
export interface Check {
  /** A web address or an office. */
  place: string;
  code: string;
  /** What the printed QR code says. */
  qr: string;
}

export type Section = FieldsSection | TableSection | TextSection | NotesSection | CodesSection;

export interface FieldsSection {
  kind: 'fields';
  heading: string | null;
  fields: readonly { label: string; value: string }[];
  /** Fields side by side. */
  columns: 1 | 2;
}

export interface TableSection {
  kind: 'table';
  heading: string | null;
  columns: readonly Column[];
  /** A cell for each column. The head is repeated on each page that the table reaches. */
  rows: readonly (readonly string[])[];
  /** Last rows, such as sums, set apart from the others. */
  totals: readonly (readonly string[])[];
}

export interface Column {
  label: string;
  /** Share of the width beside those of the other columns; words and numbers are not broken for it. */
  width: number;
  align: 'left' | 'center' | 'right';
}

/** The words of a certificate. */
export interface TextSection {
  kind: 'text';
  heading: string | null;
  paragraphs: readonly string[];
}

/** Small print, numbered where there is more than one. */
export interface NotesSection {
  kind: 'notes';
  heading: string | null;
  notes: readonly string[];
}

/** QR codes to be cut out, two in a row. */
export interface CodesSection {
  kind: 'codes';
  heading: string | null;
  codes: readonly { data: string; caption: string; lines: readonly string[] }[];
}
