import type { Clock } from '../../contract/clock.ts';
import type { Simulator, WireLine } from '../../simulation/simulator.ts';
import { samCommands, type SamCommandName } from '../sam-commands.ts';
import { encodeFrame, SamFrameParser } from '../sam-frame.ts';
import { simulatedCards, type SimulatedCard } from './cards.ts';
import { samPresets, type SamPreset } from './presets.ts';
import { bare, SamModule, type Answer } from './sam-module.ts';
import { send } from './send.ts';

/** Milliseconds from the end of a request to the first byte of its reply, by command; and of two presets. */
export interface SamLatency {
  find: number;
  select: number;
  read: number;
  other: number;
  slowRead: number;
  lateReply: number;
}

/** No authoritative figures exist; readers in the field are near these. */
const usualLatency: SamLatency = {
  find: 30,
  select: 30,
  read: 900,
  other: 20,
  slowRead: 2500,
  lateReply: 4000,
};

export interface IdCardSimulatorOptions {
  clock: Clock;
  latency?: Partial<SamLatency>;
}

/** Moments of the last read on the simulator's monotonic clock, and what of it was not the driver's doing. */
export interface SamTiming {
  /** When the card was laid down. */
  putAt: number;
  /** When the look that found the card came in: what lies before is the driver's pause between two looks. */
  findRequestedAt: number;
  /** When the first byte of the last reply went out. */
  lastReplyAt: number;
  /** Sum of the configured latencies from that look to the last reply. */
  latencyMs: number;
  /** Sum of the lengths of the replies, for the wire time. */
  replyBytes: number;
  /** Number of replies. */
  replies: number;
}

export interface IdCardSimulatorState {
  /** Id of the card that lies on the reader. */
  card: string | null;
  preset: string;
  /** The last commands, oldest first, repetitions left out. `unknown` for what the reader does not know. */
  commands: readonly (SamCommandName | 'unknown')[];
  /** `null` until a card has been read. */
  timing: SamTiming | null;
}

const keptCommands = 20;
const minRequestLength = 3;

/** A reader with a security module, on the wire. It answers one command after the other, as real ones do. */
export class IdCardSimulator implements Simulator<IdCardSimulatorState> {
  readonly deviceClass = 'id-card';
  readonly presets = samPresets;
  readonly cards: readonly SimulatedCard[] = simulatedCards;
  readonly #clock: Clock;
  readonly #latency: SamLatency;
  readonly #module = new SamModule();
  readonly #listeners = new Set<() => void>();
  #preset = presetNamed('normal');
  #line: WireLine | null = null;
  #inbox: Uint8Array[] = [];
  #busy = false;
  #lastReply: Uint8Array = new Uint8Array(0);
  #commands: (SamCommandName | 'unknown')[] = [];
  #putAt = 0;
  #timing: SamTiming | null = null;

  constructor({ clock, latency }: IdCardSimulatorOptions) {
    this.#clock = clock;
    this.#latency = { ...usualLatency, ...latency };
  }

  /** @throws RangeError for an unknown name. */
  apply(preset: string): void {
    this.#preset = presetNamed(preset);
    this.#changed();
  }

  /** Lays a card on the reader, in the place of the one that lies there. @throws RangeError for an unknown id. */
  putCard(id: string): void {
    const card = this.cards.find((known) => known.id === id);
    if (!card) throw new RangeError(`no card ${id}`);
    this.#module.put(card);
    this.#putAt = this.#clock.monotonic();
    this.#changed();
  }

  liftCard(): void {
    this.#module.lift();
    this.#changed();
  }

