import { beforeEach, describe, expect, test } from 'vitest';
import { settle } from '../runtime/testing/hand-clock.ts';
import { transportFor } from './open.ts';
import { packetTransport } from './packet-pipe.ts';
import { FakeEndpoint } from './testing/fake-endpoints.ts';
import type { Transport } from './transport.ts';
import { endpointPipe, firstPair, usbPath } from './usb-pipe.ts';

describe('a pair of endpoints', () => {
  let out: FakeEndpoint;
  let into: FakeEndpoint;
  let line: Transport;

  beforeEach(() => {
    out = new FakeEndpoint();
    into = new FakeEndpoint();
    line = packetTransport(endpointPipe({ out, in: into }));
  });

  test('a write is a transfer, over when the device took it', async () => {
    let over = false;
    const writing = line.write(Uint8Array.of(0x10, 4, 1)).then(() => (over = true));
    await settle();
    expect(over).toBe(false);
    out.complete();
    await writing;
    expect(out.submitted).toEqual([[0x10, 4, 1]]);
  });

  test('each transfer in is a piece; empty ones are none', async () => {
    const heard: number[][] = [];
    line.onData((bytes) => heard.push([...bytes]));
    for (const bytes of [[0x12], [], [1, 2, 3]]) {
      into.complete(Uint8Array.from(bytes));
      await settle();
    }
    expect(heard).toEqual([[0x12], [1, 2, 3]]);
    expect(into.waiting).toHaveLength(1);
  });

  test('closing takes back what is on its way, and waits for it', async () => {
    line.onData(() => {});
    const [writing] = await Promise.allSettled([line.write(Uint8Array.of(1)), line.close()]);
    expect(writing).toMatchObject({ reason: { code: 'disconnected', effect: 'unknown' } });
    await expect(line.closed).resolves.toEqual({ reason: 'local' });
    expect([...out.waiting, ...into.waiting]).toEqual([]);
  });

  test('pulled: the line ends, with a write under way too', async () => {
    line.onData(() => {});
    const writing = line.write(Uint8Array.of(1));
    out.pull();
    into.pull();
    await expect(writing).rejects.toMatchObject({ code: 'disconnected' });
    await expect(line.closed).resolves.toMatchObject({ reason: 'error' });
  });

  test('pulled between two transfers', async () => {
    line.onData(() => {});
    into.complete(Uint8Array.of(1));
    into.pull();
    await expect(line.closed).resolves.toEqual({ reason: 'error', detail: 'LIBUSB_ERROR_NO_DEVICE' });
  });
});

describe('which endpoints', () => {
  const face = (bInterfaceClass: number, endpoints: [address: number, type: number][]) =>
    ({
      descriptor: {
        bInterfaceClass,
        endpoints: endpoints.map(([bEndpointAddress, bmAttributes]) => ({ bEndpointAddress, bmAttributes })),
      },
    }) as Parameters<typeof firstPair>[0][number];

  test('the first bulk endpoints both ways of one interface', () => {
    const keyboard = face(3, [[0x81, 3]]);
    const oneWay = face(255, [[0x02, 2]]);
    const both = face(255, [
      [0x83, 3],
      [0x84, 2],
      [0x04, 2],
    ]);
    expect(firstPair([keyboard, oneWay, both])).toEqual({ out: 0x04, in: 0x84 });
    expect(firstPair([keyboard, oneWay])).toBeNull();
  });

  test('a printer before anything else', () => {
    const storage = face(8, [
      [0x81, 2],
      [0x01, 2],
    ]);
    const printer = face(7, [
      [0x82, 2],
      [0x02, 2],
    ]);
    expect(firstPair([storage, printer])).toEqual({ out: 0x02, in: 0x82 });
  });
});

test('the path is the socket', () => {
  expect(usbPath({ busNumber: 1, portNumbers: [2, 3] })).toBe('1-2.3');
});

test('a device that is not there', async () => {
  const open = transportFor({ kind: 'usb', path: '9-9' });
  await expect(open(new AbortController().signal)).rejects.toMatchObject({
    code: 'disconnected',
    condition: 'device.gone',
    effect: 'none',
    message: expect.stringContaining('9-9'),
  });
});
