import { DeviceError } from '../contract/device-error.ts';
import type { Failure } from './messages.ts';

/** What a command threw, for the border: the class of an error and its own fields do not survive cloning. */
export function tell(error: unknown): Failure {
  if (error instanceof DeviceError) {
    const { code, message, condition, effect, retry } = error;
    return { known: { code, message, condition, effect, retry } };
  }
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { bug: { name, message, stack } };
}

/** The error again, on the other side. */
export function untell(failure: Failure): Error {
  if ('known' in failure) {
    const { code, message, condition, effect, retry } = failure.known;
    return new DeviceError(code, message, {
      ...(condition === undefined ? {} : { condition }),
      effect,
      retry,
    });
  }
  const { name, message, stack } = failure.bug;
  return Object.assign(new Error(message), { name, stack });
}

/** Where in our sources an error was thrown, `sam-line.ts:120`; its message may hold what a card said. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { stack = '' } = error;
  // A stack begins with the message, in which the same form may stand.
  const frames = stack.startsWith(String(error)) ? stack.slice(String(error).length) : '';
  return /([\w.-]+\.(?:ts|js):\d+):\d+\)?$/m.exec(frames)?.[1] ?? 'unknown';
}
