import { EventEmitter } from 'node:events';
import { type ReportDevice, reportPipe } from '../../transport/hid.ts';
import { packetTransport } from '../../transport/packet-pipe.ts';
import type { OpenTransport } from '../../transport/transport.ts';
import { hid10c4 } from '../hid-10c4.ts';
import type { IdCardSimulator } from '../simulator/simulator.ts';
import { DeviceWire } from './device-wire.ts';

const partBytes = 54;

/** One reply packet, byte by byte as the vendor's layout says. */
export function replyPacket(part: Uint8Array, index: number): Buffer {
  const report = Buffer.alloc(64);
  report.set([0xaa, 0, 0]);
  report.writeUInt16LE(1 + 2 + part.length, 3);
  report.writeUInt16LE(index, 6);
  report.set(part, 8);
  const sum = report.subarray(3, 8 + part.length).reduce((total, byte) => total + byte, 0);
  report.writeUInt16LE(sum & 0xffff, 8 + part.length);
  return report;
}

/** A reader that speaks in reports: node-hid's view of it, with the simulator behind. */
class HidReader extends EventEmitter implements ReportDevice {
  readonly #wire: DeviceWire;

  constructor(simulator: IdCardSimulator, damage: (report: Buffer) => Buffer | null) {
    super();
    this.#wire = new DeviceWire(
      (bytes) => {
        for (let index = 0; index * partBytes < bytes.length; index += 1) {
          const part = bytes.subarray(index * partBytes, (index + 1) * partBytes);
          const report = damage(replyPacket(part, index));
          if (report) this.emit('data', report);
        }
      },
      () => this.emit('error', new Error('could not read from HID device')),
    );
    simulator.attach(this.#wire);
  }

  async write(report: Buffer): Promise<number> {
    const [number, mark, , , length = 0] = report;
    const frame = report.subarray(7, 6 + length);
    const sum = report.subarray(4, 6 + length).reduce((total, byte) => total + byte, 0);
    const good = report.length === 65 && number === 0 && mark === 0x88 && report[6] === 0xb1;
    if (good && sum === report.readUInt16LE(6 + length)) this.#wire.receive(frame);
    return report.length;
  }

  async close(): Promise<void> {
    this.removeAllListeners();
  }
}

/** @param damage what becomes of each report on its way to the host; `null`: it is lost. */
export function hidReader(
  simulator: IdCardSimulator,
  damage: (report: Buffer) => Buffer | null = (report) => report,
): OpenTransport {
  return hid10c4(async () => packetTransport(reportPipe(new HidReader(simulator, damage))));
}
