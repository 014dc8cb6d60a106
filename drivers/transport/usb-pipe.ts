import type { Device, Interface, Transfer } from 'usb';
import type { PacketPipe } from './packet-pipe.ts';

/** Endpoint addresses as they stand in the descriptors: bit 7 set is into the host. */
export interface BulkPair {
  out: number;
  in: number;
}

/** For devices that spread one line over several pairs of endpoints. */
export interface BulkLayout {
  pairs: readonly [BulkPair, ...BulkPair[]];
  /** Whoever opened the pipes also closes them. */
  join(pipes: readonly [PacketPipe, ...PacketPipe[]]): Omit<PacketPipe, 'close'>;
}

/** What we use of node-usb's endpoints. The call-back comes once for each transfer that was submitted. */
export interface BulkEndpoint {
  makeTransfer(
    timeoutMs: number,
    done: (error: Error | undefined, buffer: Buffer, actualLength: number) => void,
  ): Pick<Transfer, 'submit' | 'cancel'>;
}

/** As in `bInterfaceClass` (USB printer class 1.1) and `bmAttributes` of an endpoint (USB 2.0, 9.6.6). */
const printerClass = 7;
const transferTypeMask = 3;
const bulk = 2;
const into = 0x80;

/** Longer than any answer of the devices here, so that one answer is one transfer. */
const transferBytes = 4096;
const forEver = 0;

/** The first interface with bulk endpoints both ways, a printer's before any other. */
export function firstPair(interfaces: readonly Pick<Interface, 'descriptor'>[]): BulkPair | null {
  const pairs = interfaces.flatMap(({ descriptor }) => {
    const addresses = descriptor.endpoints
      .filter(({ bmAttributes }) => (bmAttributes & transferTypeMask) === bulk)
      .map(({ bEndpointAddress }) => bEndpointAddress);
    const pair = {
      out: addresses.find((address) => (address & into) === 0),
      in: addresses.find((address) => (address & into) !== 0),
    };
    if (pair.out === undefined || pair.in === undefined) return [];
    return [{ printer: descriptor.bInterfaceClass === printerClass, out: pair.out, in: pair.in }];
  });
  const best = pairs.find(({ printer }) => printer) ?? pairs[0];
  return best ? { out: best.out, in: best.in } : null;
}

/** Bus and ports, such as `1-2.3`: the socket it is in. */
export function usbPath({ busNumber, portNumbers }: Pick<Device, 'busNumber' | 'portNumbers'>): string {
  // Root hubs have no port; some systems do not tell any.
  return `${busNumber}-${((portNumbers as number[] | undefined) ?? []).join('.')}`;
}

/** Packets over two open endpoints. Closing takes back what is on its way; the device itself stays open. */
export function endpointPipe(pair: { out: BulkEndpoint; in: BulkEndpoint }): PacketPipe {
  const pending = new Map<Pick<Transfer, 'cancel'>, Promise<unknown>>();
  let closing = false;

  const run = (endpoint: BulkEndpoint, buffer: Buffer): Promise<Buffer> => {
    const done = Promise.withResolvers<Buffer>();
    const transfer = endpoint.makeTransfer(forEver, (error, _, length) => {
      pending.delete(transfer);
      if (error) done.reject(error);
      else done.resolve(buffer.subarray(0, length));
    });
    try {
      if (closing) throw new Error('closed');
      transfer.submit(buffer);
      pending.set(transfer, done.promise);
    } catch (error) {
      done.reject(error);
    }
    return done.promise;
  };

  return {
    listen({ packet, ended }) {
      const read = async () => {
        for (;;) {
          const bytes = await run(pair.in, Buffer.alloc(transferBytes));
          if (bytes.length > 0) packet(bytes);
        }
      };
      read().catch((error: Error) => ended(error.message));
    },
    async send(packet) {
      await run(pair.out, Buffer.from(packet));
    },
    async close() {
      closing = true;
      for (const transfer of pending.keys()) transfer.cancel();
      // The device cannot be closed while one is on its way.
      await Promise.allSettled(pending.values());
    },
  };
}
