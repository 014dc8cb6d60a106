import type { Log } from '../log/log.ts';

/**
 * A host that went down with a session, or between a session's end and its line, left a beginning without an
 * end in the log. Writes the missing end.
 * @param resumedId the session that goes on and has its end still before it.
 */
export function endInterrupted(log: Log, resumedId: string | null): void {
  // One session at a time: only the newest can be open.
  const session = log.entries({ event: 'session.started', limit: 1 })[0]?.session ?? null;
  if (session === null || session === resumedId) return;
  if (log.entries({ event: 'session.ended', session, limit: 1 }).length > 0) return;
  log.write('session.ended', { ending: 'interrupted' }, { session });
}
