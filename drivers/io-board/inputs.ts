import type { InputState } from '../contract/io-board.ts';
import type { ConditionCode } from '../contract/status.ts';
import { Debounce } from '../runtime/debounce.ts';
import type { inputConditions, InputProfile } from './profile.ts';

export interface InputChange {
  name: string;
  state: InputState;
}

/** The inputs of a board by name: what the contacts mean, and debounced. */
export class Inputs {
  readonly #inputs: readonly { profile: InputProfile; debounce: Debounce }[];

  constructor(profiles: readonly InputProfile[], pollMs: number) {
    this.#inputs = profiles.map((profile) => ({
      profile,
      debounce: new Debounce(profile.debounce, pollMs),
    }));
  }

  /** @param closed whether the contact at this address is closed. @param at monotonic ms. Returns what changed. */
  sample(closed: (address: number) => boolean, at: number): InputChange[] {
    return this.#changing(({ profile, debounce }) => {
      debounce.sample(closed(profile.address) !== profile.inverted, at);
    });
  }

  /** The board does not answer: nothing is known. Returns what changed. */
  forget(): InputChange[] {
    return this.#changing(({ debounce }) => debounce.forget());
  }

  states(): Record<string, InputState> {
    return Object.fromEntries(this.#inputs.map(({ profile, debounce }) => [profile.name, debounce.state]));
  }

  /** What is the case by these inputs. */
  conditions(): ConditionCode[] {
    return this.#inputs.flatMap(({ profile, debounce }): (typeof inputConditions)[number][] =>
      profile.condition && debounce.state ? [profile.condition] : [],
    );
  }

  /** For staff. */
  describe(): string {
    const words = this.#inputs.map(
      ({ profile, debounce }) => `${profile.name} ${debounce.state ? 'on' : 'off'}`,
    );
    return `inputs: ${words.join(', ') || 'none'}`;
  }

  #changing(change: (input: { profile: InputProfile; debounce: Debounce }) => void): InputChange[] {
    return this.#inputs.flatMap((input) => {
      const before = input.debounce.state;
      change(input);
      const { state } = input.debounce;
      return state === before ? [] : [{ name: input.profile.name, state }];
    });
  }
}
