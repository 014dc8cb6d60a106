import { createHash } from 'node:crypto';
import cityData from '../../../assets/platform/city.json' with { type: 'json' };
import { addDays, instantOf } from './calendar.ts';
import type { City } from './city.ts';
import { masked } from './mask.ts';

export interface ShownCode {
  code: string;
  kind: 'personal' | 'enterprise';
  subject: string;
  maskedName: string;
  validUntil: string;
}

/** The codes that telephones show today. Real ones are new each minute, which nobody could type at a bench. */
export function shownCodes(city: City): ShownCode[] {
  const today = city.today();
  const validUntil = instantOf(Date.parse(`${addDays(today, 1)}T00:00:00+08:00`));
  const code = (what: string) =>
    createHash('sha256').update(`${today} ${what}`).digest('base64url').slice(0, 32);
  const people = city.people.map(({ subject, name }) => ({
    code: code(subject),
    kind: 'personal' as const,
    subject,
    maskedName: masked(name),
    validUntil,
  }));
  const enterprises = cityData.employers.map((name) => ({
    code: code(name),
    kind: 'enterprise' as const,
    subject: `ent_${code(`enterprise ${name}`).slice(0, 24)}`,
    maskedName: masked(name),
    validUntil,
  }));
  return [...people, ...enterprises];
}
