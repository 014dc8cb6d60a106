import type { Platform } from '../../platform/open.ts';
import type { Failure, Identified } from '../../state-machines/service/service.ts';
import { failureOf } from './failure.ts';

/**
 * Under which reference the city knows somebody. Whoever showed a code, or was asked about before, has it already.
 * @throws Error for a code that nobody resolved.
 */
export async function identify(
  { identity }: Pick<Platform, 'identity'>,
  { document: kind, idNumber: number, name, validTo, subject }: Identified,
  signal: AbortSignal,
): Promise<{ ok: true; subject: string } | Failure> {
  if (subject !== null) return { ok: true, subject };
  if (kind === 'code') throw new Error('a person of a code without the reference that the city gave with it');
  const validUntil = validTo === 'long-term' ? null : validTo;
  const result = await identity.identify({ document: { kind, number, name, validUntil } }, { signal });
  return result.ok
    ? { ok: true, subject: result.data.subject }
    : failureOf('identity.identify', result.error);
}
