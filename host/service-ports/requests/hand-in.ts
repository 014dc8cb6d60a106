import type { PlatformResult } from '../../../platform/core/result.ts';
import type { Platform } from '../../../platform/open.ts';
import type { Failure, Who } from '../../../state-machines/service/service.ts';
import type { Entry, Whose } from '../../outbox/entry.ts';
import { type Outbox, OutboxFullError } from '../../outbox/outbox.ts';
import { failureOf, refusalReason } from '../failure.ts';
import { subjectOf } from '../subject.ts';

/** Longer than the operation itself takes; whoever stands there does not wait for a system that is away. */
const waitMs = 25_000;

/** What was handed in, or `waiting`: it is kept and goes out in its turn. */
export type HandedIn<Reply> =
  | { ok: true; state: 'sent'; data: Reply; subject: string }
  | { ok: true; state: 'waiting' }
  | Failure;

/**
 * Hands something in: it is kept first and sent then, so that neither a power cut nor a city that is away loses it, and
 * that it goes out once.
 * @param ask the same question directly, with the entry's key: for its answer where it had gone out in an earlier life
 * of the kiosk, which keeps none.
 * @param identify as whom the city knows the person; asked when the city has answered.
 */
export async function handIn<Reply extends object>(
  outbox: Pick<Outbox, 'has' | 'post' | 'deliver'>,
  entry: Entry,
  ask: (subject: string) => Promise<PlatformResult<Reply>>,
  identify: () => Promise<{ ok: true; subject: string } | Failure>,
  signal: AbortSignal,
): Promise<HandedIn<Reply>> {
  const name = `${entry.port}.${entry.operation}`;
  try {
    // Whoever asks again may be known to the city by now; what is kept is the first word.
    if (!outbox.has(entry.key)) outbox.post(entry);
  } catch (error) {
    if (error instanceof OutboxFullError)
      return { ok: false, problem: 'kiosk-fault', reason: null, retry: true };
    throw error;
  }
  const delivered = await outbox.deliver(entry.key, { signal, waitMs });
  switch (delivered.state) {
    case 'sent': {
      const known = await identify();
      if (!known.ok) return known;
      const { subject } = known;
      if (delivered.data !== null) return { ok: true, state: 'sent', data: delivered.data as Reply, subject };
      const answer = await ask(subject);
      return answer.ok
        ? { ok: true, state: 'sent', data: answer.data, subject }
        : failureOf(name, answer.error);
    }
    case 'refused':
      return {
        ok: false,
        problem: 'city-refused',
        reason: refusalReason(name, delivered.code),
        retry: false,
      };
    case 'waiting':
      return { ok: true, state: 'waiting' };
    // Staff have to find out; asking again would change nothing.
    case 'held': {
      const problem = delivered.code === 'wrongSubject' ? 'city-wrong-person' : 'kiosk-fault';
      return { ok: false, problem, reason: null, retry: false };
    }
    case 'withdrawn':
      throw new Error(`${name} was withdrawn, which nobody does`);
  }
}

/**
 * Whose it is: by the city's reference, or by what was shown where the city cannot be asked for it now.
 */
export async function whoseNow(
  platform: Pick<Platform, 'identity'>,
  asked: Pick<Who, 'person' | 'itemId'> & { subject: string | null },
  signal: AbortSignal,
): Promise<{ ok: true; whose: Whose } | Failure> {
  const known = await subjectOf(platform, asked, signal);
  if (known.ok) return { ok: true, whose: { subject: known.subject } };
  const { person } = asked;
  // Nobody but the city can tell whose a code is.
  if (known.problem !== 'city-unavailable' || person === null || person.document === 'code') return known;
  const { document: kind, idNumber: number, name, validTo } = person;
  const validUntil = validTo === 'long-term' ? null : validTo;
  return { ok: true, whose: { document: { kind, number, name, validUntil } } };
}
