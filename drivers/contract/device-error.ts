import type { ConditionCode } from './status.ts';

/**
 * What had happened to the physical world when a command failed. It alone decides whether the command may
 * be repeated: after `partial`, `done` or `unknown` a ticket is never printed again without a person.
 */
export type Effect = 'none' | 'partial' | 'done' | 'unknown';

/** `safe`: again at once. `afterFix`: when the condition is gone. `never`: not with this input. */
export type Retry = 'safe' | 'afterFix' | 'never';

export type DeviceErrorCode =
  /** Aborted by the caller. */
  | 'canceled'
  /** The deadline passed. */
  | 'timeout'
  /** The line is not there, or went away during the command. */
  | 'disconnected'
  /** The device answered that it could not; see `condition`. */
  | 'condition'
  /** The device answered with something that its protocol does not allow. */
  | 'protocol'
  /** The profile of this model has no such capability. */
  | 'unsupported'
  /** Another owner holds the claim. */
  | 'claimed'
  /** What was read does not decode or does not check. */
  | 'invalidData'
  /** `close()` was called. */
  | 'closed';

export interface DeviceErrorOptions {
  condition?: ConditionCode;
  effect: Effect;
  retry: Retry;
  cause?: unknown;
}

/** The one way in which a device command fails. `message` is for staff and holds no personal data. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly code: DeviceErrorCode;
  readonly condition: ConditionCode | undefined;
  readonly effect: Effect;
  readonly retry: Retry;

  constructor(code: DeviceErrorCode, message: string, options: DeviceErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.condition = options.condition;
    this.effect = options.effect;
    this.retry = options.retry;
  }
}
