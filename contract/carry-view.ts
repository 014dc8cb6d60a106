import type { Localized } from './localized.ts';

/** Why nothing can be left here or picked up, in the citizen's terms. */
export const carryProblems = [
  /** The code is none of ours, or what was left has been changed on its way. */
  'carry-unknown',
  'carry-expired',
  'carry-used',
  'carry-other-site',
  /** The service has changed, or is not offered here. */
  'carry-other-version',
  /** Another person has left it. */
  'carry-other-person',
  'city-unavailable',
  'kiosk-fault',
] as const;
export type CarryProblem = (typeof carryProblems)[number];

/** Leaving a service for another kiosk, and picking it up there. */
export type CarryScreen =
  /** `qr`: `null` while it is being left with the city. `remainingMs`: from the moment of the push. */
  | { name: 'carry'; item: Localized; qr: string | null; remainingMs: number; totalMs: number }
  /** It could not be left; here it goes on as before. Or its time has passed. */
  | { name: 'carry-problem'; item: Localized; problem: CarryProblem }
  /** A code of another kiosk was shown here and is being looked up. */
  | { name: 'carried' }
  /** It cannot be picked up. */
  | { name: 'carried-problem'; problem: CarryProblem; canRetry: boolean };
