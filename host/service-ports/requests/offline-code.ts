import { offlineCode } from '../documents/offline-code.ts';
import { failureOf } from '../failure.ts';
import { keyOf } from '../keys.ts';
import { resultText, row } from '../texts.ts';
import type { Answered, Asked, RequestOrder } from './asked.ts';

/** A paper code for 180 days; the one before is good for nothing from then on. */
export async function issueOffline({ world, order, subject, signal }: Asked): Promise<Answered> {
  const key = keyOf(order.opId, 'codes.issueOffline');
  const asked = { subject, reason: reasonOf(order) };
  const issued = await world.platform.codes.issueOffline(asked, { key, signal });
  if (!issued.ok) return failureOf('codes.issueOffline', issued.error);
  const { serial, validUntil, copies } = issued.data;
  return {
    ok: true,
    result: {
      headline: resultText('codes-issueOffline'),
      rows: [row('serial', serial), row('valid-until', validUntil), row('copies', String(copies))],
      stages: [],
      qr: null,
    },
    paper: { on: 'a4', document: offlineCode(order, issued.data), copies: 1 },
  };
}

/**
 * Of what was gathered before and not of what the city says now: after a lost answer it would already name the new
 * code, and a second one would be issued in its place.
 */
function reasonOf({ facts, variant }: RequestOrder): 'first' | 'renewal' | 'lost' {
  if ((facts['offlineUntil'] ?? null) === null) return 'first';
  return variant === 'renew' ? 'renewal' : 'lost';
}
