import type { Timer } from '../contract/clock.ts';
import type { Symbology } from '../contract/scanner.ts';
import { Flood } from './flood.ts';
import type { HidPosProfile } from './profile.ts';
import { maxCodeBytes, type ScannerWire, type WireOptions } from './wire.ts';

const aimFlag = 0x5d;
const aimLength = 3;

/**
 * Decoded data in the input reports of a HID point-of-sale scanner (USB HID Point of Sale Usage Tables 1.02, usage
 * page 8C). The line hands over one whole report at a time. The scanner reads whatever it is shown and is never
 * told anything.
 */
export class HidPosWire implements ScannerWire {
  readonly ask = null;
  readonly #profile: HidPosProfile;
  readonly #options: WireOptions;
  #parts: Uint8Array[] = [];
  #symbology: Symbology | null = null;
  #stale = false;
  readonly #flood: Flood;
  #quiet: Timer | null = null;

  constructor(profile: HidPosProfile, options: WireOptions) {
    this.#profile = profile;
    this.#options = options;
    this.#flood = new Flood(options.onFlood);
  }

  reset(): void {
    this.#quiet?.cancel();
    this.#quiet = null;
    this.#forget();
    this.#flood.end();
  }

  lost(): void {
    this.reset();
  }

  received(report: Uint8Array): void {
    this.#report(report);
    // The report is ours, and with it what a code may have said in it.
    report.fill(0);
    this.#quiet?.cancel();
    this.#quiet =
      this.#parts.length > 0 || this.#flood.on
        ? this.#options.clock.setTimer(() => this.#silence(), this.#profile.quietMs)
        : null;
  }

  discard(): void {
    this.#stale = this.#parts.length > 0;
  }

  async greet(): Promise<void> {}

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  #report(report: Uint8Array): void {
    const { count, onDamaged } = this.#options;
    const { id, lengthAt, dataAt, dataBytes, more } = this.#profile.report;
    if (report[0] !== id) {
      count('StrayReportCount');
      return;
    }
    const length = report[lengthAt] ?? 0;
    if (length > dataBytes || report.length < dataAt + length) {
      count('DamagedReportCount');
      this.#forget();
      onDamaged();
      return;
    }
    const goesOn = more ? ((report[more.at] ?? 0) & (1 << more.bit)) !== 0 : length === dataBytes;
    if (this.#flood.on) {
      this.#flood.dropped(length);
      if (!goesOn) this.#flood.end();
      return;
    }
    if (this.#parts.length === 0) this.#symbology = this.#aim(report);
    this.#parts.push(new Uint8Array(report.subarray(dataAt, dataAt + length)));
    if (this.#length > maxCodeBytes) {
      this.#forget();
      this.#flood.begin();
      if (!goesOn) this.#flood.end();
    } else if (!goesOn) this.#code();
  }

  #aim(report: Uint8Array): Symbology | null {
    const { aimAt } = this.#profile.report;
    if (aimAt === null || report[aimAt] !== aimFlag) return null;
    const id = Buffer.from(report.subarray(aimAt, aimAt + aimLength)).toString('latin1');
    return { scheme: 'aim', id };
  }

  #silence(): void {
    this.#quiet = null;
    this.#flood.end();
    if (this.#parts.length === 0) return;
    // A report that was full by chance is the last one where no bit says otherwise.
    if (!this.#profile.report.more) return this.#code();
    this.#options.count('DamagedReportCount');
    this.#forget();
    this.#options.onDamaged();
  }

  #code(): void {
    const payload = Uint8Array.from(this.#parts.flatMap((part) => [...part]));
    const code = { payload, symbology: this.#symbology, stale: this.#stale };
    this.#forget();
    this.#options.onCode(code);
  }

  get #length(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  #forget(): void {
    for (const part of this.#parts) part.fill(0);
    this.#parts = [];
    this.#symbology = null;
    this.#stale = false;
  }
}
