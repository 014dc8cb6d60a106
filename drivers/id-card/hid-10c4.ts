import type { OpenTransport } from '../transport/transport.ts';
import { preamble } from './sam-frame.ts';

/**
 * The reports of ZhongZheng and GuoGuang HID readers (10C4:0007, 203B:0101); one vendor's layout, known from one
 * source. SAM frames travel inside, sums and lengths are little-endian.
 *
 *     request  88 SRN(2) LEN(2) B1        frame         SUM(2)   LEN counts B1 and the frame
 *     reply    AA SRN(2) LEN(2) RESULT IX(2) ≤54 bytes  SUM(2)   one packet of several, IX counts them
 *
 * SUM adds the bytes from LEN to the last of the frame. What LEN of a reply counts is not said; we take it as in a
 * request: all between itself and SUM. What RESULT says is not said either, and SW3 in the frame says it anyway.
 */
export const reportBytes = 64;
const lengthAt = 3;
const bodyAt = 5;
const sumBytes = 2;
const request = { mark: 0x88, command: 0xb1, frameAt: 6 } as const;
const reply = { mark: 0xaa, indexAt: 6, frameAt: 8 } as const;

/** @throws RangeError for a frame that does not fit into one report; no request is that long. */
export function wrapRequest(frame: Uint8Array): Uint8Array {
  const end = request.frameAt + frame.length;
  if (end + sumBytes > reportBytes) throw new RangeError(`a frame of ${frame.length} bytes in a report`);
  const report = new Uint8Array(reportBytes);
  const view = new DataView(report.buffer);
  report[0] = request.mark;
  view.setUint16(lengthAt, end - bodyAt, true);
  report[bodyAt] = request.command;
  report.set(frame, request.frameAt);
  view.setUint16(end, byteSum(report.subarray(lengthAt, end)), true);
  return report;
}

/** Takes the packets of a reply in their order. What is missing or damaged leaves a gap that the frame shows. */
export class ReplyPackets {
  /** Index of the packet that is to come; `null` where only the beginning of a frame will do. */
  #next: number | null = null;

  /** The part of a frame that `report` carries, a view of it; `null` where it is damaged or out of order. */
  unwrap(report: Uint8Array): Uint8Array | null {
    const part = partOf(report);
    if (part === null) {
      this.#next = null;
      return null;
    }
    const index = new DataView(report.buffer, report.byteOffset).getUint16(reply.indexAt, true);
    // Whether vendors count from 0 or 1 is not said: the preamble shows where a reply begins.
    const begins = preamble.every((byte, at) => part[at] === byte);
    if (!begins && index !== this.#next) {
      this.#next = null;
      return null;
    }
    this.#next = index + 1;
    return part;
  }
}

/** A line of SAM frames over a line of reports. */
export function hid10c4(open: OpenTransport): OpenTransport {
  return async (signal) => {
    const line = await open(signal);
    const packets = new ReplyPackets();
    return {
      closed: line.closed,
      onData(listener) {
        line.onData((report) => {
          const part = packets.unwrap(report);
          if (part) listener(part);
          // A card may have been in there.
          else report.fill(0);
        });
      },
      write: (frame, aborted) => line.write(wrapRequest(frame), aborted),
      close: () => line.close(),
    };
  };
}

function partOf(report: Uint8Array): Uint8Array | null {
  if (report.length !== reportBytes || report[0] !== reply.mark) return null;
  const view = new DataView(report.buffer, report.byteOffset, report.length);
  const end = bodyAt + view.getUint16(lengthAt, true);
  if (end <= reply.frameAt || end + sumBytes > reportBytes) return null;
  if (view.getUint16(end, true) !== byteSum(report.subarray(lengthAt, end))) return null;
  return report.subarray(reply.frameAt, end);
}

function byteSum(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum + byte, 0) & 0xffff;
}
