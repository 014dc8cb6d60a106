import type { WatchTask } from '../../contract/camera.ts';

/** Mean of one byte a pixel, 0 to 255. */
export function meanOf(luma: Uint8Array): number {
  let sum = 0;
  for (const value of luma) sum += value;
  return sum / luma.length;
}

/**
 * What the pictures say, oldest first. The newest one decides about darkness, because exposure needs time to settle.
 * Darkness comes first: a covered lens gives pictures that are the same, and says what to do.
 */
export function judge(
  pictures: readonly Uint8Array[],
  { darkBelow, frozenSamples }: Pick<WatchTask, 'darkBelow' | 'frozenSamples'>,
): 'ok' | 'dark' | 'frozen' {
  const newest = pictures.at(-1);
  if (newest === undefined) throw new RangeError('no picture to judge');
  if (meanOf(newest) < darkBelow) return 'dark';
  const last = pictures.slice(-frozenSamples);
  const frozen = last.length === frozenSamples && last.every((picture) => isSame(picture, newest));
  return frozen ? 'frozen' : 'ok';
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
