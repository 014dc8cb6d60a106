import type { Clock } from '../../contract/clock.ts';
import type { Simulator, WireLine } from '../../simulation/simulator.ts';
import { LineCutter, wordsOf } from '../nut-text.ts';
import { answerTo } from './nut-server.ts';
import { upsPresets, type UpsPreset } from './presets.ts';

/** Milliseconds from a request to its answer, of two presets; and of one turn of `flapping`. */
export interface UpsLatency {
  reply: number;
  lateReply: number;
  flap: number;
}

const usualLatency: UpsLatency = { reply: 1, lateReply: 2500, flap: 700 };

export interface UpsSimulatorOptions {
  clock: Clock;
  latency?: Partial<UpsLatency>;
}

export interface UpsSimulatorState {
  preset: string;
  /** Name of the UPS at the server. */
  name: string;
  /** What the server says of it, by NUT's names. */
  variables: Readonly<Record<string, string>>;
  /** The last requests, oldest first, repetitions left out. */
  requests: readonly string[];
}

const keptRequests = 20;
/** So long a connection holds after the first half of an answer has been handed to it. */
const tearMs = 20;

/** A server of the Network UPS Tools with one UPS, on the wire. */
export class UpsSimulator implements Simulator<UpsSimulatorState> {
  readonly deviceClass = 'ups';
  readonly presets = upsPresets;
  readonly #clock: Clock;
  readonly #latency: UpsLatency;
  readonly #listeners = new Set<() => void>();
  #preset = presetNamed('normal');
  #line: WireLine | null = null;
  #requests: string[] = [];

  constructor({ clock, latency }: UpsSimulatorOptions) {
    this.#clock = clock;
    this.#latency = { ...usualLatency, ...latency };
  }

  /** @throws RangeError for an unknown name. */
  apply(preset: string): void {
    this.#preset = presetNamed(preset);
    this.#changed();
  }

  state(): UpsSimulatorState {
    return {
      preset: this.#preset.name,
      name: this.#name,
      variables: Object.fromEntries(this.#variables()),
      requests: [...this.#requests],
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  attach(line: WireLine): void {
    const cutter = new LineCutter();
    this.#line = line;
    line.onData((bytes) => {
      for (const request of cutter.push(bytes)) if (request !== null) this.#request(line, request);
    });
    void line.closed.then(() => {
      if (this.#line === line) this.#line = null;
    });
  }

  #request(line: WireLine, request: string): void {
    if (this.#requests.at(-1) !== request) this.#requests = [...this.#requests, request].slice(-keptRequests);
    const preset = this.#preset;
    if (preset.silent) return;
    if (preset.span === 'once') this.#preset = presetNamed('normal');
    const latency = preset.distortion === 'late' ? this.#latency.lateReply : this.#latency.reply;
    const lines = answerTo(wordsOf(request) ?? [], {
      upsName: this.#name,
      description: 'Kiosk "UPS"',
      variables: this.#variables(),
      refusal: preset.refusal,
    });
    if (preset.span === 'once') this.#changed();
    this.#clock.setTimer(() => {
      if (this.#line !== line) return;
      this.#send(line, Buffer.from(`${lines.join('\n')}\n`), preset);
      if (request === 'LOGOUT') line.close();
    }, latency);
  }

  #send(line: WireLine, answer: Buffer, { distortion }: UpsPreset): void {
    const half = answer.subarray(0, Math.floor(answer.length / 2));
    switch (distortion) {
      case undefined:
      case 'late':
        line.write(answer);
        return;
      case 'garbage':
        line.write(
          Buffer.concat([Buffer.from('\u0000\r\nVAR other ups.status "OB LB"\nEND LIST UPS\n"\n'), answer]),
        );
        return;
      case 'truncate':
        line.write(half);
        return;
      case 'bytes':
        for (const byte of answer) line.write(Uint8Array.of(byte));
        return;
      case 'duplicate':
        line.write(answer);
        line.write(answer);
        return;
      case 'unplug':
        line.write(half);
        this.#clock.setTimer(() => line.close(), tearMs);
        return;
    }
  }

  get #name(): string {
    return this.#preset.renamed ? 'another' : 'kiosk';
  }

  #variables(): Map<string, string> {
    const { status = ['OL'], chargePercent = 100, runtimeSeconds = 1800 } = this.#preset;
    const turn = Math.floor(this.#clock.monotonic() / this.#latency.flap) % status.length;
    return new Map([
      ['battery.charge', String(chargePercent)],
      ['battery.runtime', String(runtimeSeconds)],
      ['device.mfr', 'Sample'],
      ['device.model', String.raw`Model "A" \ 1000`],
      ['device.type', 'ups'],
      ['driver.name', 'usbhid-ups'],
      ['ups.load', '21'],
      ['ups.status', status[turn] ?? 'OL'],
    ]);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function presetNamed(name: string): UpsPreset {
  const preset = upsPresets.find((known) => known.name === name);
  if (!preset) throw new RangeError(`no preset ${name}`);
  return preset;
}
