import { raceAbort } from '../runtime/deadline.ts';
import { lineGone } from './line-gone.ts';
import { packetTransport, type PacketPipe } from './packet-pipe.ts';
import type { OpenTransport } from './transport.ts';

/** What we use of node-hid's `HIDAsync`; its synchronous sibling would hold up the whole host. */
export interface ReportDevice {
  on(event: 'data', listener: (report: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** What the system wants in front of a report of a device that does not number its reports (USB HID 1.11, 8.1). */
const unnumbered = 0;

/** A HID device by its path, as enumeration gives it. A piece is one input report, a write one output report. */
export function hid(path: string): OpenTransport {
  return async (signal) => {
    // Loaded on first use: a kiosk without such devices does not pay for the native addon.
    const { HIDAsync } = await import('node-hid');
    const opening = HIDAsync.open(path);
    try {
      return packetTransport(reportPipe(await raceAbort(opening, signal)));
    } catch (error) {
      // Given up meanwhile; the device must not stay open behind our back.
      const late = (device: ReportDevice) => device.close();
      opening.then(late).catch(() => undefined);
      throw lineGone(`${path} cannot be opened (${(error as Error).message})`, 'none');
    }
  };
}

export function reportPipe(device: ReportDevice): PacketPipe {
  return {
    listen({ packet, ended }) {
      device.on('error', ({ message }) => ended(message));
      device.on('data', (report) => packet(report));
    },
    async send(report) {
      await device.write(Buffer.of(unnumbered, ...report));
    },
    close: () => device.close(),
  };
}
