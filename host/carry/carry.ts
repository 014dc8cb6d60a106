import { randomBytes } from 'node:crypto';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { FailureCode } from '../../platform/core/result.ts';
import type { Platform } from '../../platform/open.ts';
import type { CarryPorts, CarryProblem } from '../../state-machines/carry-ports.ts';
import { contentOf } from './content.ts';
import { qrText, tokenOf } from './qr-text.ts';
import { open, seal } from './seal.ts';
import type { SiteKey } from './site-key.ts';

/** How long what was left can be picked up. The city forgets it by then as well, by its own clock. */
const lifeMs = 5 * 60_000;
/** Of the city's contract for what it keeps, in characters of base64. */
const maxContent = 65_536;

export interface CarryWorld {
  platform: Pick<Platform, 'handoffs' | 'identity'>;
  key: SiteKey;
  clock: Clock;
  /** `null`: this kiosk has no such item. */
  itemVersion(itemId: string): string | null;
}

/**
 * Leaves with the city what has been filled in, and picks up what was left at another kiosk of the site. The city
 * keeps bytes that it cannot read, and gives them out once. Whoever has the QR code has not got what is in it: it is
 * handed on only when the person has been identified again.
 */
export function createCarry(world: CarryWorld): CarryPorts {
  const { platform, key, clock } = world;
  return {
    async offer({ service, subject }, signal) {
      const content = JSON.stringify({ service, expiresAt: clock.now() + lifeMs });
      const sealed = Buffer.from(seal(key, content, boundTo(subject, service.itemId))).toString('base64');
      if (sealed.length > maxContent) return { ok: false, problem: 'kiosk-fault' };
      // What was offered before a restart was shown to nobody, so a repetition need not be the same one.
      const result = await platform.handoffs.offer(
        { subject, item: service.itemId, target: 'kiosk', content: sealed },
        { key: randomBytes(16).toString('hex'), signal },
      );
      if (!result.ok) return { ok: false, problem: problemOf(result.error.code) };
      const { token, expiresAt } = result.data;
      const remainingMs = Math.min(Date.parse(expiresAt) - clock.now(), lifeMs);
      return { ok: true, qr: qrText(token), remainingMs };
    },

    async redeem({ scanned, opId }, signal) {
      const token = tokenOf(scanned);
      if (token === null) return { ok: false, problem: 'carry-unknown' };
      const result = await platform.handoffs.redeem({ token, target: 'kiosk' }, { key: opId, signal });
      if (!result.ok) {
        const { error } = result;
        return {
          ok: false,
          problem: error.code === 'refused' ? ofRefusal[error.refusal] : problemOf(error.code),
        };
      }
      const { subject, item, content } = result.data;
      const opened = open(key, Buffer.from(content, 'base64'), boundTo(subject, item));
      if (!opened.ok) return { ok: false, problem: ofSeal[opened.reason] };
      const known = contentOf(opened.text);
      if (known === null) return { ok: false, problem: 'carry-other-version' };
      if (known.expiresAt <= clock.now()) return { ok: false, problem: 'carry-expired' };
      const { service } = known;
      if (service.itemId !== item || world.itemVersion(item) !== service.itemVersion)
        return { ok: false, problem: 'carry-other-version' };
      return { ok: true, service, subject };
    },

    async isSame({ person, subject }, signal) {
      if (person.subject !== null) return sameness(person.subject === subject);
      if (person.document === 'code') return { ok: false, problem: 'carry-other-person' };
      const { document: kind, idNumber: number, name, validTo } = person;
      const validUntil = validTo === 'long-term' ? null : validTo;
      const result = await platform.identity.identify(
        { document: { kind, number, name, validUntil } },
        { signal },
      );
      if (result.ok) return sameness(result.data.subject === subject);
      const { error } = result;
      return {
        ok: false,
        problem: error.code === 'refused' ? 'carry-other-person' : problemOf(error.code),
      };
    },
  };
}

/** So that the city, or whoever is in its place, cannot give one person's under another's name. */
function boundTo(subject: string, itemId: string): string {
  return JSON.stringify([subject, itemId]);
}

function sameness(same: boolean): { ok: true } | { ok: false; problem: CarryProblem } {
  return same ? { ok: true } : { ok: false, problem: 'carry-other-person' };
}

const ofRefusal = {
  unknownToken: 'carry-unknown',
  expiredToken: 'carry-expired',
  usedToken: 'carry-used',
  otherTarget: 'carry-unknown',
} as const satisfies Record<string, CarryProblem>;

const ofSeal = { tampered: 'carry-unknown', otherSite: 'carry-other-site' } as const;

/** A reply about somebody else is told apart; whatever else is wrong with the city, it does not answer. */
function problemOf(code: FailureCode | 'refused'): CarryProblem {
  return code === 'wrongSubject' ? 'carry-other-person' : 'city-unavailable';
}
