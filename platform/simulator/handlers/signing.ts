import { randomBytes } from 'node:crypto';
import type { signing } from '../../ports/signing.ts';
import { instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { isWhole } from '../city/whole-file.ts';
import type { Handlers } from '../handler.ts';

const lifeMs = 5 * 60_000;
/** How long the simulated person looks at the telephone before signing. */
const phoneMs = 20_000;

interface Signature {
  subject: string;
  documentSha256: string;
  /** ms since the epoch; on a telephone, in a while, or never. */
  signedAt: number | null;
  expiresAt: number;
}

export function signingHandlers(city: City): Handlers<typeof signing> {
  const signatures = new Map<string, Signature>();
  const add = (subject: string, documentSha256: string, signedAt: number | null) => {
    const signature = city.serial('QM');
    signatures.set(signature, { subject, documentSha256, signedAt, expiresAt: city.now() + lifeMs });
    return signature;
  };
  return {
    signOnPad({ documentSha256, strokes }, { person: { subject } }) {
      if (!isWhole(strokes)) return { refusal: 'damaged' };
      return {
        data: { signature: add(subject, documentSha256, city.now()), signedAt: instantOf(city.now()) },
      };
    },
    askPhone({ documentSha256 }, { person }) {
      // One in ten has the telephone at home.
      const there = city.chance(`signs ${person.number}`).next() < 0.9;
      const signature = add(person.subject, documentSha256, there ? city.now() + phoneMs : null);
      const url = `https://sign.platform.example/s/${randomBytes(18).toString('base64url')}`;
      return { data: { signature, url, expiresAt: instantOf(city.now() + lifeMs) } };
    },
    state({ signature }, { person: { subject } }) {
      const found = signatures.get(signature);
      if (found?.subject !== subject) return { refusal: 'unknownSignature' };
      const { signedAt, expiresAt, documentSha256 } = found;
      const now = city.now();
      const state =
        signedAt !== null && signedAt <= now ? 'signed' : expiresAt <= now ? 'expired' : 'waiting';
      return { data: { state, documentSha256 }, freshMs: 2000 };
    },
  };
}
