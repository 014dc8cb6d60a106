import type { Interface } from 'usb';
import { lineGone } from './line-gone.ts';
import { packetTransport, type PacketPipe } from './packet-pipe.ts';
import type { OpenTransport } from './transport.ts';
import {
  endpointPipe,
  firstPair,
  usbPath,
  type BulkEndpoint,
  type BulkLayout,
  type BulkPair,
} from './usb-pipe.ts';

/**
 * A USB device by its path (see `usbPath`), over bulk endpoints: those of `layout`, else the first pair that it
 * has. A piece is one transfer in, a write one transfer out.
 */
export function usb(path: string, layout?: BulkLayout): OpenTransport {
  return async (signal) => {
    try {
      // Loaded on first use: a kiosk without such devices does not pay for the native addon.
      const { getDeviceList } = await import('usb');
      if (signal.aborted) throw new Error('gave up');
      const device = getDeviceList().find((each) => usbPath(each) === path);
      if (!device) throw new Error('nothing there');
      return packetTransport(openPipe(device, layout));
    } catch (error) {
      throw lineGone(`USB device ${path} cannot be opened (${(error as Error).message})`, 'none');
    }
  };
}

/** What we use of node-usb's devices and interfaces. */
export interface BulkDevice {
  open(): void;
  close(): void;
  setAutoDetachKernelDriver(enable: boolean): void;
  /** There once it is open. */
  interfaces: readonly BulkInterface[] | undefined;
}
export interface BulkInterface extends Pick<Interface, 'descriptor' | 'claim'> {
  endpoint(address: number): BulkEndpoint | undefined;
  release(done: () => void): void;
}

/** @throws Error, with the device closed again, when it cannot be had or does not have the endpoints. */
export function openPipe(device: BulkDevice, layout?: BulkLayout): PacketPipe {
  device.open();
  const claimed = new Set<BulkInterface>();
  const letGo = async () => {
    for (const each of claimed) await new Promise<void>((resolve) => each.release(resolve));
    device.close();
  };
  try {
    // Windows has no driver that could be asked to step aside; Linux has one for printers.
    if (process.platform !== 'win32') device.setAutoDetachKernelDriver(true);
    const interfaces = device.interfaces ?? [];
    const { pairs, join } = layout ?? onePair(interfaces);
    const endpoint = (address: number): BulkEndpoint => {
      const owner = interfaces.find((each) => each.endpoint(address));
      const found = owner?.endpoint(address);
      if (!owner || !found) throw new Error(`no endpoint 0x${address.toString(16)}`);
      if (!claimed.has(owner)) owner.claim();
      claimed.add(owner);
      return found;
    };
    const pipe = (pair: BulkPair) => endpointPipe({ out: endpoint(pair.out), in: endpoint(pair.in) });
    const [one, ...others] = pairs;
    const pipes = [pipe(one), ...others.map(pipe)] as const;
    return {
      ...join(pipes),
      async close() {
        await Promise.all(pipes.map((each) => each.close()));
        await letGo();
      },
    };
  } catch (error) {
    letGo().catch(() => undefined);
    throw error;
  }
}

function onePair(interfaces: readonly BulkInterface[]): BulkLayout {
  const pair = firstPair(interfaces);
  if (!pair) throw new Error('no bulk endpoints both ways');
  return { pairs: [pair], join: ([pipe]) => pipe };
}
