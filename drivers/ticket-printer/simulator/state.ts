import type { Clock } from '../../contract/clock.ts';
import type { FontPaths } from '../fonts.ts';
import type { PrinterProfile } from '../profile.ts';
import type { Mechanism } from './mechanism.ts';
import type { PresenterState } from './presenter.ts';
import type { PrinterPresetName } from './presets.ts';

export interface TicketPrinterSimulatorOptions {
  profile: PrinterProfile;
  clock: Clock;
  fonts: FontPaths;
  /** Speed at which it takes bytes off the wire; null: at once. Default null. */
  baudRate?: number | null;
  /** Paper speed in dots per second. Default 1600: 200 mm/s at 203 dpi. */
  dotsPerSecond?: number;
  /** Receive buffer. Default 4096, the least that Epson's models have. */
  bufferBytes?: number;
  /** How late a process id comes with the preset `late-process-id`. Default 20 000. */
  lateMs?: number;
}

export interface TicketPrinterState {
  preset: PrinterPresetName;
  mechanism: Mechanism;
  connected: boolean;
  bytesReceived: number;
  bytesBuffered: number;
  /** XOFF was sent. */
  held: boolean;
  /** When the first byte of the last ticket arrived, on the injected monotonic clock, ms. */
  firstByteAt: number | null;
  tickets: { id: number; at: number; heightDots: number }[];
  /** Null on models without one. */
  presenter: PresenterState | null;
}
