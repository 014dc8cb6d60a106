import type { Role } from './roles.ts';
import type { DeviceStatus } from './status.ts';

/** What every command takes. */
export interface Command {
  /** Names the operation in journal and log; the same operation keeps its id over retries. */
  opId: string;
  /** Monotonic, counted from acceptance. The command settles by then, whatever the device does. */
  deadlineMs: number;
  /** Abort while queued: `canceled`, effect `none`. Abort while running: as soon as the device allows. */
  signal?: AbortSignal;
}

/**
 * `internal`: leaves the device as it was. `external`: may print or move something. `interactive`: asks a
 * person (UnifiedPOS CheckHealth levels).
 */
export type HealthLevel = 'internal' | 'external' | 'interactive';

export interface HealthReport {
  level: HealthLevel;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What was seen, for staff. */
  detail: string;
}

/** Exclusive use by one session. Commands need no lease; a second claim fails until this one is released. */
export interface Lease {
  readonly owner: string;
  release(): void;
}

/** Counters under UnifiedPOS statistics names where there is one, since the driver was opened. */
export type Statistics = Readonly<Record<string, number>>;

/** What every device can do, whatever its class. */
export interface Device {
  readonly id: string;
  readonly deviceClass: Role;
  /** What this model can do, by the names that its class documents. Empty until the driver's own process, if it has one, has started. */
  readonly capabilities: ReadonlySet<string>;

  /** Starts to connect and keeps trying for ever. Idempotent. Never throws for a missing device. */
  open(): void;
  /** Settles everything pending with `closed` and lets go of the line, for good. Idempotent. */
  close(): Promise<void>;

  status(): DeviceStatus;
  /** Called on every change, not with the present state. Returns the unsubscribe. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /** Resolves when the link is up and the device has answered once, rejects with DeviceError otherwise. */
  ready(command: Command): Promise<void>;

  claim(owner: string): Lease;
  checkHealth(level: HealthLevel, command: Command): Promise<HealthReport>;
  statistics(): Statistics;
  /** The number that the device itself tells, by which a swapped one is known; `null` until it has, and where it tells none. */
  serialNumber?(): string | null;
}
