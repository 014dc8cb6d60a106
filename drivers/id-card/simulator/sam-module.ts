import type { SamCommandName } from '../sam-commands.ts';
import type { SimulatedCard } from './cards.ts';
import { encodeCard, encodeNewestAddresses } from './encode-card.ts';

/** SW3 and data of a reply. */
export interface Answer {
  sw3: number;
  data: Uint8Array;
}

/**
 * How far the card has got. Each step needs the one before. `read` and `failed` end only when the card is lifted:
 * until then a look answers that there is none.
 */
type Step = 'idle' | 'found' | 'selected' | 'read' | 'failed';

/** u16LE 5, u16LE 1, u32LE 20200101, 1, 1234567890: `05.01-20200101-0000000001-1234567890`. */
const samId = Buffer.from('05000100a53a340101000000d2029649', 'hex');

/** The security module as a state machine, without a wire and without time. */
export class SamModule {
  #card: SimulatedCard | null = null;
  #step: Step = 'idle';

  get card(): SimulatedCard | null {
    return this.#card;
  }

  put(card: SimulatedCard): void {
    this.#card = card;
    this.#step = 'idle';
  }

  lift(): void {
    this.#card = null;
    this.#step = 'idle';
  }

  /** The command failed for a reason of its own; the card has to be presented again. */
  fail(): void {
    if (this.#card) this.#step = 'failed';
  }

  /** Switched on anew. */
  forget(): void {
    this.#step = 'idle';
  }

  /** @param before the card that lay there when the command came in; another one in its place has to be found first. */
  execute(command: SamCommandName, before: SimulatedCard | null): Answer {
    const same = this.#card !== null && this.#card === before;
    switch (command) {
      case 'reset':
        this.#step = 'idle';
        return good(0x90);
      case 'status':
        return good(0x90);
      case 'samId':
        return good(0x90, samId);
      case 'find':
        if (!same || this.#step === 'read' || this.#step === 'failed') return bare(0x80);
        this.#step = 'found';
        return good(0x9f, Buffer.alloc(4));
      case 'select':
        if (!same || this.#step !== 'found') return bare(0x81);
        this.#step = 'selected';
        return good(0x90, Buffer.alloc(8));
      case 'read':
        if (!this.#card || !same || this.#step !== 'selected') return bare(0x41);
        this.#step = 'read';
        return good(0x90, encodeCard(this.#card));
      case 'newestAddress':
        if (!this.#card || !same || !this.#open) return bare(0x41);
        return this.#card.newestAddresses.length === 0
          ? bare(0x91)
          : good(0x90, encodeNewestAddresses(this.#card));
      case 'chipNumber':
        return same && this.#open ? good(0x90, Buffer.alloc(28)) : bare(0x41);
    }
  }

  get #open(): boolean {
    return this.#step === 'selected' || this.#step === 'read';
  }
}

export function bare(sw3: number): Answer {
  return { sw3, data: new Uint8Array(0) };
}

function good(sw3: number, data: Uint8Array = new Uint8Array(0)): Answer {
  return { sw3, data };
}
