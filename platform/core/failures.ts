import type { Effects } from './port.ts';
import type { Effect, FailureCode, PlatformError, Retry } from './result.ts';

const retries: Readonly<Record<FailureCode, Retry>> = {
  canceled: 'safe',
  timeout: 'safe',
  unreachable: 'safe',
  brokenOff: 'safe',
  unavailable: 'safe',
  circuitOpen: 'safe',
  unauthorized: 'afterFix',
  badRequest: 'never',
  badReply: 'afterFix',
  oversize: 'afterFix',
  badSignature: 'afterFix',
  wrongSubject: 'never',
};

/** Ways in which a system that does not work fails, and which may be gone a moment later. */
const down: ReadonlySet<string> = new Set(['timeout', 'unreachable', 'brokenOff', 'unavailable']);

export function failure(
  code: FailureCode,
  name: string,
  effects: Effects,
  effect: Effect,
  detail?: string,
): PlatformError {
  const message = `${name}: ${code}${detail === undefined ? '' : ` (${detail})`}`;
  // Without a key a second call would do it a second time.
  const retry = effects === 'unkeyed' && effect !== 'none' ? 'never' : retries[code];
  return { code, refusal: null, effect, retry, message };
}

export function saysDown({ code }: PlatformError): boolean {
  return down.has(code);
}

/** Whether the client itself may ask again: only where a second question can do nothing that the first has done. */
export function mayRepeat(effects: Effects, error: PlatformError): boolean {
  return saysDown(error) && (effects !== 'unkeyed' || error.effect === 'none');
}

/**
 * What is told in the end. An attempt that may have had its effect is not made undone by a later one that had none; a
 * refusal, which answers for the same key, is.
 */
export function merged(earlier: PlatformError | null, last: PlatformError): PlatformError {
  if (earlier === null || last.code === 'refused' || last.effect !== 'none') return last;
  return { ...last, effect: earlier.effect };
}
