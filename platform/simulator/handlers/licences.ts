import { createHash } from 'node:crypto';
import type { licences } from '../../ports/licences.ts';
import type { City } from '../city/city.ts';
import { type Licence, licencesOf } from '../city/licence-register.ts';
import type { Person } from '../city/people.ts';
import type { Handlers } from '../handler.ts';

const home = '310000';
/** Of Suzhou, whose licences this city recognises: `32-` and at least six more. */
const neighbour = '320000';
const hourMs = 3_600_000;

export function licencesHandlers(city: City): Handlers<typeof licences> {
  /** Codes that were given out, so that they can be verified. */
  const given = new Map<string, Licence>();
  return {
    list(_request, { person }) {
      return { data: { licences: licencesOf(city, person) }, freshMs: hourMs };
    },
    pull({ licence }, { person }) {
      const found = licencesOf(city, person).find((each) => each.licence === licence);
      if (!found) return { refusal: 'unknownLicence' };
      if (found.state !== 'valid') return { refusal: 'notValid' };
      const checkCode = createHash('sha256').update(licence).digest('hex').slice(0, 16).toUpperCase();
      given.set(checkCode, found);
      return {
        data: { licence: found, fields: fieldsOf(person, found), checkCode, document: null },
        freshMs: hourMs,
      };
    },
    verify({ checkCode }) {
      const found = given.get(checkCode);
      if (found) return { data: { result: found.state, region: home, title: found.title }, freshMs: hourMs };
      if (checkCode.startsWith('33-')) return { refusal: 'regionUnavailable' };
      if (checkCode.startsWith('32-'))
        return { data: { result: 'valid', region: neighbour, title: null }, freshMs: hourMs };
      return { data: { result: 'unknown', region: null, title: null }, freshMs: hourMs };
    },
  };
}

function fieldsOf(person: Person, { licence, issuer, issuedOn }: Licence) {
  return [
    { label: { 'zh-CN': '姓名', en: 'Name' }, value: person.name },
    { label: { 'zh-CN': '证件号码', en: 'Document number' }, value: person.number },
    { label: { 'zh-CN': '证照编号', en: 'Licence number' }, value: licence },
    { label: { 'zh-CN': '发证机关', en: 'Issued by' }, value: issuer },
    { label: { 'zh-CN': '发证日期', en: 'Issued on' }, value: issuedOn },
  ];
}
