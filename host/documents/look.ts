import type { CivicDocument } from './document.ts';
import type { Style } from './pen.ts';

/** A4 in points (ISO 216: 210 × 297 mm, 72 points to the inch). */
export const paper = { width: 595.28, height: 841.89 } as const;

export const colors = {
  ink: '#16202b',
  quiet: '#4a5866',
  blue: '#0a4fa3',
  line: '#c3ced9',
  ground: '#eef3f9',
} as const;

/** Every size of a document, in points. What people read is at least 10.5 points high, in large print 15.75. */
export interface Look {
  margin: number;
  gap: number;
  padding: number;
  title: Style;
  issuer: Style;
  heading: Style;
  /** The words of a certificate. */
  words: Style;
  body: Style;
  strong: Style;
  cell: Style;
  cellStrong: Style;
  label: Style;
  code: Style;
  foot: Style;
  /** Width of the QR code in the check panel, and of one to be cut out. */
  checkQr: number;
  cutQr: number;
}

const largeScale = 1.5;

export function lookOf({ print }: CivicDocument): Look {
  const scale = print === 'large' ? largeScale : 1;
  const style = (size: number, weight: Style['weight'], color: string): Style => ({
    size: size * scale,
    weight,
    color,
  });
  return {
    margin: 54,
    gap: 14 * scale,
    padding: 6 * scale,
    title: { size: print === 'large' ? 28 : 22, weight: 'bold', color: colors.ink },
    issuer: style(12, 'bold', colors.blue),
    heading: style(13, 'bold', colors.blue),
    words: style(14, 'regular', colors.ink),
    body: style(11.5, 'regular', colors.ink),
    strong: style(12.5, 'bold', colors.ink),
    cell: style(10.5, 'regular', colors.ink),
    cellStrong: style(10.5, 'bold', colors.ink),
    label: style(10.5, 'regular', colors.quiet),
    code: style(15, 'bold', colors.ink),
    foot: { size: print === 'large' ? 13 : 9.5, weight: 'regular', color: colors.quiet },
    checkQr: print === 'large' ? 104 : 88,
    cutQr: print === 'large' ? 170 : 150,
  };
}
