import type { PlatformError, PlatformResult } from '../core/result.ts';

/** What was answered; fails the test where nothing was. */
export function data<Reply>(result: PlatformResult<Reply>): Reply {
  if (!result.ok) throw new Error(`no answer: ${result.error.refusal ?? result.error.code}`);
  return result.data;
}

/** For what reason the city said no; fails the test where it did not. */
export function refusal<Refusal extends string>(result: PlatformResult<unknown, Refusal>): Refusal {
  if (result.ok) throw new Error('an answer where a refusal was expected');
  if (result.error.refusal === null) throw new Error(`no refusal: ${result.error.code}`);
  return result.error.refusal;
}

export function failed(result: PlatformResult<unknown>): PlatformError {
  if (result.ok) throw new Error('an answer where none was expected');
  return result.error;
}
