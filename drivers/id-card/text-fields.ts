import type { IdCardRecord } from '../contract/id-card.ts';
import { hasValidCheck } from './citizen-number.ts';

/** A field whose content is not possible. Names the field and never its content. */
export class InvalidField extends Error {
  override readonly name = 'InvalidField';
  readonly field: string;

  constructor(field: string) {
    super(`the ${field} on the card is not valid`);
    this.field = field;
  }
}

/** GB/T 2261.1-2003. */
const sexNames: Readonly<Record<string, IdCardRecord['sex']['name']>> = {
  '1': 'male',
  '2': 'female',
  '9': 'not-stated',
};

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
    const code = this.text(offset, 2);
    return { code, name: sexNames[code] ?? 'unknown' };
  }

  /** `YYYYMMDD` to `YYYY-MM-DD`. */
  date(field: string, offset: number): string {
    const match = /^(\d{4})(\d\d)(\d\d)$/.exec(this.text(offset, 16));
    if (!match) throw new InvalidField(field);
    const date = `${match[1]}-${match[2]}-${match[3]}`;
    const parsed = new Date(`${date}T00:00:00Z`);
    // A day such as 31 April is carried over by Date, which shows on the way back.
    if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date)
      throw new InvalidField(field);
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
