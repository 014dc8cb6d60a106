import type { Problem } from '../../contract/problem.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { ConditionCode, DeviceStatus } from '../../drivers/contract/status.ts';
import type { DeviceReadiness, DeviceRole } from '../../state-machines/ports.ts';

/** How long a device may take to answer for the first time before it counts as not there. */
export const startGraceMs = 8000;

/** Of several conditions the citizen is told the one that a person at the machine sees first. */
const printerProblems: readonly [ConditionCode, Problem][] = [
  ['cover.open', 'printer-cover-open'],
  ['paper.out', 'printer-paper-out'],
  ['device.silent', 'printer-unavailable'],
  ['device.gone', 'printer-unavailable'],
  ['device.offline', 'printer-unavailable'],
];

function problemOf(role: DeviceRole, status: DeviceStatus): Problem {
  if (role === 'id-card') return 'reader-unavailable';
  if (role === 'scanner') return 'scanner-unavailable';
  if (role === 'ups') return 'kiosk-fault';
  if (status.link !== 'up') return 'printer-unavailable';
  const codes = status.conditions.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const told = printerProblems.find(([code]) => codes.includes(code));
  return told ? told[1] : codes.length > 0 ? 'printer-fault' : 'printer-unavailable';
}

/** Follows one device's status and says what it means for the flows. */
export class ReadinessTracker {
  readonly #role: DeviceRole;
  readonly #required: boolean;
  readonly #clock: Clock;
  readonly #startedAt: number;
  #current: DeviceReadiness;
  #hasAnswered = false;

  constructor(role: DeviceRole, required: boolean, clock: Clock) {
    this.#role = role;
    this.#required = required;
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
    this.#current = { required, state: 'starting', problem: null, since: this.#now() };
  }

  /** A device that starts is given time; afterwards what it says counts at once. */
  update(status: DeviceStatus): DeviceReadiness {
    if (status.device === 'online') this.#hasAnswered = true;
    const starting = !this.#hasAnswered && this.#clock.monotonic() - this.#startedAt < startGraceMs;
    if (status.summary !== 'unavailable') return this.#become(status.summary, null);
    // A condition that the device itself reports is an answer, not a slow start.
    if (starting && status.conditions.length === 0) return this.#current;
    return this.#become('unavailable', problemOf(this.#role, status));
  }

  #become(state: DeviceReadiness['state'], problem: Problem | null): DeviceReadiness {
    if (state !== this.#current.state || problem !== this.#current.problem)
      this.#current = { required: this.#required, state, problem, since: this.#now() };
    return this.#current;
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
