import { type Random as Chance, seeded as chance } from '../../platform/simulator/random.ts';

/** Numbers that look like chance and come again with the same seed. */
export interface Random extends Pick<Chance, 'int'> {
  bytes(length: number): Uint8Array;
}

/** @param what keeps apart what uses the same seed, so that one cell runs the same alone as among others. */
export function seeded(seed: number, what: string): Random {
  const { int } = chance(seed, what);
  return { int, bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)) };
}
