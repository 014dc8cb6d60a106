import { createHash } from 'node:crypto';
import { addDays, instantOf } from './calendar.ts';
import type { City } from './city.ts';
import { type Company, companyOf } from './companies.ts';
import type { Person } from './people.ts';

export interface ShownCode {
  code: string;
  kind: 'personal' | 'enterprise';
  /** Of an enterprise code, its legal representative. */
  holder: Person;
  enterprise: Company | null;
  validUntil: string;
}

/** The codes that telephones show today. Real ones are new each minute, which nobody could type at a bench. */
export function shownCodes(city: City): ShownCode[] {
  const today = city.today();
  const validUntil = instantOf(Date.parse(`${addDays(today, 1)}T00:00:00+08:00`));
  const code = (what: string) =>
    createHash('sha256').update(`${today} ${what}`).digest('base64url').slice(0, 32);
  return city.people.flatMap((holder): ShownCode[] => {
    const enterprise = companyOf(city, holder);
    const { subject } = holder;
    const own = { code: code(subject), kind: 'personal' as const, holder, enterprise: null, validUntil };
    if (!enterprise) return [own];
    return [own, { ...own, code: code(`enterprise ${subject}`), kind: 'enterprise', enterprise }];
  });
}
