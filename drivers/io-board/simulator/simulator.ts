import { functions } from '../modbus.ts';
import type { Clock } from '../../contract/clock.ts';
import type { Simulator, WireLine } from '../../simulation/simulator.ts';
import type { BoardProfile, InputProfile } from '../profile.ts';
import { RtuParser, silenceMs } from '../rtu-frame.ts';
import { boardPresets, type BoardPreset } from './presets.ts';
import { refusal, RelayBoard, requestLength } from './relay-board.ts';
import { send } from './send.ts';

/** Milliseconds from the end of a request to the first byte of its reply, and of two presets. */
export interface BoardLatency {
  reply: number;
  lateReply: number;
  /** From power-off until it answers again. */
  start: number;
}

/** No authoritative figures exist. */
const usualLatency: BoardLatency = { reply: 5, lateReply: 900, start: 1500 };

export interface IoBoardSimulatorOptions {
  clock: Clock;
  /** The wiring; its unit address is the board's. */
  profile: BoardProfile;
  latency?: Partial<BoardLatency>;
}

export interface IoBoardSimulatorState {
  preset: string;
  /** On and off as the profile means it, by name. */
  inputs: Readonly<Record<string, boolean>>;
  lights: Readonly<Record<string, boolean>>;
  /** Requests to this unit that were whole. */
  requests: number;
  /** Requests that came before the line had been silent for 3.5 characters; a board does not see them. */
  tooEarly: number;
}

/** A relay and input board as a Modbus RTU server, on the wire. */
export class IoBoardSimulator implements Simulator<IoBoardSimulatorState> {
  readonly deviceClass = 'io-board';
  readonly presets = boardPresets;
  readonly #clock: Clock;
  readonly #profile: BoardProfile;
  readonly #latency: BoardLatency;
  readonly #board: RelayBoard;
  readonly #listeners = new Set<() => void>();
  #preset = presetNamed('normal');
  #line: WireLine | null = null;
  #lastReply: Uint8Array = new Uint8Array(0);
  #lastReplyAt = -Infinity;
  #requests = 0;
  #tooEarly = 0;
  /** Requests for the inputs. */
  #looks = 0;

  constructor({ clock, profile, latency }: IoBoardSimulatorOptions) {
    this.#clock = clock;
    this.#profile = profile;
    this.#latency = { ...usualLatency, ...latency };
    this.#board = new RelayBoard(
      { coils: sizeFor(profile.lights), inputs: sizeFor(profile.inputs) },
      (address) => {
        const input = profile.inputs.find((known) => known.address === address);
        return input !== undefined && this.#isOn(input) !== input.inverted;
      },
    );
  }

  /** @throws RangeError for an unknown name. */
  apply(name: string): void {
    const preset = presetNamed(name);
    this.#preset = preset;
    if (preset.powerCycle) {
      this.#board.powerOff();
      this.#clock.setTimer(() => {
        if (preset === this.#preset) this.apply('normal');
      }, this.#latency.start);
    }
    this.#changed();
  }

  state(): IoBoardSimulatorState {
    const { inputs, lights } = this.#profile;
    return {
      preset: this.#preset.name,
      inputs: Object.fromEntries(inputs.map((input) => [input.name, this.#isOn(input)])),
      lights: Object.fromEntries(
        lights.map(({ name, address, inverted }) => [name, this.#board.coils[address] !== inverted]),
      ),
      requests: this.#requests,
      tooEarly: this.#tooEarly,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Its power does not come over the line, so the relays stay as they are. */
  attach(line: WireLine): void {
    const parser = new RtuParser(requestLength);
    this.#line = line;
    line.onData((bytes) => {
      const now = this.#clock.monotonic();
      if (!parser.pending && now - this.#lastReplyAt < silenceMs(this.#profile.slowestBaudRate)) {
        this.#tooEarly += 1;
        return;
      }
      for (const event of parser.push(bytes))
        if (event.kind === 'frame' && event.body[0] === this.#profile.unit) this.#request(line, event.body);
    });
    void line.closed.then(() => {
      if (this.#line === line) this.#line = null;
    });
  }

  #request(line: WireLine, request: Uint8Array): void {
    const preset = this.#preset;
    this.#requests += 1;
    if (preset.silent || preset.powerCycle) return;
    if (preset.span === 'once') this.#preset = presetNamed('normal');
    const latency = preset.distortion === 'late' ? this.#latency.lateReply : this.#latency.reply;
    const [unit = 0, code = 0] = request;
    if (code === functions.readInputs) this.#looks += 1;
    const before = this.#board.coils.join();
    const pdu =
      preset.exception === undefined
        ? this.#board.execute(request.subarray(1))
        : refusal(code, preset.exception);
    const body = Uint8Array.of(unit, ...pdu);
    if (preset.span === 'once' || before !== this.#board.coils.join()) this.#changed();
    this.#clock.setTimer(() => {
      if (this.#line !== line) return;
      send(line, body, preset.distortion, this.#lastReply, this.#clock);
      this.#lastReply = body;
      this.#lastReplyAt = this.#clock.monotonic();
    }, latency);
  }

  #isOn(input: InputProfile): boolean {
    if (this.#preset.bouncing?.(input)) return flutters(this.#looks);
    return this.#preset.on?.(input) ?? false;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * The Thue-Morse sequence over the requests for inputs: whoever looks every time, or every other time, never sees the same three
 * times running, however late the looks come. A flutter that kept its own time would look steady to some of them.
 */
function flutters(looks: number): boolean {
  let on = false;
  for (let turn = looks; turn > 0; turn = Math.floor(turn / 2)) on = on !== (turn % 2 === 1);
  return on;
}

/** Boards come with eight of each, or a multiple of it. */
function sizeFor(entries: readonly { address: number }[]): number {
  return 8 * Math.ceil((Math.max(-1, ...entries.map(({ address }) => address)) + 1) / 8);
}

function presetNamed(name: string): BoardPreset {
  const preset = boardPresets.find((known) => known.name === name);
  if (!preset) throw new RangeError(`no preset ${name}`);
  return preset;
}
