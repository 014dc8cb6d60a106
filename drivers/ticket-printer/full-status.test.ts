import { describe, expect, test } from 'vitest';
import vkp from '../../assets/printer-profiles/custom-vkp80iii.json' with { type: 'json' };
import { parsePrinterProfile } from './profile.ts';
import { conditionsOf, fromFullStatus } from './sensors.ts';
import { type PrinterMessage, StatusReader } from './status-bytes.ts';

const profile = parsePrinterProfile(vkp);
const custom = () => new StatusReader('custom-full');
/** What a reader tells of these bytes. */
const told = (from: StatusReader, bytes: number[]) => {
  const messages: PrinterMessage[] = [];
  from.read(Uint8Array.from(bytes), (message) => messages.push(message));
  return messages;
};

describe('Custom’s full status on the wire', () => {
  const answer = [0x10, 0x0f, 0x84, 0x12, 0x20, 0x08];

  test('four bytes of any bits behind their header', () => {
    expect(told(custom(), answer)).toEqual([{ kind: 'full-status', bytes: [0x84, 0x12, 0x20, 0x08] }]);
  });

  test('in pieces of one byte, with flow control at every place', () => {
    for (let place = 0; place <= answer.length; place += 1) {
      const reader = custom();
      const bytes = [...answer.slice(0, place), 0x13, ...answer.slice(place)];
      const messages = bytes.flatMap((byte) => told(reader, [byte]));
      expect(messages.filter(({ kind }) => kind === 'full-status')).toHaveLength(1);
      expect(messages.filter(({ kind }) => kind === 'flow')).toHaveLength(1);
    }
  });

  test('an answer that breaks off does not spoil the next one', () => {
    for (let length = 1; length < answer.length; length += 1) {
      const messages = told(custom(), [...answer.slice(0, length), ...answer]);
      expect(messages).toEqual([
        { kind: 'noise', bytes: length },
        { kind: 'full-status', bytes: [0x84, 0x12, 0x20, 0x08] },
      ]);
    }
  });

  test('10h without its second byte is noise, and a GS r answer behind it is read', () => {
    expect(told(custom(), [0x10, 0x03])).toEqual([
      { kind: 'noise', bytes: 1 },
      { kind: 'basic', byte: 0x03 },
    ]);
  });

  test('the byte of an ejector that was asked is taken as it is, once', () => {
    const reader = new StatusReader('dle-eot');
    reader.expectEjector();
    expect(told(reader, [0x12, 0x12])).toEqual([
      { kind: 'ejector', byte: 0x12 },
      { kind: 'real-time', byte: 0x12 },
    ]);
  });

  test('what has begun is told to be pending and can be dropped; the ejector is waited for all the same', () => {
    const reader = custom();
    expect(told(reader, answer.slice(0, 4))).toEqual([]);
    expect(reader.pending).toBe(true);
    reader.expectEjector();
    reader.drop();
    expect(reader.pending).toBe(false);
    expect(told(reader, [0x03, ...answer])).toEqual([
      { kind: 'ejector', byte: 0x03 },
      { kind: 'full-status', bytes: [0x84, 0x12, 0x20, 0x08] },
    ]);
  });

  test('nothing of an old line reaches into a new one', () => {
    const reader = custom();
    told(reader, answer.slice(0, 3));
    reader.expectEjector();
    reader.reset();
    expect(told(reader, [0x12])).toEqual([{ kind: 'real-time', byte: 0x12 }]);
  });

  test('the first byte of automatic status is noise on such a printer', () => {
    expect(told(custom(), [0x14, 0x0c])).toEqual([
      { kind: 'noise', bytes: 1 },
      { kind: 'basic', byte: 0x0c },
    ]);
  });
});

describe('what its bits mean', () => {
  test.each([
    ['nothing', [0, 0, 0, 0], []],
    ['notch, spooling, keys', [0x80, 0x64, 0, 0], []],
    ['no paper', [0x05, 0, 0, 0], ['paper.out']],
    ['near end', [0x04, 0, 0, 0], ['paper.low']],
    ['virtual paper end', [0x40, 0, 0, 0], ['paper.low']],
    ['head up', [0, 0x01, 0, 0], ['cover.open']],
    ['cover open', [0, 0x02, 0, 0], ['cover.open']],
    ['head temperature', [0, 0, 0x01, 0], ['head.hot']],
    ['supply voltage', [0, 0, 0x08, 0], ['fault.recoverable']],
    ['command not acknowledged', [0, 0, 0x20, 0], []],
    ['paper jam', [0, 0, 0x40, 0], ['paper.jam']],
    ['mark not found', [0, 0, 0x80, 0], ['fault.recoverable']],
    ['cutter', [0, 0, 0, 0x01], ['cutter.fault']],
    ['cutter cover or flash', [0, 0, 0, 0x02], ['fault.unrecoverable']],
    ['RAM', [0, 0, 0, 0x04], ['fault.unrecoverable']],
    ['EEPROM', [0, 0, 0, 0x08], ['fault.unrecoverable']],
    ['presenter', [0, 0, 0, 0x80], ['fault.unrecoverable']],
  ] as const)('%s', (_name, bytes, expected) => {
    const sensors = fromFullStatus(bytes);
    expect(sensors.ticket).toBe('none');
    expect(conditionsOf(sensors, profile).map(({ code }) => code)).toEqual(expected);
  });

  test('a ticket at the mouth, and a motor that brings it', () => {
    expect(fromFullStatus([0x20, 0, 0, 0])).toMatchObject({ ticket: 'at-mouth', presenting: false });
    expect(fromFullStatus([0, 0x08, 0, 0])).toMatchObject({ ticket: 'none', presenting: true });
  });
});
