import { describe, expect, test } from 'vitest';
import { attribute, numberOf, numbersOf, rangeOf, stringOf, stringsOf } from './attributes.ts';
import { decodeMessage, encodeMessage, IppFormatError } from './message.ts';
import { groupTag, operation, valueTag } from './names.ts';

/** Tag, name and value, each with its length, as RFC 8010 §3.1.4 lays them out. */
function field(tag: number, name: string, value: string | readonly number[]): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);
  const length = (of: { length: number }) => [of.length >> 8, of.length & 0xff];
  const named = Buffer.from(name);
  return Buffer.concat([Buffer.from([tag, ...length(named)]), named, Buffer.from(length(bytes)), bytes]);
}

/** IPP/1.1, code, request 1. */
const head = (code: number) => Buffer.from([1, 1, code >> 8, code & 0xff, 0, 0, 0, 1]);

test('a request is laid out byte for byte as RFC 8010 says', () => {
  const message = encodeMessage({
    version: { major: 1, minor: 1 },
    code: operation.printJob,
    requestId: 1,
    groups: [
      {
        tag: groupTag.operation,
        attributes: [
          attribute.charset('attributes-charset', 'utf-8'),
          attribute.boolean('ipp-attribute-fidelity', true),
        ],
      },
      {
        tag: groupTag.job,
        attributes: [
          attribute.integer('copies', 20),
          attribute.keyword('sides', 'one-sided', 'two-sided-long-edge'),
          attribute.range('page-ranges', { lower: 1, upper: 300 }),
          attribute.noValue('time-at-processing'),
        ],
      },
    ],
  });
  const expected = Buffer.concat([
    head(0x0002),
    Buffer.of(0x01),
    field(0x47, 'attributes-charset', 'utf-8'),
    field(0x22, 'ipp-attribute-fidelity', [1]),
    Buffer.of(0x02),
    field(0x21, 'copies', [0, 0, 0, 20]),
    field(0x44, 'sides', 'one-sided'),
    field(0x44, '', 'two-sided-long-edge'),
    field(0x33, 'page-ranges', [0, 0, 0, 1, 0, 0, 1, 44]),
    field(0x13, 'time-at-processing', []),
    Buffer.of(0x03),
  ]);
  expect(Buffer.from(message).toString('hex')).toBe(expected.toString('hex'));
});

test('every syntax that a printer answers in is read, and the document behind it', () => {
  const { code, requestId, groups, data } = decodeMessage(
    Buffer.concat([
      head(0x0001),
      Buffer.of(0x04),
      field(0x23, 'printer-state', [0, 0, 0, 5]),
      field(0x44, 'printer-state-reasons', 'media-empty-error'),
      field(0x44, '', 'door-open-error'),
      field(0x36, 'printer-name', [0, 2, 0x65, 0x6e, 0, 2, 0x41, 0x34]),
      field(0x33, 'copies-supported', [0, 0, 0, 1, 0, 0, 0, 99]),
      field(0x21, 'temperature', [0xff, 0xff, 0xff, 0xfe]),
      field(0x12, 'printer-geo-location', []),
      field(0x31, 'printer-current-time', [7, 0xea, 1, 2, 3, 4, 5, 6, 0x2b, 0, 0]),
      Buffer.of(0x03),
      Buffer.from('%PDF-'),
    ]),
  );
  const [printer] = groups;
  expect([code, requestId]).toEqual([0x0001, 1]);
  expect(numbersOf(printer, 'printer-state')).toEqual([5]);
  expect(stringsOf(printer, 'printer-state-reasons')).toEqual(['media-empty-error', 'door-open-error']);
  expect(stringOf(printer, 'printer-name')).toBe('A4');
  expect(rangeOf(printer, 'copies-supported')).toEqual({ lower: 1, upper: 99 });
  expect(numberOf(printer, 'temperature')).toBe(-2);
  expect(stringOf(printer, 'printer-geo-location')).toBeNull();
  expect(Buffer.from(data).toString()).toBe('%PDF-');
});

test('collections, also within collections, are read over; what follows them is not lost', () => {
  const { groups } = decodeMessage(
    Buffer.concat([
      head(0),
      Buffer.of(0x04),
      field(0x34, 'media-col-ready', []),
      field(0x4a, '', 'media-size'),
      field(0x34, '', []),
      field(0x4a, '', 'x-dimension'),
      field(0x21, '', [0, 0, 0x52, 0x08]),
      field(0x37, '', []),
      field(0x4a, '', 'media-type'),
      field(0x44, '', 'stationery'),
      field(0x37, '', []),
      field(0x34, '', []),
      field(0x37, '', []),
      field(0x44, 'media-ready', 'iso_a4_210x297mm'),
      Buffer.of(0x03),
    ]),
  );
  expect(groups[0]?.attributes).toEqual([
    { name: 'media-col-ready', tag: valueTag.beginCollection, values: [] },
    { name: 'media-ready', tag: valueTag.keyword, values: ['iso_a4_210x297mm'] },
  ]);
});

describe('what is no IPP message', () => {
  const good = Buffer.concat([
    head(0),
    Buffer.of(0x04),
    field(0x34, 'media-col', []),
    field(0x37, '', []),
    field(0x21, 'copies', [0, 0, 0, 1]),
    Buffer.of(0x03),
  ]);

  test('cut short anywhere', () => {
    for (let length = 0; length < good.length; length += 1)
      expect(() => decodeMessage(good.subarray(0, length)), `${length} bytes`).toThrow(IppFormatError);
    expect(decodeMessage(good).groups).toHaveLength(1);
  });

  test.each([
    ['a page of HTML', Buffer.from('<html><body>It works</body></html>')],
    ['version 3', Buffer.concat([Buffer.of(3, 0), good.subarray(2)])],
    [
      'a value outside any group',
      Buffer.concat([head(0), field(0x21, 'copies', [0, 0, 0, 1]), Buffer.of(3)]),
    ],
    [
      'a value without a name',
      Buffer.concat([head(0), Buffer.of(4), field(0x21, '', [0, 0, 0, 1]), Buffer.of(3)]),
    ],
    [
      'a number of two bytes',
      Buffer.concat([head(0), Buffer.of(4), field(0x21, 'copies', [0, 1]), Buffer.of(3)]),
    ],
    [
      'an open collection',
      Buffer.concat([head(0), Buffer.of(4), field(0x34, 'media-col', []), Buffer.of(3)]),
    ],
    ['a collection closed twice', Buffer.concat([head(0), Buffer.of(4), field(0x37, '', []), Buffer.of(3)])],
  ])('%s', (_name, bytes) => {
    expect(() => decodeMessage(bytes)).toThrow(IppFormatError);
  });
});
