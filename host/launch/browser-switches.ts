/**
 * Chromium's switches, in every shell.
 *
 * Tiles: without a graphics processor, as many kiosks must. A screen changes as a whole, and the usual tiles of
 * 256 × 256 pixels cost more than what they spare: event to paint 24 ms instead of 21, and a tenth more processor
 * time while the attract screen moves. With a graphics processor Chromium sizes tiles by itself.
 *
 * Garbage: the page collects it by itself between two people (`renderer/citizen/forget.ts`), and in between has the
 * room (MB) for a session's: with V8's small first heap, marking holds up one screen in twenty by 7 ms. The page then
 * takes 106 MB instead of 124.
 */
export const browserSwitches = [
  ['default-tile-width', '1088'],
  ['default-tile-height', '512'],
  ['js-flags', '--expose-gc,--min-semi-space-size=4,--initial-old-space-size=64'],
] as const;
