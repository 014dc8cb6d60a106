import { groupTag, valueTag } from './names.ts';

/** Below are the tags of groups (RFC 8010 §3.5.1). */
const firstValueTag = 0x10;
/** Below are the values that are none: unsupported, unknown, no-value (§3.5.2). */
const firstInBandTag = 0x20;
/** From here on a value is text (§3.9). */
const firstTextTag = 0x40;

export interface IppRange {
  lower: number;
  upper: number;
}
/** Integers, enums, booleans, texts of any kind, ranges; anything else (a date, a resolution) as its octets. */
export type IppValue = number | boolean | string | IppRange | Uint8Array;

/** `values` is empty for an out-of-band value: the printer knows the attribute and has nothing to say. */
export interface IppAttribute {
  name: string;
  tag: number;
  values: readonly IppValue[];
}

export interface IppGroup {
  tag: number;
  attributes: readonly IppAttribute[];
}

/** A request or a response: `code` is the operation id or the status code. */
export interface IppMessage {
  version: { major: number; minor: number };
  code: number;
  requestId: number;
  groups: readonly IppGroup[];
  /** The document, behind the attributes. */
  data: Uint8Array;
}

/** The bytes are no IPP message. */
export class IppFormatError extends Error {
  override readonly name = 'IppFormatError';
}

/** Encodes everything but the document (RFC 8010 §3.1). */
export function encodeMessage({ version, code, requestId, groups }: Omit<IppMessage, 'data'>): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt8(version.major, 0);
  head.writeUInt8(version.minor, 1);
  head.writeUInt16BE(code, 2);
  head.writeUInt32BE(requestId, 4);
  const parts: Buffer[] = [head];
  for (const group of groups) {
    parts.push(Buffer.of(group.tag));
    for (const attribute of group.attributes) parts.push(...encodeAttribute(attribute));
  }
  parts.push(Buffer.of(groupTag.end));
  return Buffer.concat(parts);
}

function encodeAttribute({ name, tag, values }: IppAttribute): Buffer[] {
  if (values.length === 0)
    return [Buffer.of(tag), withLength(Buffer.from(name)), withLength(Buffer.alloc(0))];
  return values.flatMap((value, index) => [
    Buffer.of(tag),
    // Further values of the same attribute have no name (RFC 8010 §3.1.5).
    withLength(Buffer.from(index === 0 ? name : '')),
    withLength(encodeValue(value)),
  ]);
}

function encodeValue(value: IppValue): Buffer {
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  if (typeof value === 'number') return int32(value);
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value);
  return Buffer.concat([int32(value.lower), int32(value.upper)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * Collections are read over: nothing here needs them.
 * @throws IppFormatError
 */
export function decodeMessage(bytes: Uint8Array): IppMessage {
  const reader = new Reader(bytes);
  const version = { major: reader.uint8(), minor: reader.uint8() };
  if (version.major < 1 || version.major > 2)
    throw new IppFormatError(`IPP version ${version.major}.${version.minor}`);
  const code = reader.uint16();
  const requestId = reader.uint32();
  const groups: { tag: number; attributes: { name: string; tag: number; values: IppValue[] }[] }[] = [];
  for (;;) {
    const tag = reader.uint8();
    if (tag === groupTag.end) break;
    if (tag < firstValueTag) {
      groups.push({ tag, attributes: [] });
      continue;
    }
    const { name, value } = reader.field();
    const attributes = groups.at(-1)?.attributes;
    if (name !== '') attributes?.push({ name, tag, values: [] });
    const attribute = attributes?.at(-1);
    if (!attribute) throw new IppFormatError('a value that belongs to no attribute');
    if (tag === valueTag.endCollection) throw new IppFormatError('the end of no collection');
    if (tag === valueTag.beginCollection) readOverCollection(reader);
    else if (tag >= firstInBandTag) attribute.values.push(decodeValue(tag, value));
  }
  return { version, code, requestId, groups, data: reader.rest() };
}

function readOverCollection(reader: Reader): void {
  for (let depth = 1; depth > 0;) {
    const tag = reader.uint8();
    if (tag < firstValueTag) throw new IppFormatError('a collection without its end');
    reader.field();
    if (tag === valueTag.beginCollection) depth += 1;
    if (tag === valueTag.endCollection) depth -= 1;
  }
}

function decodeValue(tag: number, bytes: Buffer): IppValue {
  const reader = new Reader(bytes);
  switch (tag) {
    case valueTag.integer:
    case valueTag.enum:
      return reader.int32();
    case valueTag.boolean:
      return reader.uint8() !== 0;
    case valueTag.rangeOfInteger:
      return { lower: reader.int32(), upper: reader.int32() };
    case valueTag.textWithLanguage:
    case valueTag.nameWithLanguage:
      reader.octets(reader.uint16());
      return reader.octets(reader.uint16()).toString();
    default:
      return tag >= firstTextTag ? bytes.toString() : new Uint8Array(bytes);
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  octets(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new IppFormatError('the message is cut short');
    const octets = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return octets;
  }

  /** What follows a value tag. */
  field(): { name: string; value: Buffer } {
    const name = this.octets(this.uint16()).toString();
    return { name, value: this.octets(this.uint16()) };
  }

  uint8(): number {
    return this.octets(1).readUInt8();
  }

  uint16(): number {
    return this.octets(2).readUInt16BE();
  }

  uint32(): number {
    return this.octets(4).readUInt32BE();
  }

  int32(): number {
    return this.octets(4).readInt32BE();
  }

  rest(): Uint8Array {
    return this.octets(this.#bytes.length - this.#at);
  }
}
