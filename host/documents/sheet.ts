import { maskIdNumber } from '../../state-machines/mask.ts';
import type { CivicDocument } from './document.ts';
import { DocumentError } from './document-error.ts';
import { colors, type Look, paper } from './look.ts';
import { leading, type Pen, type Style } from './pen.ts';
import { subjectMarks } from './seal/marks.ts';
import { layoutText } from './texts.ts';

/** Above the lower edge; the page number stands in it. */
const footHeight = 60;

/**
 * The paper: pages that follow each other, each with its head, its foot and the subject on it, and a place where
 * the next thing is drawn. Points, counted from the upper left corner.
 */
export class Sheet {
  readonly document: CivicDocument;
  readonly look: Look;
  readonly pen: Pen;
  readonly #pdf: PDFKit.PDFDocument;
  #y = 0;
  #pages = 0;

  constructor(pdf: PDFKit.PDFDocument, pen: Pen, document: CivicDocument, look: Look) {
    this.#pdf = pdf;
    this.pen = pen;
    this.document = document;
    this.look = look;
  }

  get left(): number {
    return this.look.margin;
  }

  get width(): number {
    return paper.width - 2 * this.look.margin;
  }

  get y(): number {
    return this.#y;
  }

  /** What is left of this page. */
  get room(): number {
    return paper.height - footHeight - this.#y;
  }

  get pages(): number {
    return this.#pages;
  }

  down(points: number): void {
    this.#y += points;
  }

  /**
   * What is drawn next needs so much in one piece: goes on to a new page where this one has less.
   * @throws DocumentError `does-not-fit`
   */
  need(points: number): void {
    if (points <= this.room) return;
    this.newPage();
    if (points > this.room)
      throw new DocumentError('does-not-fit', 'a part that stays together is higher than a page');
  }

  newPage(): void {
    this.#pdf.addPage();
    this.pen.onPage();
    this.#pages += 1;
    this.#y = this.look.margin - 6;
    if (this.#pages > 1) this.#runningHead();
  }

  /** Lines at the left of a column, below each other. @returns their height. */
  lines(lines: readonly string[], x: number, top: number, style: Style): number {
    const height = style.size * leading;
    lines.forEach((line, index) => this.pen.write(line, x, top + index * height, style));
    return lines.length * height;
  }

  centred(text: string, style: Style): void {
    for (const line of this.pen.lines(text, this.width, style)) {
      this.pen.write(line, this.left + (this.width - this.pen.width(line, style)) / 2, this.#y, style);
      this.down(style.size * leading);
    }
  }

  rule(x: number, y: number, width: number, thickness: number, color: string): void {
    this.pen.ink(color);
    this.#pdf.rect(x, y - thickness / 2, width, thickness).fill();
  }

  panel(x: number, y: number, width: number, height: number): void {
    this.pen.ink(colors.ground);
    this.#pdf.rect(x, y, width, height).fill();
  }

  dashed(x: number, y: number, width: number, height: number): void {
    this.#pdf.lineWidth(0.75).dash(3, { space: 3 }).rect(x, y, width, height).stroke(colors.quiet).undash();
  }

  /** Black squares, in one path. @param side of one. */
  squares(rows: readonly (readonly boolean[])[], x: number, y: number, side: number): void {
    this.pen.ink('#000000');
    rows.forEach((row, index) => {
      for (let from = row.indexOf(true); from >= 0;) {
        const end = row.indexOf(false, from);
        const to = end < 0 ? row.length : end;
        this.#pdf.rect(x + from * side, y + index * side, (to - from) * side, side);
        from = row.indexOf(true, to);
      }
    });
    this.#pdf.fill();
  }

  /** The subject's name, marked so that it can be found on the finished page. @returns its height. */
  name(x: number, top: number, width: number, style: Style): number {
    const lines = this.pen.lines(this.document.subject.name, width, style);
    return this.#marked(subjectMarks.name, () => this.lines(lines, x, top, style));
  }

  /** As `name`. */
  idNumber(x: number, top: number, width: number, style: Style): number {
    const lines = this.pen.lines(shownIdNumber(this.document), width, style);
    return this.#marked(subjectMarks.idNumber, () => this.lines(lines, x, top, style));
  }

  /** The last thing, when it is known how many pages there are. */
  feet(): void {
    const { foot } = this.look;
    const { issuer, number, language } = this.document;
    const y = paper.height - footHeight + 14;
    for (let page = 1; page <= this.#pages; page += 1) {
      this.#pdf.switchToPage(page - 1);
      this.pen.onPage();
      const text = layoutText('page', language, { page, pages: this.#pages });
      const textWidth = this.pen.width(text, foot);
      this.rule(this.left, y - 4, this.width, 0.5, colors.line);
      const [line = ''] = this.pen.lines(`${issuer}  ${number}`, this.width - textWidth - foot.size, foot);
      this.pen.write(line, this.left, y, foot);
      this.pen.write(text, this.left + this.width - textWidth, y, foot);
    }
  }

  /** From the second page on: which document this is, and whose. */
  #runningHead(): void {
    const { label, cellStrong, gap, padding } = this.look;
    const { title, language, idNumberLabel } = this.document;
    this.down(this.lines(this.pen.lines(title, this.width, cellStrong), this.left, this.#y, cellStrong));

    const space = label.size / 2;
    const right = this.left + this.width;
    const nameLabel = layoutText('name', language);
    const nameAt = this.left + this.pen.width(nameLabel, label) + space;
    const idWidth = this.pen.width(shownIdNumber(this.document), cellStrong) + 1;
    const labelWidth = this.pen.width(idNumberLabel, label) + space;
    const free = right - idWidth - labelWidth - gap - nameAt;
    // Side by side where both fit, else below each other.
    const beside = this.pen.width(this.document.subject.name, cellStrong) <= free;
    const idLabelAt = beside ? right - idWidth - labelWidth : this.left;
    this.pen.write(nameLabel, this.left, this.#y, label);
    const height = this.name(nameAt, this.#y, right - nameAt, cellStrong);
    if (!beside) this.down(height);
    this.pen.write(idNumberLabel, idLabelAt, this.#y, label);
    this.down(this.idNumber(idLabelAt + labelWidth, this.#y, idWidth, cellStrong) + padding);
    this.rule(this.left, this.#y, this.width, 1, colors.blue);
    this.down(gap);
  }

  /** A marked-content sequence, ISO 32000-1, 14.6. */
  #marked<T>(tag: string, draw: () => T): T {
    this.#pdf.addContent(`/${tag} BMC`);
    const result = draw();
    this.#pdf.addContent('EMC');
    return result;
  }
}

function shownIdNumber({ subject, idNumberShown }: CivicDocument): string {
  return idNumberShown === 'masked' ? maskIdNumber(subject.idNumber) : subject.idNumber;
}
