/**
 * Chromium's switches for drawing without a graphics processor, as many kiosks must. A screen changes as a whole, and
 * the usual tiles of 256 × 256 pixels cost more than what they spare: event to paint 24 ms instead of 21, and a tenth
 * more processor time while the attract screen moves. With a graphics processor Chromium sizes tiles by itself.
 */
export const drawingSwitches = [
  ['default-tile-width', '1088'],
  ['default-tile-height', '512'],
] as const;
