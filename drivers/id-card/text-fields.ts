import type { IdCardRecord } from '../contract/id-card.ts';
import { calendarDate } from './calendar-date.ts';
import { hasValidCheck } from './citizen-number.ts';
import { sexOf } from './sexes.ts';

/** A field whose content is not possible. Names the field and never its content. */
export class InvalidField extends Error {
  override readonly name = 'InvalidField';
  readonly field: string;

  constructor(field: string) {
    super(`the ${field} on the card is not valid`);
    this.field = field;
  }
}

/** The fields of a text block, by byte offset and byte length as the standard's tables give them. */
export class TextFields {
  readonly #view: DataView;

  constructor(block: Uint8Array) {
    this.#view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  }

  /** The UTF-16 unit at an offset. */
  unit(offset: number): number {
    return this.#view.getUint16(offset, true);
  }

  raw(offset: number, length: number): string {
    let text = '';
    for (let at = offset; at < offset + length; at += 2) text += String.fromCharCode(this.unit(at));
    return text;
  }

  /** Without padding; some issuers pad with U+0000. */
  text(offset: number, length: number): string {
    return this.raw(offset, length).replace(/[ \0]+$/, '');
  }

  optional(offset: number, length: number): string | null {
    return this.text(offset, length) || null;
  }

  required(field: string, offset: number, length: number): string {
    const text = this.text(offset, length);
    if (text === '') throw new InvalidField(field);
    return text;
  }

  sex(offset: number): IdCardRecord['sex'] {
    return sexOf(this.text(offset, 2));
  }

  /** `YYYYMMDD` to `YYYY-MM-DD`. */
  date(field: string, offset: number): string {
    const date = calendarDate(this.text(offset, 16));
    if (date === null) throw new InvalidField(field);
    return date;
  }

  validTo(offset: number): string {
    return this.text(offset, 16) === '长期' ? 'long-term' : this.date('end of validity', offset);
  }

  /** An 18-character number that ends with its check character. */
  checkedNumber(offset: number): string {
    const number = this.text(offset, 36);
    if (!hasValidCheck(number)) throw new InvalidField('number');
    return number;
  }
}
