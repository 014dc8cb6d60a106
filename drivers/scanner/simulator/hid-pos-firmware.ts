import type { HidPosProfile } from '../profile.ts';
import type { SimulatedCode } from './codes.ts';
import { floodBytes, floodOf, type Firmware, type Hardware } from './firmware.ts';

/** A slow polling interval of the endpoint. */
const reportMs = 20;

/** Decoded data in HID-POS reports, one record each. */
export class HidPosFirmware implements Firmware {
  readonly #profile: HidPosProfile;
  readonly #hardware: Hardware;

  constructor(profile: HidPosProfile, hardware: Hardware) {
    this.#profile = profile;
    this.#hardware = hardware;
  }

  /** Output reports mean nothing to it. */
  received(): void {}

  sendCode({ text, aim }: SimulatedCode): void {
    const { clock, preset, write } = this.#hardware;
    const { splitReports, lostReport } = preset();
    const reports = this.#reports(Buffer.from(text), aim);
    const sent = lostReport ? reports.slice(0, -1) : reports;
    for (const [index, report] of sent.entries()) {
      if (splitReports) clock.setTimer(() => write(report), index * reportMs);
      else write(report);
    }
  }

  sendFlood(): void {
    for (const report of this.#reports(floodOf(floodBytes), ']X0')) this.#hardware.write(report);
  }

  #reports(payload: Uint8Array, aim: string): Uint8Array[] {
    const { id, bytes, lengthAt, aimAt, dataAt, dataBytes, more } = this.#profile.report;
    const reports: Uint8Array[] = [];
    for (let at = 0; at < payload.length; at += dataBytes) {
      const data = payload.subarray(at, at + dataBytes);
      const report = new Uint8Array(bytes);
      report[0] = id;
      report[lengthAt] = data.length;
      if (aimAt !== null) report.set(Buffer.from(aim, 'latin1'), aimAt);
      report.set(data, dataAt);
      if (more && at + dataBytes < payload.length) report[more.at] = 1 << more.bit;
      reports.push(report);
    }
    return reports;
  }
}
