import type { CarryProblem } from '../contract/carry-view.ts';
import type { CarriedService } from './carried-service.ts';
import type { Identified } from './service/service.ts';

export type { CarryProblem };

export interface CarryFailure {
  ok: false;
  problem: CarryProblem;
}

/** What was left, and whose it is in the city's terms. */
export interface Redeemed {
  ok: true;
  service: CarriedService;
  subject: string;
}

/** Leaving and picking up. Known failures are values. Everything honours the signal and settles by itself. */
export interface CarryPorts {
  /** Leaves it for one pick-up within five minutes. `qr`: what the QR code says; nothing personal is in it. */
  offer(
    input: { service: CarriedService; subject: string },
    signal: AbortSignal,
  ): Promise<{ ok: true; qr: string; remainingMs: number } | CarryFailure>;
  /**
   * Picks up what was left. There is no second time, except for the same `opId` after a lost answer.
   * @param input.opId 16 to 64 letters, digits, `-`, `_`.
   */
  redeem(input: { scanned: string; opId: string }, signal: AbortSignal): Promise<Redeemed | CarryFailure>;
  /** Whether the one who was identified here is the one who left it. */
  isSame(
    input: { person: Identified; subject: string },
    signal: AbortSignal,
  ): Promise<{ ok: true } | CarryFailure>;
}
