import type { Platform } from '../../platform/open.ts';
import type { Failure, Who } from '../../state-machines/service/service.ts';
import { identify } from './identify.ts';

/** The city's reference for whoever stands there. Nobody may have been asked about yet: the city did not answer then. */
export async function subjectOf(
  platform: Pick<Platform, 'identity'>,
  { subject, person, itemId }: Pick<Who, 'person' | 'itemId'> & { subject: string | null },
  signal: AbortSignal,
): Promise<{ ok: true; subject: string } | Failure> {
  if (subject !== null) return { ok: true, subject };
  if (person === null) throw new Error(`${itemId} is asked for nobody`);
  return identify(platform, person, signal);
}
