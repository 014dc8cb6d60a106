import { encodeQR } from 'qr';
import { DeviceError } from '../contract/device-error.ts';
import { concatBytes } from './bytes.ts';
import { GS } from './commands.ts';
import type { PrinterProfile } from './profile.ts';

export type ErrorCorrection = keyof PrinterProfile['qr']['errorLevels'];

const names = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const;

/**
 * GS ( k, cn 49: model 2, module size, error correction, store, print. A symbol wider than the paper is
 * silently not printed by the device, so the module size is lowered until it fits.
 * @throws DeviceError `invalidData` when the data does not fit into a symbol on this paper.
 */
export function qrCommands(
  data: string,
  moduleSize: number,
  level: ErrorCorrection,
  { qr, dots }: PrinterProfile,
): Uint8Array {
  const bytes = new TextEncoder().encode(data);
  if (bytes.length === 0 || bytes.length > qr.maxBytes) throw tooMuch(bytes.length);
  const size = Math.min(moduleSize, Math.floor(dots / modulesAcross(data, level)));
  if (size < 1) throw tooMuch(bytes.length);
  const stored = bytes.length + 3;
  return concatBytes([
    Uint8Array.of(GS, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0),
    Uint8Array.of(GS, 0x28, 0x6b, 3, 0, 0x31, 0x43, size),
    Uint8Array.of(GS, 0x28, 0x6b, 3, 0, 0x31, 0x45, qr.errorLevels[level]),
    Uint8Array.of(GS, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, qr.storeM),
    bytes,
    Uint8Array.of(GS, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30),
  ]);
}

/** Modules in a row, quiet zone of one included. */
function modulesAcross(data: string, level: ErrorCorrection): number {
  try {
    return encodeQR(data, 'raw', { ecc: names[level], border: 1 }).length;
  } catch {
    throw tooMuch(data.length);
  }
}

function tooMuch(length: number): DeviceError {
  return new DeviceError('invalidData', `a QR code of ${length} bytes does not fit this printer`, {
    effect: 'none',
    retry: 'never',
  });
}
