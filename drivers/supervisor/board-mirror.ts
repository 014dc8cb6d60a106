import type { InputState, IoBoard } from '../contract/io-board.ts';
import type { Mirror, Telling } from './mirrors.ts';

interface BoardState {
  lights: readonly string[];
  /** What the lights were set to. */
  wanted: Readonly<Record<string, boolean>>;
  inputs: Readonly<Record<string, InputState>>;
}

export const boardTelling: Telling<IoBoard, BoardState> = {
  state: (board) => ({ lights: board.lights, wanted: board.wanted(), inputs: board.inputs() }),
  onChange: (board, changed) => void board.onInput(changed),
  resume: (board, { wanted }) => board.resume(wanted),
};

/** Inputs and lights of a board whose driver has a process of its own. */
export class BoardMirror implements Mirror<'io-board', BoardState> {
  state: BoardState = { lights: [], wanted: {}, inputs: {} };
  readonly #listeners = new Set<(name: string, state: InputState) => void>();

  readonly members: Mirror<'io-board'>['members'] = {
    lights: { get: () => this.state.lights },
    wanted: { value: () => this.state.wanted },
    resume: {
      value: (wanted) => {
        this.state = { ...this.state, wanted };
      },
    },
    inputs: { value: () => this.state.inputs },
    onInput: {
      value: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    },
  };

  told(state: BoardState): void {
    const before = this.state.inputs;
    this.state = state;
    for (const [name, input] of Object.entries(state.inputs))
      if (input !== (before[name] ?? null)) for (const listener of this.#listeners) listener(name, input);
  }

  forget(): void {
    const unknown = Object.keys(this.state.inputs).map((name) => [name, null] as const);
    this.told({ ...this.state, inputs: Object.fromEntries(unknown) });
  }
}
