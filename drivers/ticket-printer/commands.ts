/** ESC/POS commands without data of their own, under the names of Epson's command reference. */

export const ESC = 0x1b;
export const FS = 0x1c;
export const GS = 0x1d;
export const DLE = 0x10;
export const EOT = 0x04;
export const LF = 0x0a;

/** ESC @: modes back to power-on (that switches GS a and Chinese mode back too) and drops an unfinished line. */
export const initialize = Uint8Array.of(ESC, 0x40);
/** FS & */
export const chineseModeOn = Uint8Array.of(FS, 0x26);
/** GS a, every cause: on/off-line, error and roll sensors. Panel and drawer changes are none of our business. */
export const automaticStatusBackOn = Uint8Array.of(GS, 0x61, 0x0e);
/** GS r 1 */
export const transmitPaperStatus = Uint8Array.of(GS, 0x72, 0x01);

/** DLE EOT 1 to 4 in one go: printer, off-line cause, error cause, roll sensor. */
export const askRealTimeStatus = Uint8Array.from([1, 2, 3, 4].flatMap((n) => [DLE, EOT, n]));

/** DLE EOT 20, Custom's full status (Custom KPM300, KPM150H and TG02H manuals); answered with six bytes. */
export const askFullStatus = Uint8Array.of(DLE, EOT, 0x14);
export const fullStatusHeader = Uint8Array.of(DLE, 0x0f);

/**
 * DLE DC4 fn 8: clears receive and print buffer at once, also off-line, and is answered `37 25 00` (Epson command
 * reference; Citizen CT-S300 and PPU-700 manuals agree).
 */
export const clearBuffers = Uint8Array.of(DLE, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08);
export const clearedReply = Uint8Array.of(0x37, 0x25, 0x00);

export const alignments = { left: 0, center: 1, right: 2 } as const;
export type Alignment = keyof typeof alignments;

/** ESC a */
export function align(to: Alignment): Uint8Array {
  return Uint8Array.of(ESC, 0x61, alignments[to]);
}

/** ESC E */
export function bold(on: boolean): Uint8Array {
  return Uint8Array.of(ESC, 0x45, on ? 1 : 0);
}

/** GS !, multiples 1 to 8. It holds for Chinese characters too. */
export function characterSize(width: number, height: number): Uint8Array {
  return Uint8Array.of(GS, 0x21, ((width - 1) << 4) | (height - 1));
}

/** ESC 3, in vertical motion units. */
export function lineSpacing(units: number): Uint8Array {
  return Uint8Array.of(ESC, 0x33, units);
}

/** ESC J, as often as it takes: one command feeds 255 units at most. */
export function feed(units: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = units; left > 0; left -= 255) bytes.push(ESC, 0x4a, Math.min(left, 255));
  return Uint8Array.from(bytes);
}
