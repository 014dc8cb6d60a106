import { describe, expect, test } from 'vitest';
import { processIdOf } from './process-id.ts';
import { type PrinterMessage, StatusReader } from './status-bytes.ts';

const asb = [0x14, 0x00, 0x03, 0x0f];
const reader = () => new StatusReader('asb');
/** What a reader tells of these bytes. */
const told = (from: StatusReader, bytes: number[]) => {
  const messages: PrinterMessage[] = [];
  from.read(Uint8Array.from(bytes), (message) => messages.push(message));
  return messages;
};
const reply = (id: string) => [0x37, 0x22, ...new TextEncoder().encode(id), 0x00];

describe('telling the printer’s messages apart', () => {
  test('every kind, one after the other', () => {
    expect(told(reader(), [0x12, 0x11, ...asb, 0x13, 0x0c, ...reply('Aa!1')])).toEqual([
      { kind: 'real-time', byte: 0x12 },
      { kind: 'flow', go: true },
      { kind: 'asb', bytes: [0x14, 0x00, 0x03, 0x0f] },
      { kind: 'flow', go: false },
      { kind: 'basic', byte: 0x0c },
      { kind: 'process-id', id: 'Aa!1' },
    ]);
  });

  test('the same in pieces of one byte', () => {
    const one = reader();
    const messages = [...asb, ...reply('abcd'), 0x1a].flatMap((byte) => told(one, [byte]));
    expect(messages.map(({ kind }) => kind)).toEqual(['asb', 'process-id', 'real-time']);
  });

  test('automatic status, a DLE EOT reply and XOFF at every place within a process-id reply', () => {
    // A thousand operations, so that every letter of the alphabet stands at every place.
    for (let operation = 0; operation < 1000; operation += 1) {
      const id = processIdOf(`operation-${operation}`);
      const bytes = reply(id);
      for (let place = 1; place < bytes.length; place += 1) {
        const mixed = [...bytes.slice(0, place), ...asb, 0x13, 0x16, ...bytes.slice(place)];
        expect(told(reader(), mixed)).toEqual([
          { kind: 'asb', bytes: asb },
          { kind: 'flow', go: false },
          { kind: 'real-time', byte: 0x16 },
          { kind: 'process-id', id },
        ]);
      }
    }
  });

  test('a DLE EOT reply within automatic status', () => {
    expect(told(reader(), [0x10, 0x00, 0x12, 0x00, 0x0f])).toEqual([
      { kind: 'real-time', byte: 0x12 },
      { kind: 'asb', bytes: [0x10, 0, 0, 0x0f] },
    ]);
  });

  test('line noise before and within a reply does not cost the reply', () => {
    const noisy = [0xff, 0x37, 0x22, 0x80, 0x41, 0x42, 0xc1, 0x43, 0x44, 0x00];
    expect(told(reader(), noisy)).toEqual([
      { kind: 'noise', bytes: 3 },
      { kind: 'process-id', id: 'ABCD' },
    ]);
  });

  test('a reply that breaks off is noise, and the next one is read', () => {
    const messages = told(reader(), [0x37, 0x22, 0x41, ...reply('EFGH'), 0x10, 0x00, ...asb]);
    expect(messages).toEqual([
      { kind: 'noise', bytes: 3 },
      { kind: 'process-id', id: 'EFGH' },
      { kind: 'noise', bytes: 2 },
      { kind: 'asb', bytes: asb },
    ]);
  });

  test('nothing of an old line reaches into a new one', () => {
    const one = reader();
    told(one, [0x37, 0x22, 0x41]);
    one.reset();
    expect(told(one, reply('IJKL'))).toEqual([{ kind: 'process-id', id: 'IJKL' }]);
  });

  test('a model without automatic status: noise that looks like its first byte takes nothing from what follows', () => {
    expect(told(new StatusReader('dle-eot'), [0x10, 0x0c, 0x00])).toEqual([
      { kind: 'noise', bytes: 1 },
      { kind: 'basic', byte: 0x0c },
      { kind: 'basic', byte: 0x00 },
    ]);
  });
});
