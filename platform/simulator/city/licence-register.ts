import { z } from 'zod';
import licenceData from '../../../assets/platform/licences.json' with { type: 'json' };
import { localized } from '../../core/shapes.ts';
import { addDays, ageOn } from './calendar.ts';
import type { City } from './city.ts';
import type { Person } from './people.ts';

const kindSchema = z.strictObject({
  kind: z.string(),
  title: localized,
  issuer: z.string(),
  /** How long it is valid; `null`: without end. */
  years: z.int().nullable(),
  /** Of the grown-up people, how many have one. */
  share: z.number(),
});
const kinds = z.array(kindSchema).parse(licenceData);

export interface Licence {
  licence: string;
  kind: string;
  title: z.infer<typeof localized>;
  issuer: string;
  issuedOn: string;
  validUntil: string | null;
  state: 'valid' | 'expired' | 'revoked';
}

/** The licences of a person; the same ones each time. */
export function licencesOf(city: City, person: Person): Licence[] {
  const today = city.today();
  return kinds.flatMap(({ kind, title, issuer, years, share }) => {
    const random = city.chance(`licence ${kind} ${person.number}`);
    if (random.next() >= share || ageOn(today, person.birth) < 18) return [];
    const issuedOn = addDays(today, -random.int(30, 365 * 9));
    const validUntil = years === null ? null : addDays(issuedOn, years * 365 - random.int(0, 400));
    const state =
      validUntil !== null && validUntil < today ? 'expired' : random.next() < 0.01 ? 'revoked' : 'valid';
    return [
      {
        licence: `${kind}.${random.int(10_000_000, 99_999_999)}`,
        kind,
        title,
        issuer,
        issuedOn,
        validUntil,
        state,
      },
    ];
  });
}
