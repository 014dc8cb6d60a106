import refusals from '../../assets/catalogue/refusals.json' with { type: 'json' };
import type { Localized } from '../../contract/localized.ts';
import { unknownSubject } from '../../platform/core/port.ts';
import type { PlatformError } from '../../platform/core/result.ts';
import type { Failure } from '../../state-machines/service/service.ts';

const sentences: Readonly<Record<string, Localized>> = refusals;

/**
 * Why the city said no, in plain words.
 * @param operation `payments.certificate`.
 * @param refusal one of that operation's refusals.
 * @throws Error where there is no sentence; a test holds that there is one for each.
 */
export function refusalReason(operation: string, refusal: string): Localized {
  const name = refusal === unknownSubject ? unknownSubject : `${operation}.${refusal}`;
  const sentence = Object.hasOwn(sentences, name) ? sentences[name] : undefined;
  if (!sentence) throw new Error(`no sentence for the refusal ${name}`);
  return sentence;
}

/** The city does not answer, or not as it should: the same may be asked again, with the same key where it has one. */
export const cityUnavailable: Failure = {
  ok: false,
  problem: 'city-unavailable',
  reason: null,
  retry: true,
};

/** What a question to the city came to. It may be asked again, unless the city has decided. */
export function failureOf(operation: string, error: PlatformError): Failure {
  if (error.code === 'refused') {
    const reason = refusalReason(operation, error.refusal);
    return { ok: false, problem: 'city-refused', reason, retry: false };
  }
  if (error.code === 'wrongSubject')
    return { ok: false, problem: 'city-wrong-person', reason: null, retry: false };
  return cityUnavailable;
}
