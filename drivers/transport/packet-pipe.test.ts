import { beforeEach, describe, expect, test } from 'vitest';
import { packetTransport, type PacketPipe } from './packet-pipe.ts';
import type { Transport } from './transport.ts';

let sent: number[][];
let closes: number;
let taken: PromiseWithResolvers<void>;
let device: Parameters<PacketPipe['listen']>[0];
let line: Transport;

beforeEach(() => {
  sent = [];
  closes = 0;
  taken = Promise.withResolvers<void>();
  line = packetTransport({
    listen: (on) => {
      device = on;
    },
    async send(packet) {
      sent.push([...packet]);
      await taken.promise;
    },
    async close() {
      closes += 1;
    },
  });
});

describe('a line of packets', () => {
  test('one packet a piece and one a write', async () => {
    const heard: number[][] = [];
    line.onData((bytes) => heard.push([...bytes]));
    device.packet(Uint8Array.of(1, 2));
    device.packet(Uint8Array.of(3));
    expect(heard).toEqual([[1, 2], [3]]);
    taken.resolve();
    await line.write(Uint8Array.of(4, 5));
    expect(sent).toEqual([[4, 5]]);
  });

  test('closed from here: once, and nothing is heard or written afterwards', async () => {
    const heard: number[][] = [];
    line.onData((bytes) => heard.push([...bytes]));
    await Promise.all([line.close(), line.close()]);
    await expect(line.closed).resolves.toEqual({ reason: 'local' });
    expect(closes).toBe(1);
    device.packet(Uint8Array.of(1));
    expect(heard).toEqual([]);
    await expect(line.write(Uint8Array.of(1))).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
      effect: 'none',
    });
    expect(sent).toEqual([]);
  });

  test('the device goes: closed gives the cause, and a write that hangs ends', async () => {
    line.onData(() => {});
    const writing = line.write(Uint8Array.of(1));
    device.ended('could not read');
    await expect(writing).rejects.toMatchObject({ code: 'disconnected', effect: 'unknown' });
    await expect(line.closed).resolves.toEqual({ reason: 'error', detail: 'could not read' });
    expect(closes).toBe(1);
  });

  test('a write fails: the line ends with it', async () => {
    taken.reject(new Error('could not write'));
    await expect(line.write(Uint8Array.of(1))).rejects.toMatchObject({
      code: 'disconnected',
      message: 'could not write',
      effect: 'unknown',
    });
    await expect(line.closed).resolves.toEqual({ reason: 'error', detail: 'could not write' });
  });

  test('a write that is given up ends at once; the line stays', async () => {
    const abort = new AbortController();
    const writing = line.write(Uint8Array.of(1), abort.signal);
    abort.abort();
    await expect(writing).rejects.toMatchObject({ code: 'canceled' });
    taken.resolve();
    await line.write(Uint8Array.of(2));
    expect(sent).toEqual([[1], [2]]);
  });

  test('a device that cannot be let go of is gone all the same', async () => {
    const stuck = packetTransport({
      listen: () => {},
      send: async () => {},
      close: () => Promise.reject(new Error('no such device')),
    });
    await stuck.close();
    await expect(stuck.closed).resolves.toEqual({ reason: 'local' });
  });
});
