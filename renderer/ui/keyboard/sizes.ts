import type { Settings } from '../../../contract/settings.ts';

type TextSize = Settings['textSize'];

/** Between the keyboard and the edges of the panel, and between two keys. */
export const padMm = 6;
export const keyGapMm = 2.2;
/** The buttons that turn the pages of candidates. */
export const turnMm = 20;
const leastKeyMm = 22;

/** What stands on a key grows less than other text: it is large already, and a row is as wide as the panel. */
export const keyTextMm = (textSize: TextSize): number => 5.4 + 3 * textSize;

/** How wide a candidate of so many characters is. */
export const candidateWidthMm = (characters: number, textSize: TextSize): number =>
  Math.max(leastKeyMm, characters * keyTextMm(textSize) + 9);
