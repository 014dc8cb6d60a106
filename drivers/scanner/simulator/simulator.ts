import type { Clock, Timer } from '../../contract/clock.ts';
import type { Simulator, WireLine } from '../../simulation/simulator.ts';
import type { ScannerProfile } from '../profile.ts';
import { type SimulatedCode, simulatedCodes } from './codes.ts';
import type { Firmware, Hardware } from './firmware.ts';
import { HidPosFirmware } from './hid-pos-firmware.ts';
import { scannerPresets, type ScannerPreset } from './presets.ts';
import { SsiFirmware } from './ssi-firmware.ts';
import { HoneywellFirmware, NewlandFirmware } from './stream-firmware.ts';

/** Milliseconds. No authoritative figures exist; scanners in the field are near these. */
export interface ScannerLatency {
  /** From a command to its reply. */
  reply: number;
  /** From the light to a code that lies before it. */
  decode: number;
  /** From a code to the same code again, where it reads whatever it is shown. */
  sameCode: number;
}
const usualLatency: ScannerLatency = { reply: 15, decode: 120, sameCode: 1000 };

/** Before each byte of the preset `slow-bytes`. */
const slowByteMs = 3;
/** So long a cable holds after the first half of a code has been handed to it. */
const tearMs = 20;

export interface ScannerSimulatorOptions {
  profile: ScannerProfile;
  clock: Clock;
  latency?: Partial<ScannerLatency>;
}

export interface ScannerSimulatorState {
  preset: string;
  profile: string;
  /** It looks for a code. */
  light: boolean;
  codesSent: number;
  lastCommand: string | null;
}

/** A scanner on the wire of the maker that its profile names. */
export class ScannerSimulator implements Simulator<ScannerSimulatorState> {
  readonly deviceClass = 'scanner';
  readonly presets: readonly ScannerPreset[];
  readonly #profile: ScannerProfile;
  readonly #clock: Clock;
  readonly #latency: ScannerLatency;
  readonly #listeners = new Set<() => void>();
  #preset: ScannerPreset;
  #line: WireLine | null = null;
  #firmware: Firmware | null = null;
  #light: boolean;
  #look: Timer | null = null;
  /** Bytes that go out one by one. */
  #slow: number[] = [];
  #codesSent = 0;
  /** Held before it until it has been read once. */
  #shown: string | null = null;
  #lastCommand: string | null = null;

  constructor({ profile, clock, latency }: ScannerSimulatorOptions) {
    this.#profile = profile;
    this.#clock = clock;
    this.#latency = { ...usualLatency, ...latency };
    this.presets = scannerPresets.filter(({ of }) => of === undefined || of.includes(profile.protocol));
    this.#preset = this.#presetNamed('normal');
    this.#light = profile.reading === 'presentation';
  }

  /** @throws RangeError for an unknown name. */
  apply(preset: string): void {
    this.#preset = this.#presetNamed(preset);
    if (this.#preset.atOnce === 'flood') this.#firmware?.sendFlood();
    if (this.#preset.atOnce === 'code') this.#send(simulatedCodes.short);
    this.#lookSoon(this.#latency.decode);
    this.#changed();
  }

  /** Holds a QR code with this text before it, until it is read. */
  show(text: string): void {
    this.#shown = text;
    this.#lookSoon(this.#latency.decode);
  }

  state(): ScannerSimulatorState {
    return {
      preset: this.#preset.name,
      profile: this.#profile.name,
      light: this.#light,
      codesSent: this.#codesSent,
      lastCommand: this.#lastCommand,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  attach(line: WireLine): void {
    const firmware = this.#firmwareOn(line);
    this.#line = line;
    this.#firmware = firmware;
    this.#slow = [];
    line.onData((bytes) => firmware.received(bytes));
    this.#lookSoon(this.#latency.decode);
    void line.closed.then(() => {
      if (this.#line !== line) return;
      this.#line = null;
      this.#firmware = null;
      this.#look?.cancel();
      if (this.#profile.reading === 'triggered') this.#light = false;
    });
  }

  #firmwareOn(line: WireLine): Firmware {
    const hardware: Hardware = {
      clock: this.#clock,
      latencyMs: this.#latency.reply,
      preset: () => this.#preset,
      write: (bytes) => this.#write(line, bytes),
      light: (on) => this.#setLight(on),
      remember: (command) => {
        this.#lastCommand = command;
        this.#changed();
      },
    };
    const profile = this.#profile;
    switch (profile.protocol) {
      case 'newland':
        return new NewlandFirmware(profile, hardware);
      case 'honeywell':
        return new HoneywellFirmware(profile, hardware);
      case 'zebra-ssi':
        return new SsiFirmware(hardware);
      case 'hid-pos':
        return new HidPosFirmware(profile, hardware);
    }
  }

  #setLight(on: boolean): void {
    this.#light = on;
    this.#lookSoon(this.#latency.decode);
    this.#changed();
  }

  #lookSoon(ms: number): void {
    this.#look?.cancel();
    if (!this.#light || (this.#shown === null && !this.#preset.code && !this.#preset.flood)) return;
    this.#look = this.#clock.setTimer(() => this.#read(), ms);
  }

  #read(): void {
    if (!this.#firmware) return;
    const { code, flood, unplug } = this.#preset;
    const triggered = this.#profile.reading === 'triggered';
    // One code for each trigger.
    if (triggered) this.#light = false;
    if (flood && triggered) this.#firmware.sendFlood();
    if (this.#shown !== null) this.#send({ ...simulatedCodes.short, text: this.#shown });
    else if (code) this.#send(simulatedCodes[code]);
    this.#shown = null;
    if (unplug) this.#preset = this.#presetNamed('normal');
    else this.#lookSoon(this.#latency.sameCode);
    this.#changed();
  }

  #send(code: SimulatedCode): void {
    if (!this.#firmware) return;
    this.#codesSent += 1;
    this.#firmware.sendCode(code);
  }

  #write(line: WireLine, bytes: Uint8Array): void {
    if (line !== this.#line) return;
    if (this.#preset.unplug && bytes.length > 30) {
      line.write(bytes.subarray(0, bytes.length / 2));
      this.#clock.setTimer(() => line.close(), tearMs);
    } else if (this.#preset.slow || this.#slow.length > 0) {
      this.#slow.push(...bytes);
      if (this.#slow.length === bytes.length) this.#nextSlowByte(line);
    } else line.write(bytes);
  }

  #nextSlowByte(line: WireLine): void {
    this.#clock.setTimer(() => {
      const byte = this.#slow.shift();
      if (byte === undefined || line !== this.#line) return;
      line.write(Uint8Array.of(byte));
      this.#nextSlowByte(line);
    }, slowByteMs);
  }

  #presetNamed(name: string): ScannerPreset {
    const preset = this.presets.find((known) => known.name === name);
    if (!preset) throw new RangeError(`no preset ${name}`);
    return preset;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
