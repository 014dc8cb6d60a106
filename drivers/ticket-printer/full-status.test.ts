import { describe, expect, test } from 'vitest';
import vkp from '../../assets/printer-profiles/custom-vkp80iii.json' with { type: 'json' };
import { parsePrinterProfile } from './profile.ts';
import { conditionsOf, fromFullStatus } from './sensors.ts';
import { StatusReader } from './status-bytes.ts';

const profile = parsePrinterProfile(vkp);

describe('Custom’s full status on the wire', () => {
  const answer = [0x10, 0x0f, 0x84, 0x12, 0x20, 0x08];

  test('four bytes of any bits behind their header', () => {
    expect(new StatusReader('custom-full').read(answer)).toEqual([
      { kind: 'full-status', bytes: [0x84, 0x12, 0x20, 0x08] },
    ]);
  });

  test('in pieces of one byte, with flow control at every place', () => {
    for (let place = 0; place <= answer.length; place += 1) {
      const reader = new StatusReader('custom-full');
      const bytes = [...answer.slice(0, place), 0x13, ...answer.slice(place)];
      const messages = bytes.flatMap((byte) => reader.read([byte]));
      expect(messages.filter(({ kind }) => kind === 'full-status')).toHaveLength(1);
      expect(messages.filter(({ kind }) => kind === 'flow')).toHaveLength(1);
    }
  });

  test('an answer that breaks off does not spoil the next one', () => {
    for (let length = 1; length < answer.length; length += 1) {
      const messages = new StatusReader('custom-full').read([...answer.slice(0, length), ...answer]);
      expect(messages.at(-1)).toEqual({ kind: 'full-status', bytes: [0x84, 0x12, 0x20, 0x08] });
      expect(messages.filter(({ kind }) => kind === 'full-status')).toHaveLength(1);
    }
  });

  test('10h without its second byte is noise, and a GS r answer behind it is read', () => {
    expect(new StatusReader('custom-full').read([0x10, 0x03])).toEqual([
      { kind: 'noise', bytes: [0x10] },
      { kind: 'basic', byte: 0x03 },
    ]);
  });

  test('the byte of an ejector that was asked is taken as it is, once', () => {
    const reader = new StatusReader('dle-eot');
    reader.expectEjector();
    expect(reader.read([0x12, 0x12])).toEqual([
      { kind: 'ejector', byte: 0x12 },
      { kind: 'real-time', byte: 0x12 },
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
