/** Paper of one session, in pieces. */
export interface Supplies {
  sheets: number;
  tickets: number;
}

export type SupplyKind = keyof Supplies;

/** What is left in the machine; `null`: nobody counts it, and only the printer's own "out" is known. */
export type Counted = Readonly<Record<SupplyKind, number | null>>;

/**
 * Who was promised which paper. Two sessions or items are never promised the same last sheet: what is promised is
 * taken off what is free, until it is printed or given back.
 */
export class SupplyLedger {
  #left: Counted;
  readonly #promised = new Map<string, Supplies>();

  constructor(left: Counted) {
    this.#left = left;
  }

  /** What was counted now: after a refill, or as the printer tells. */
  count(left: Counted): void {
    this.#left = left;
  }

  /** What can still be promised; less than zero when paper went that was promised. `null`: not counted. */
  free(): Counted {
    const free = (kind: SupplyKind): number | null => {
      const left = this.#left[kind];
      if (left === null) return null;
      return [...this.#promised.values()].reduce((rest, promised) => rest - promised[kind], left);
    };
    return { sheets: free('sheets'), tickets: free('tickets') };
  }

  /**
   * Promises paper to a session. Asked again by the same session, it replaces what was promised before: a session
   * that was restored asks once more. All or nothing.
   */
  reserve(session: string, needed: Supplies): { ok: true } | { ok: false; short: SupplyKind } {
    const before = this.#promised.get(session);
    this.#promised.delete(session);
    const short = shortOf(needed, this.free());
    if (short === null) this.#promised.set(session, { ...needed });
    else if (before) this.#promised.set(session, before);
    return short === null ? { ok: true } : { ok: false, short };
  }

  /** A piece has left the printer: it is neither there nor promised any more. */
  used(session: string, kind: SupplyKind, pieces = 1): void {
    const left = this.#left[kind];
    if (left !== null) this.#left = { ...this.#left, [kind]: Math.max(0, left - pieces) };
    const promised = this.#promised.get(session);
    if (promised) this.#promised.set(session, { ...promised, [kind]: Math.max(0, promised[kind] - pieces) });
  }

  /** The session has ended, however it did. */
  release(session: string): void {
    this.#promised.delete(session);
  }
}

/** Which kind there is too little of. */
export function shortOf(needed: Supplies, free: Counted): SupplyKind | null {
  const isShort = (kind: SupplyKind) => {
    const there = free[kind];
    return there !== null && needed[kind] > 0 && there < needed[kind];
  };
  return (['sheets', 'tickets'] as const).find(isShort) ?? null;
}
