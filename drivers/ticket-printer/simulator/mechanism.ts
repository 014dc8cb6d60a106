import type { PrinterProfile } from '../profile.ts';
import type { PrinterPresetName } from './presets.ts';

/** What the printer's sensors see. */
export interface Mechanism {
  paper: 'present' | 'low' | 'out';
  coverOpen: boolean;
  cutterFault: boolean;
  headHot: boolean;
  unrecoverable: boolean;
  presenterJam: boolean;
  /** Somebody took it off-line. */
  offline: boolean;
}

export const healthy: Mechanism = {
  paper: 'present',
  coverOpen: false,
  cutterFault: false,
  headHot: false,
  unrecoverable: false,
  presenterJam: false,
  offline: false,
};

export function mechanismFor(preset: PrinterPresetName): Mechanism {
  switch (preset) {
    case 'paper-low':
      return { ...healthy, paper: 'low' };
    case 'paper-out':
      return { ...healthy, paper: 'out' };
    case 'cover-open':
      return { ...healthy, coverOpen: true };
    case 'cutter-fault':
      return { ...healthy, cutterFault: true };
    case 'head-hot':
      return { ...healthy, headHot: true };
    case 'unrecoverable':
      return { ...healthy, unrecoverable: true };
    case 'presenter-jam':
      return { ...healthy, presenterJam: true };
    case 'offline':
      return { ...healthy, offline: true };
    default:
      return healthy;
  }
}

/** Off-line means too that nothing from the buffer is printed. */
export function isOffline(now: Mechanism): boolean {
  return (
    now.paper === 'out' ||
    now.coverOpen ||
    now.cutterFault ||
    now.headHot ||
    now.unrecoverable ||
    now.presenterJam ||
    now.offline
  );
}

/** Reply to DLE EOT 1 to 4. Bits 1 and 4 are always set. */
export function realTimeStatus(
  n: number,
  now: Mechanism,
  atMouth: boolean,
  { presenter }: PrinterProfile,
): number {
  const error = now.cutterFault || now.headHot || now.unrecoverable || now.presenterJam;
  const mouthAtBit6 = presenter?.sensor === 'roll-bit-6';
  switch (n) {
    case 1:
      return 0x12 | flag(isOffline(now), 3);
    case 2:
      return 0x12 | flag(now.coverOpen, 2) | flag(now.paper === 'out', 5) | flag(error, 6);
    case 3:
      return (
        0x12 |
        flag(now.presenterJam, 2) |
        flag(now.cutterFault, 3) |
        flag(now.unrecoverable, 5) |
        flag(now.headHot, 6)
      );
    default:
      return (
        0x12 |
        (now.paper === 'present' ? 0 : 0x0c) |
        flag(now.paper === 'out', 5) |
        flag(mouthAtBit6 ? atMouth : now.paper === 'out', 6)
      );
  }
}

/** Reply to DLE EOT 20 on models of Custom: header, paper, user, recoverable and unrecoverable errors. */
export function fullStatus(now: Mechanism, atMouth: boolean): Uint8Array {
  return Uint8Array.of(
    0x10,
    0x0f,
    flag(now.paper === 'out', 0) | flag(now.paper !== 'present', 2) | flag(atMouth, 5),
    flag(now.coverOpen, 1),
    flag(now.headHot, 0) | flag(now.presenterJam, 6),
    flag(now.cutterFault, 0) | flag(now.unrecoverable, 3) | flag(now.presenterJam, 7),
  );
}

/** Reply to GS e 6. */
export function ejectorStatus(now: Mechanism, atMouth: boolean): number {
  return (
    flag(now.paper !== 'present', 0) |
    flag(now.paper !== 'out', 2) |
    flag(atMouth, 3) |
    flag(isOffline(now), 6) |
    flag(now.presenterJam, 7)
  );
}

/** The four bytes of automatic status back. */
export function automaticStatus(now: Mechanism): Uint8Array {
  return Uint8Array.of(
    0x10 | flag(isOffline(now), 3) | flag(now.coverOpen, 5),
    flag(now.presenterJam, 2) | flag(now.cutterFault, 3) | flag(now.unrecoverable, 5) | flag(now.headHot, 6),
    paperSensors(now),
    0x0f,
  );
}

/** Reply to GS r 1, and byte 3 of the automatic status. */
export function paperSensors({ paper }: Mechanism): number {
  return (paper === 'present' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0);
}

function flag(set: boolean, bit: number): number {
  return set ? 1 << bit : 0;
}
