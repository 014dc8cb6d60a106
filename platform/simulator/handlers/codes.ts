import { createHash } from 'node:crypto';
import type { codes } from '../../ports/codes.ts';
import { addDays, ageOn, instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Company } from '../city/companies.ts';
import { masked } from '../city/mask.ts';
import type { Person } from '../city/people.ts';
import { shownCodes } from '../city/personal-codes.ts';
import type { Handlers } from '../handler.ts';

/** Of the city's rule: from 60 on, for 180 days, four on an A4 page. */
const minAge = 60;
const validDays = 180;
const copies = 4;

interface PaperCode {
  serial: string;
  code: string;
  holder: Person;
  validUntil: string;
  revoked: boolean;
}

export function codesHandlers(city: City): Handlers<typeof codes> {
  let paper: readonly PaperCode[] = [];
  const currentOf = (holder: Person) =>
    paper.find((each) => each.holder === holder && !each.revoked && each.validUntil >= city.today()) ?? null;
  return {
    resolve({ code }) {
      const shown = shownCodes(city).find((each) => each.code === code);
      if (shown) {
        const { kind, holder, enterprise, validUntil } = shown;
        return { data: { kind, ...whose(holder, enterprise), validUntil } };
      }
      const printed = paper.find((each) => each.code === code);
      if (!printed) return { refusal: 'unknownCode' };
      if (printed.revoked) return { refusal: 'revokedCode' };
      if (printed.validUntil < city.today()) return { refusal: 'expiredCode' };
      const end = instantOf(Date.parse(`${addDays(printed.validUntil, 1)}T00:00:00+08:00`));
      return { data: { kind: 'offline', ...whose(printed.holder, null), validUntil: end } };
    },
    offline(_request, { person }) {
      const current = currentOf(person);
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
      if (ageOn(today, person.birth) < minAge) return { refusal: 'tooYoung' };
      const known = paper.some((each) => each.holder === person);
      if (reason === 'first' && currentOf(person)) return { refusal: 'alreadyIssued' };
      if (reason !== 'first' && !known) return { refusal: 'nothingToReplace' };
      paper = paper.map((each) => (each.holder === person ? { ...each, revoked: true } : each));
      const serial = city.serial('LX');
      const code = createHash('sha256').update(`${serial} ${person.subject}`).digest('base64url');
      const validUntil = addDays(today, validDays);
      paper = [...paper, { serial, code, holder: person, validUntil, revoked: false }];
      return { data: { serial, code, maskedName: masked(person.name), issuedOn: today, validUntil, copies } };
    },
    site(_request, { kiosk }) {
      return { data: { code: `https://site.platform.example/${kiosk}` } };
    },
  };
}

function whose({ subject, name, number }: Person, enterprise: Company | null) {
  return {
    subject,
    name,
    number,
    maskedName: masked(name),
    enterpriseName: enterprise?.name ?? null,
    creditCode: enterprise?.creditCode ?? null,
  };
}
