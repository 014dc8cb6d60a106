/** Numbers that look like chance and come again with the same seed. */
export interface Random {
  /** From `least` to `most`, both included. */
  int(least: number, most: number): number;
  bytes(length: number): Uint8Array;
}

/** @param what keeps apart what uses the same seed, so that one cell runs the same alone as among others. */
export function seeded(seed: number, what: string): Random {
  let state = seed | 0;
  for (const character of what) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  // Mulberry32, a published generator of 32 bits.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return { int, bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)) };
}
