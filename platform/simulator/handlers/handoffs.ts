import { randomBytes } from 'node:crypto';
import type { RequestOf } from '../../core/port.ts';
import type { handoffs } from '../../ports/handoffs.ts';
import { instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';

const lifeMs = 5 * 60_000;

interface Left extends RequestOf<typeof handoffs.operations.offer> {
  expiresAt: number;
}

export function handoffsHandlers(city: City): Handlers<typeof handoffs> {
  const left = new Map<string, Left | 'used'>();
  return {
    offer(request) {
      // A token that came again with the seed would open what somebody else has left.
      const token = randomBytes(24).toString('base64url');
      const expiresAt = city.now() + lifeMs;
      left.set(token, { ...request, expiresAt });
      const url = `https://go.platform.example/h/${token}`;
      return { data: { token, url, expiresAt: instantOf(expiresAt) }, freshMs: lifeMs };
    },
    redeem({ token, target }) {
      const found = left.get(token);
      if (!found) return { refusal: 'unknownToken' };
      if (found === 'used') return { refusal: 'usedToken' };
      if (found.expiresAt <= city.now()) return { refusal: 'expiredToken' };
      if (found.target !== target) return { refusal: 'otherTarget' };
      left.set(token, 'used');
      const { subject, item, content } = found;
      return { data: { subject, item, content } };
    },
  };
}
