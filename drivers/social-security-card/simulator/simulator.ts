import type { Clock } from '../../contract/clock.ts';
import { stateBits, type ReaderState } from '../../pcsc/messages.ts';
import { returnCodes } from '../../pcsc/return-codes.ts';
import type { Simulator, WireLine } from '../../simulation/simulator.ts';
import { SimulatedCard } from './card.ts';
import { DaemonConnection, type Insertion, type Machine, type TransmitAnswer } from './daemon-connection.ts';
import { cardReaderPresets, type CardReaderPreset, type Fault } from './presets.ts';

/** Milliseconds from a request to its answer, by preset; and until a card is noticed as pulled. */
export interface CardReaderLatency {
  usual: number;
  slow: number;
  late: number;
  notice: number;
}

/** Near what contact readers need for an APDU; no figures are published. */
const usualLatency: CardReaderLatency = { usual: 15, slow: 250, late: 8000, notice: 300 };

export interface CardReaderSimulatorOptions {
  clock: Clock;
  latency?: Partial<CardReaderLatency>;
}

export interface CardReaderSimulatorState {
  preset: string;
  facts: { readers: string; card: string | null; protocol: string | null; instructions: string };
}

const readerNames = ['Simulated Card Reader 00 00', 'Simulated Card Reader 01 00'] as const;

/** pcscd with its readers, and a social security card. */
export class CardReaderSimulator implements Simulator<CardReaderSimulatorState> {
  readonly deviceClass = 'social-security-card';
  readonly onNetwork = true;
  readonly presets = cardReaderPresets;
  readonly #clock: Clock;
  readonly #latency: CardReaderLatency;
  readonly #listeners = new Set<() => void>();
  readonly #machine: Machine;
  #preset = presetNamed('normal');
  #card: SimulatedCard | null = null;
  #insertion: Insertion | null = null;
  #fault: Fault | null = null;
  #line: WireLine | null = null;
  #connection: DaemonConnection | null = null;

  constructor({ clock, latency }: CardReaderSimulatorOptions) {
    this.#clock = clock;
    this.#latency = { ...usualLatency, ...latency };
    const preset = () => this.#preset;
    this.#machine = {
      get minor() {
        return preset().minor ?? 4;
      },
      get silent() {
        return preset().silent ?? false;
      },
      get held() {
        return preset().held ?? false;
      },
      table: () => this.#table(),
      cardIn: (reader) => this.#cardIn(reader),
      later: (send, fate) => {
        const { usual, slow, late } = this.#latency;
        const answerMs = preset().slow ? slow : usual;
        this.#clock.setTimer(send, fate === 'late' ? late : answerMs);
      },
    };
  }

  /** @throws RangeError for an unknown name. */
  apply(preset: string): void {
    this.#become(presetNamed(preset));
    if (preset === 'daemon-restarts') {
      this.#line?.close();
      this.#become(presetNamed('card'));
    }
  }

  state(): CardReaderSimulatorState {
    const traits = this.#card?.traits;
    return {
      preset: this.#preset.name,
      facts: {
        readers: this.#table()
          .map(({ name }) => name)
          .join('; '),
        card: traits?.holder ?? null,
        protocol: traits?.protocol ?? null,
        instructions: [...(this.#card?.instructions ?? [])].join(' '),
      },
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  attach(line: WireLine): void {
    const pieces: WireLine = {
      ...line,
      write: (bytes) => {
        if (!this.#preset.bytewise) line.write(bytes);
        else for (const byte of bytes) line.write(Uint8Array.of(byte));
      },
    };
    this.#line = line;
    this.#connection = new DaemonConnection(pieces, this.#machine);
    void line.closed.then(() => {
      if (this.#line !== line) return;
      this.#line = null;
      this.#connection = null;
    });
  }

  #become(preset: CardReaderPreset): void {
    const sameCard = preset.card === this.#preset.card && preset.mute === this.#preset.mute;
    this.#preset = preset;
    this.#fault = preset.fault ?? null;
    if (!sameCard) {
      this.#card = preset.card && new SimulatedCard(preset.card);
      this.#insertion = this.#card && this.#insert(this.#card);
    }
    this.#connection?.changed();
    for (const listener of this.#listeners) listener();
  }

  #insert(card: SimulatedCard): Insertion {
    return {
      protocol: card.traits.protocol === 'T=0' ? 1 : 2,
      transmit: (apdu) => {
        const fault = SimulatedCard.isMiddle(apdu) ? this.#fault : null;
        return fault ? this.#strike(fault, card, apdu) : { rv: returnCodes.success, data: card.answer(apdu) };
      },
    };
  }

  #strike(fault: Fault, card: SimulatedCard, apdu: Uint8Array): TransmitAnswer {
    const next = presetNamed(this.#preset.after ?? 'normal');
    this.#fault = null;
    if (fault === 'pull-unnoticed') this.#clock.setTimer(() => this.#become(next), this.#latency.notice);
    else this.#become(next);
    switch (fault) {
      case 'pull':
        return { rv: returnCodes.removedCard };
      case 'pull-unnoticed':
      case 'mute':
        return { rv: returnCodes.notTransacted };
      case 'reader-unplug':
        return { rv: returnCodes.readerUnavailable };
      default:
        return { rv: returnCodes.success, data: card.answer(apdu), fate: fault };
    }
  }

  #table(): ReaderState[] {
    return readerNames.slice(0, this.#preset.readers).map((name, index) => {
      const card = index === 0 ? this.#card : null;
      if (!card) return { name, state: stateBits.absent, atr: new Uint8Array(0) };
      if (this.#preset.mute)
        return { name, state: stateBits.present | stateBits.swallowed, atr: new Uint8Array(0) };
      const state = stateBits.present | stateBits.powered | stateBits.negotiable;
      return { name, state, atr: card.atr() };
    });
  }

  #cardIn(reader: string): Insertion | { rv: number } {
    const slot = readerNames.slice(0, this.#preset.readers).findIndex((name) => name === reader);
    if (slot === -1) return { rv: returnCodes.unknownReader };
    if (slot !== 0 || !this.#insertion) return { rv: returnCodes.noSmartcard };
    return this.#preset.mute ? { rv: returnCodes.unresponsiveCard } : this.#insertion;
  }
}

function presetNamed(name: string): CardReaderPreset {
  const preset = cardReaderPresets.find((known) => known.name === name);
  if (!preset) throw new RangeError(`no preset ${name}`);
  return preset;
}