  state(): IdCardSimulatorState {
    return {
      card: this.#module.card?.id ?? null,
      preset: this.#preset.name,
      commands: [...this.#commands],
      timing: this.#timing && { ...this.#timing },
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Its power does not come over the line, so the module stays as it is. */
  attach(line: WireLine): void {
    const parser = new SamFrameParser(minRequestLength);
    this.#line = line;
    this.#inbox = [];
    line.onData((bytes) => {
      for (const event of parser.push(bytes)) {
        if (event.kind === 'frame') this.#inbox.push(event.body);
        else if (event.reason === 'checksum') this.#write(line, bare(0x10));
        else if (event.reason === 'length') this.#write(line, bare(0x11));
      }
      this.#next();
    });
    void line.closed.then(() => {
      if (this.#line !== line) return;
      this.#line = null;
      this.#inbox = [];
    });
  }

  #next(): void {
    if (this.#busy) return;
    const request = this.#inbox.shift();
    const line = this.#line;
    if (!request || !line) return;
    this.#busy = true;
    const came = this.#clock.monotonic();
    const command = commandOf(request);
    const preset = this.#concerning(command);
    const before = this.#module.card;
    this.#remember(command ?? 'unknown');
    const latency = this.#latencyOf(command, preset);
    if (preset.lift) this.#clock.setTimer(() => this.liftCard(), latency / 2);
    this.#clock.setTimer(() => {
      this.#busy = false;
      if (!preset.silent) {
        const answer = this.#answer(command, preset, before);
        const bytes = this.#write(line, answer, preset.distortion, came + latency);
        if (preset.forget) this.#module.forget();
        if (command) this.#measure(command, answer, { came, latency, bytes });
      }
      if (preset.span === 'once' && preset === this.#preset) this.apply('normal');
      this.#next();
    }, latency);
  }

  /** The preset where it concerns this command, else what is normal. */
  #concerning(command: SamCommandName | null): SamPreset {
    const { on } = this.#preset;
    return on === undefined || (command !== null && on.includes(command))
      ? this.#preset
      : presetNamed('normal');
  }

  #answer(command: SamCommandName | null, preset: SamPreset, before: SimulatedCard | null): Answer {
    if (preset.sw3 !== undefined) {
      if (command === 'select' || command === 'read') this.#module.fail();
      return bare(preset.sw3);
    }
    return command ? this.#module.execute(command, before) : bare(0x21);
  }

  #write(
    line: WireLine,
    { sw3, data }: Answer,
    distortion?: SamPreset['distortion'],
    dueAt = this.#clock.monotonic(),
  ): number {
    const frame = encodeFrame(Uint8Array.of(0, 0, sw3, ...data));
    send(line, frame, distortion, this.#lastReply, this.#clock, dueAt);
    this.#lastReply = frame;
    return frame.length;
  }

  #latencyOf(command: SamCommandName | null, preset: SamPreset): number {
    if (preset.slow) return this.#latency.slowRead;
    if (preset.distortion === 'late') return this.#latency.lateReply;
    return command === 'find' || command === 'select' || command === 'read'
      ? this.#latency[command]
      : this.#latency.other;
  }

  #measure(
    command: SamCommandName,
    { sw3 }: Answer,
    reply: { came: number; latency: number; bytes: number },
  ): void {
    const found = command === 'find' && sw3 === samCommands.find.success;
    const timing: SamTiming | null = found
      ? {
          putAt: this.#putAt,
          findRequestedAt: reply.came,
          lastReplyAt: 0,
          latencyMs: 0,
          replyBytes: 0,
          replies: 0,
        }
      : this.#timing;
    // The probes that follow a read are no part of it.
    if (!timing || !(found || command === 'select' || command === 'read' || command === 'newestAddress'))
      return;
    this.#timing = {
      ...timing,
      lastReplyAt: this.#clock.monotonic(),
      latencyMs: timing.latencyMs + reply.latency,
      replyBytes: timing.replyBytes + reply.bytes,
      replies: timing.replies + 1,
    };
    if (command === 'newestAddress') this.#changed();
  }

  #remember(command: SamCommandName | 'unknown'): void {
    if (this.#commands.at(-1) !== command) this.#commands = [...this.#commands, command].slice(-keptCommands);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function presetNamed(name: string): SamPreset {
  const preset = samPresets.find((known) => known.name === name);
  if (!preset) throw new RangeError(`no preset ${name}`);
  return preset;
}

/** `null` for what the reader does not know, or with data behind it that the command does not take. */
function commandOf(request: Uint8Array): SamCommandName | null {
  if (request.length !== 2) return null;
  const names = Object.keys(samCommands) as SamCommandName[];
  return (
    names.find(
      (name) => samCommands[name].code[0] === request[0] && samCommands[name].code[1] === request[1],
    ) ?? null
  );
}
