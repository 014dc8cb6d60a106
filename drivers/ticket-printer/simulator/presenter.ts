import type { PrinterProfile } from '../profile.ts';

/** What became of the tickets that were brought to the mouth. */
export interface PresenterState {
  atMouth: boolean;
  presented: number;
  taken: number;
  retracted: number;
  /** Pushed out in front, by command or by the next ticket. */
  ejected: number;
}

/** The way from the cutter to the mouth. */
export class Presenter {
  #state: PresenterState = { atMouth: false, presented: 0, taken: 0, retracted: 0, ejected: 0 };

  get state(): PresenterState {
    return this.#state;
  }

  present(): void {
    if (this.#state.atMouth) this.#leave('ejected');
    this.#state = { ...this.#state, atMouth: true, presented: this.#state.presented + 1 };
  }

  leave(how: 'taken' | 'retracted' | 'ejected'): void {
    if (this.#state.atMouth) this.#leave(how);
  }

  #leave(how: 'taken' | 'retracted' | 'ejected'): void {
    this.#state = { ...this.#state, atMouth: false, [how]: this.#state[how] + 1 };
  }
}

export type PresenterAction =
  | { kind: 'present'; cuts: boolean }
  | { kind: 'retract' }
  | { kind: 'eject' }
  | { kind: 'ejector-status' }
  | { kind: 'none' };

/** What the bytes mean to this model; null where it does not know them. */
export function presenterAction(bytes: Uint8Array, { presenter }: PrinterProfile): PresenterAction | null {
  if (!presenter) return null;
  const same = (known: Uint8Array | null | undefined) =>
    known?.length === bytes.length && known.every((byte, index) => byte === bytes[index]);
  if (presenter.present && same(presenter.present.command))
    return { kind: 'present', cuts: presenter.present.cuts };
  if (same(presenter.retract)) return { kind: 'retract' };
  if (same(presenter.eject)) return { kind: 'eject' };
  if (same(presenter.ejectorStatus)) return { kind: 'ejector-status' };
  return same(presenter.setup) ? { kind: 'none' } : null;
}
