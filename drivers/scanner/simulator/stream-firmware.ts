import { suffixBytes, type StreamProfile } from '../profile.ts';
import type { SimulatedCode } from './codes.ts';
import { floodBytes, floodOf, type Firmware, type Hardware } from './firmware.ts';

/** Tag and subtag. */
const nameLength = 6;

/** What both makers of bare codes have in common: settings by name, and a suffix behind a code. */
abstract class StreamFirmware implements Firmware {
  protected readonly hardware: Hardware;
  readonly #suffix: Uint8Array;
  readonly #settings: Map<string, string>;
  #input: Buffer = Buffer.alloc(0);
  /** While it works on a command it does not hear the next one. */
  #busy = false;

  constructor(profile: StreamProfile, hardware: Hardware, settings: Readonly<Record<string, string>>) {
    this.hardware = hardware;
    this.#suffix = suffixBytes[profile.suffix];
    this.#settings = new Map(Object.entries(settings));
  }

  received(bytes: Uint8Array): void {
    this.#input = this.takeCommands(Buffer.concat([this.#input, bytes]));
  }

  sendCode({ text }: SimulatedCode): void {
    const suffix = this.hardware.preset().noSuffix ? [] : this.#suffix;
    this.hardware.write(Uint8Array.from([...Buffer.from(text), ...suffix]));
  }

  sendFlood(): void {
    this.hardware.write(floodOf(floodBytes));
  }

  /** Carries out what is complete and returns the rest. */
  protected abstract takeCommands(input: Buffer): Buffer;

  protected reply(bytes: () => Uint8Array, afterwards: () => void = () => {}): void {
    if (this.#busy || this.hardware.preset().silent) return;
    this.#busy = true;
    this.hardware.clock.setTimer(() => {
      this.#busy = false;
      this.hardware.write(bytes());
      afterwards();
    }, this.hardware.latencyMs);
  }

  /** Changes or asks for a setting: what stands in the reply in its place, the status included. */
  protected set(command: string, query: string): string {
    const name = command.slice(0, nameLength);
    const value = command.slice(nameLength);
    const known = this.#settings.get(name);
    if (known === undefined) return `${command}\x05`;
    if (this.hardware.preset().refuses) return `${command}\x15`;
    if (value === query) return `${name}${known}\x06`;
    this.#settings.set(name, value);
    return `${command}\x06`;
  }
}

const frameStart = Buffer.from('7e0130303030', 'hex');
const frameEnd = Buffer.from('3b03', 'hex');

/** Newland unified commands. */
export class NewlandFirmware extends StreamFirmware {
  constructor(profile: StreamProfile, hardware: Hardware) {
    super(profile, hardware, { SCNMOD: '0', SCNTRG: '0', ORTSET: '3000', RRDDUR: '1000', GRBENA: '1' });
  }

  protected override takeCommands(input: Buffer): Buffer {
    let rest = input;
    for (;;) {
      const from = rest.indexOf(frameStart);
      const to = rest.indexOf(frameEnd, Math.max(0, from));
      if (from < 0 || to < 0) return rest;
      this.#execute(rest.toString('latin1', from + frameStart.length, to));
      rest = rest.subarray(to + frameEnd.length);
    }
  }

  /** @param body the storage character and the commands. */
  #execute(body: string): void {
    const commands = body.slice(1).split(';');
    this.hardware.remember(commands.join(';'));
    const light = commands.includes('SCNTRG1') ? true : commands.includes('SCNTRG0') ? false : null;
    this.reply(
      () => {
        const echo = commands.map((command) => this.set(command, '*')).join(';');
        return Buffer.from(`\x02\x010000${body.slice(0, 1)}${echo};\x03`, 'latin1');
      },
      () => {
        if (light !== null && !this.hardware.preset().refuses) this.hardware.light(light);
      },
    );
  }
}

const syn = 0x16;
/** `M`, `T`, `!`, `.` */
const letters = { menu: 0x4d, activate: 0x54, volatile: 0x21, flash: 0x2e } as const;

/** Honeywell menu commands, and triggers without a reply. */
export class HoneywellFirmware extends StreamFirmware {
  constructor(profile: StreamProfile, hardware: Hardware) {
    super(profile, hardware, { TRGMOD: '0' });
  }

  protected override takeCommands(input: Buffer): Buffer {
    let rest = input;
    for (;;) {
      const from = rest.indexOf(syn);
      const kind = from < 0 ? undefined : rest[from + 1];
      // A trigger ends behind its CR, a menu command behind its storage character.
      const end =
        kind === letters.menu
          ? rest.findIndex(
              (byte, at) => at > from + 2 && (byte === letters.volatile || byte === letters.flash),
            )
          : from + 2;
      if (kind === undefined || end < 0 || end >= rest.length) return rest;
      const menu = rest.toString('latin1', from + 3, end);
      if (kind === letters.menu) this.#menu(menu, rest.toString('latin1', end, end + 1));
      else this.#trigger(kind === letters.activate);
      rest = rest.subarray(end + 1);
    }
  }

  #trigger(on: boolean): void {
    this.hardware.remember(on ? 'SYN T' : 'SYN U');
    const { refuses, silent } = this.hardware.preset();
    if (!refuses && !silent) this.hardware.light(on);
  }

  #menu(menu: string, storage: string): void {
    this.hardware.remember(menu);
    this.reply(() => {
      const echo = menu.split(';').map((command) => this.set(command, '?'));
      return Buffer.from(`${echo.join(';')}${storage}`, 'latin1');
    });
  }
}
