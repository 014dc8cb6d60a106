import { createHash } from 'node:crypto';
import type { codes } from '../../ports/codes.ts';
import { addDays, ageOn, instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { masked } from '../city/mask.ts';
import { shownCodes } from '../city/personal-codes.ts';
import type { Handlers } from '../handler.ts';

/** Of the city's rule: from 60 on, for 180 days, four on an A4 page. */
const minAge = 60;
const validDays = 180;
const copies = 4;

interface PaperCode {
  serial: string;
  code: string;
  subject: string;
  maskedName: string;
  validUntil: string;
  revoked: boolean;
}

export function codesHandlers(city: City): Handlers<typeof codes> {
  let paper: readonly PaperCode[] = [];
  const currentOf = (subject: string) =>
    paper.find((each) => each.subject === subject && !each.revoked && each.validUntil >= city.today()) ??
    null;
  return {
    resolve({ code }) {
      const shown = shownCodes(city).find((each) => each.code === code);
      if (shown) {
        const { kind, subject, maskedName, validUntil } = shown;
        return { data: { kind, subject, maskedName, validUntil } };
      }
      const printed = paper.find((each) => each.code === code);
      if (!printed) return { refusal: 'unknownCode' };
      if (printed.revoked) return { refusal: 'revokedCode' };
      if (printed.validUntil < city.today()) return { refusal: 'expiredCode' };
      const { subject, maskedName, validUntil } = printed;
      const end = instantOf(Date.parse(`${addDays(validUntil, 1)}T00:00:00+08:00`));
      return { data: { kind: 'offline', subject, maskedName, validUntil: end } };
    },
    offline(_request, { person }) {
      const current = currentOf(person.subject);
      return {
        data: {
          eligible: ageOn(city.today(), person.birth) >= minAge,
          current: current && { serial: current.serial, validUntil: current.validUntil },
        },
        freshMs: 60_000,
      };
    },
    issueOffline({ reason }, { person }) {
      const today = city.today();
      const { subject, name } = person;
      if (ageOn(today, person.birth) < minAge) return { refusal: 'tooYoung' };
      const known = paper.some((each) => each.subject === subject);
      if (reason === 'first' && currentOf(subject)) return { refusal: 'alreadyIssued' };
      if (reason !== 'first' && !known) return { refusal: 'nothingToReplace' };
      paper = paper.map((each) => (each.subject === subject ? { ...each, revoked: true } : each));
      const serial = city.serial('LX');
      const code = createHash('sha256').update(`${serial} ${subject}`).digest('base64url');
      const validUntil = addDays(today, validDays);
      const maskedName = masked(name);
      paper = [...paper, { serial, code, subject, maskedName, validUntil, revoked: false }];
      return { data: { serial, code, maskedName, issuedOn: today, validUntil, copies } };
    },
    site(_request, { kiosk }) {
      return { data: { code: `https://site.platform.example/${kiosk}` } };
    },
  };
}
