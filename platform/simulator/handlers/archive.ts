import { createHash } from 'node:crypto';
import type { archive } from '../../ports/archive.ts';
import { instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';

interface Package {
  archiveNumber: string;
  sealedAt: string;
  sha256: string;
  entries: number;
}

export function archiveHandlers(city: City): Handlers<typeof archive> {
  const packages = new Map<string, Package>();
  const knows = (subject: string, caseNumber: string) =>
    city.cases.of(subject).some((each) => each.caseNumber === caseNumber);
  return {
    deposit({ caseNumber, entries }, { person: { subject } }) {
      if (!knows(subject, caseNumber)) return { refusal: 'unknownCase' };
      if (packages.has(caseNumber)) return { refusal: 'alreadyArchived' };
      // A case without its form, or without what happened, proves nothing.
      const kinds = new Set(entries.map(({ kind }) => kind));
      if (!kinds.has('form') || !kinds.has('event-digest')) return { refusal: 'incomplete' };
      const digests = entries.map((entry) => entry.sha256).join('');
      const sealed = {
        archiveNumber: city.serial('DA'),
        sealedAt: instantOf(city.now()),
        sha256: createHash('sha256').update(digests, 'hex').digest('hex'),
      };
      packages.set(caseNumber, { ...sealed, entries: entries.length });
      return { data: sealed };
    },
    find({ caseNumber }, { person: { subject } }) {
      if (!knows(subject, caseNumber)) return { refusal: 'unknownCase' };
      const found = packages.get(caseNumber);
      return found ? { data: found } : { refusal: 'notArchived' };
    },
  };
}
