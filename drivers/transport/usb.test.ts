import { expect, test, vi } from 'vitest';
import { packetTransport } from './packet-pipe.ts';
import { FakeEndpoint } from './testing/fake-endpoints.ts';
import { type BulkDevice, type BulkInterface, openPipe } from './usb.ts';

/** A device with one bulk pair on each of its interfaces, which writes down what is done to it. */
class FakeDevice implements BulkDevice {
  interfaces: BulkInterface[] | undefined;
  readonly done: string[] = [];
  readonly endpoints = new Map<number, FakeEndpoint>();
  readonly #pairs: readonly (readonly [number, number])[];
  readonly #busy: boolean;

  constructor(pairs: readonly (readonly [number, number])[], busy = false) {
    this.#pairs = pairs;
    this.#busy = busy;
    for (const address of pairs.flat()) this.endpoints.set(address, new FakeEndpoint());
  }

  open(): void {
    this.done.push('open');
    this.interfaces = this.#pairs.map((pair, number) => ({
      descriptor: {
        bInterfaceClass: 7,
        endpoints: pair.map((bEndpointAddress) => ({ bEndpointAddress, bmAttributes: 2 })),
      } as BulkInterface['descriptor'],
      endpoint: (address) => (pair.includes(address) ? this.endpoints.get(address) : undefined),
      claim: () => {
        if (this.#busy) throw new Error('LIBUSB_ERROR_BUSY');
        this.done.push(`claim ${number}`);
      },
      release: (done) => {
        this.done.push(`release ${number}`);
        done();
      },
    }));
  }

  close(): void {
    this.done.push('close');
    this.interfaces = undefined;
  }

  setAutoDetachKernelDriver(): void {
    this.done.push('detach');
  }
}

const closed = (device: FakeDevice) => vi.waitUntil(() => device.done.at(-1) === 'close');

test('a printer: its one pair, claimed once, let go of in the end', async () => {
  const device = new FakeDevice([[0x02, 0x82]]);
  const line = packetTransport(openPipe(device));
  line.onData(() => {});
  const writing = line.write(Uint8Array.of(0x10, 4, 1));
  device.endpoints.get(0x02)?.complete();
  await writing;
  expect(device.endpoints.get(0x02)?.submitted).toEqual([[0x10, 4, 1]]);
  await line.close();
  expect(device.endpoints.get(0x82)?.waiting).toEqual([]);
  expect(device.done.filter((what) => what !== 'detach')).toEqual(['open', 'claim 0', 'release 0', 'close']);
});

test('two pairs on two interfaces, joined by who knows how', async () => {
  const device = new FakeDevice([
    [0x02, 0x81],
    [0x06, 0x85],
  ]);
  const pipe = openPipe(device, {
    pairs: [
      { out: 0x02, in: 0x81 },
      { out: 0x06, in: 0x85 },
    ],
    join: ([first]) => first,
  });
  await pipe.close();
  expect(device.done.filter((what) => what !== 'detach')).toEqual([
    'open',
    'claim 0',
    'claim 1',
    'release 0',
    'release 1',
    'close',
  ]);
});

test('without the endpoints, or held by another program: refused, and not left open', async () => {
  const other = new FakeDevice([[0x01, 0x81]]);
  expect(() => openPipe(other, { pairs: [{ out: 0x02, in: 0x81 }], join: ([pipe]) => pipe })).toThrow(
    'no endpoint 0x2',
  );
  await closed(other);
  const none = new FakeDevice([]);
  expect(() => openPipe(none)).toThrow('no bulk endpoints both ways');
  await closed(none);
  const busy = new FakeDevice([[0x02, 0x82]], true);
  expect(() => openPipe(busy)).toThrow('LIBUSB_ERROR_BUSY');
  await closed(busy);
  expect(busy.done).not.toContain('release 0');
});
