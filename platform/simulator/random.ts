/** Numbers that look like chance and come again with the same seed. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** From `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** Throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
}

/**
 * @param what names what it is for: whatever is asked for first or is added later, each thing has the same chance.
 */
export function seeded(seed: number, what: string): Random {
  let state = seed | 0;
  for (const character of what) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  // Mulberry32, a published generator of 32 bits.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    pick(list) {
      const picked = list[int(0, list.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
  };
}
