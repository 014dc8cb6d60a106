/** What has happened in the city when a call failed. Only `none` may be done again in another way. */
export type Effect = 'none' | 'done' | 'unknown';

/** `safe`: the same call, with the same key, may be made again. `afterFix`: when somebody has mended it. */
export type Retry = 'safe' | 'afterFix' | 'never';

export type FailureCode =
  /** The caller gave up. */
  | 'canceled'
  /** No answer within the operation's time. */
  | 'timeout'
  /** No connection; nothing was sent. */
  | 'unreachable'
  /** The connection went away before the answer had come. */
  | 'brokenOff'
  /** The city answered that it cannot (HTTP 5xx). */
  | 'unavailable'
  /** It failed so often that it is left alone for a while; nothing was sent. */
  | 'circuitOpen'
  /** The city does not take our signature: a wrong key, or a clock that is off. */
  | 'unauthorized'
  /** The city does not take our question; its contract and ours differ. */
  | 'badRequest'
  /** The reply does not fit the contract. */
  | 'badReply'
  /** The reply is longer than the contract allows. */
  | 'oversize'
  /** Nobody who has the city's key signed this reply to this question. */
  | 'badSignature'
  /** The reply is about somebody or something else. It is not handed on. */
  | 'wrongSubject';

interface Failed {
  effect: Effect;
  retry: Retry;
  /** For staff: the operation and what became of it, never what was asked or answered. */
  message: string;
}

/** Why a call has no reply. `refused`: the city said no, for the reason `refusal`; nothing has happened. */
export type PlatformError<Refusal extends string = string> =
  | (Failed & { code: FailureCode; refusal: null })
  | (Failed & { code: 'refused'; refusal: Refusal });

export type PlatformResult<Reply, Refusal extends string = string> =
  | {
      ok: true;
      data: Reply;
      /** When this was true, RFC 3339. */
      asOf: string;
      validUntil: string | null;
      /** `validUntil` has passed: it may be shown with its age, and decides nothing. */
      stale: boolean;
    }
  | { ok: false; error: PlatformError<Refusal> };
