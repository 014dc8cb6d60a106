import type { Clock } from '../../drivers/contract/clock.ts';
import type { Log } from '../log/log.ts';
import type { Store } from '../store/store.ts';

/** No service day is longer: 24 hours, and the one or two that come twice when summer time ends. */
const longestDayMs = 26 * 3_600_000;

/**
 * A database file that was deleted, that lost its write-ahead log or that was put back from a copy is sound and
 * knows nothing of the numbers in people's hands. The log is another file and names each one. Has today's
 * numbers go on above them; returns whether that was necessary.
 */
export function skipForgottenNumbers(store: Store, log: Pick<Log, 'entries'>, clock: Clock): boolean {
  const event = 'number.taken';
  const [newest] = log.entries({ event, limit: 1 });
  // Numbers are committed one after the other, and before they are logged: the newest is there only with all others.
  if (newest === undefined || store.tickets.get(String(newest.fields['op'])) !== null) return false;
  const taken = log.entries({ event, from: clock.now() - longestDayMs, limit: 100_000 });
  return store.numbers.skipForgotten(
    taken.map(({ fields, at }) => ({ number: String(fields['number']), at })),
  );
}
