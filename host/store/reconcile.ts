import type { JournalEntry } from './journal.ts';
import type { Store } from './store.ts';

/** The session that goes on after a restart, and the operation that it had under way. */
export interface ResumedSession {
  sessionId: string;
  /** `null`: it had not yet taken a number, as far as it remembers. */
  opId: string | null;
}

/** Reason of a number that was given up because the host went down before anything was sent. */
export const restartedReason = 'host.restarted';

/** `continue`: left for the session to go on with. `void`: give up. `ask`: only the printer can know. */
export type Decision = 'continue' | 'void' | 'ask';

/**
 * What to do at boot with an unfinished entry. What may have been sent is never sent again; what was certainly
 * not sent goes on only if a session is there that knows of it, since nobody else would ever print it.
 */
export function decide(entry: JournalEntry, resumed: ResumedSession | null): Decision {
  if (entry.state === 'dispatched') return 'ask';
  const known =
    resumed !== null &&
    entry.sessionId === resumed.sessionId &&
    (entry.kind !== 'ticket.print' || entry.opId === resumed.opId);
  return known ? 'continue' : 'void';
}

export interface Reconciled {
  opId: string;
  /** `null`: it is not a ticket. */
  number: string | null;
  sessionId: string;
  outcome: 'continued' | 'void' | 'printed' | 'uncertain';
}

export interface ReconcileOptions {
  resumed: ResumedSession | null;
  /** Asks what carried it out whether it did. A rejection counts as `unknown`. */
  confirm: (entry: JournalEntry) => Promise<'printed' | 'unknown'>;
}

/** Decides every unfinished entry, oldest first. To be called at boot, before any session starts. */
export async function reconcile(store: Store, options: ReconcileOptions): Promise<Reconciled[]> {
  const results: Reconciled[] = [];
  for (const entry of store.journal.unfinished()) {
    const outcome = await settle(store, entry, options);
    const number = entry.kind === 'ticket.print' ? entry.payload.number : null;
    results.push({ opId: entry.opId, number, sessionId: entry.sessionId, outcome });
  }
  return results;
}

async function settle(
  store: Store,
  entry: JournalEntry,
  { resumed, confirm }: ReconcileOptions,
): Promise<Reconciled['outcome']> {
  switch (decide(entry, resumed)) {
    case 'continue':
      return 'continued';
    case 'void':
      if (entry.kind === 'ticket.print') store.tickets.voidNumber(entry.opId, restartedReason);
      else store.journal.move(entry.opId, 'void', restartedReason);
      return 'void';
    case 'ask': {
      const answer = await confirm(entry).catch(() => 'unknown' as const);
      const outcome = answer === 'printed' ? 'printed' : 'uncertain';
      if (entry.kind !== 'ticket.print') {
        if (answer === 'printed') store.effects.done(entry.opId, 'printed');
        else store.effects.uncertain(entry.opId, restartedReason);
      } else if (answer === 'printed') store.tickets.printed(entry.opId, 'printed');
      else store.tickets.uncertain(entry.opId, restartedReason);
      return outcome;
    }
  }
}
