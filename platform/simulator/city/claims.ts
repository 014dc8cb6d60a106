import { z } from 'zod';
import { ageOn } from './calendar.ts';
import type { City } from './city.ts';
import { licencesOf } from './licence-register.ts';
import type { Person } from './people.ts';

/** What somebody needs for a benefit or a concession: an age, or a licence. */
export const claimShape = {
  age: z.int().optional(),
  licence: z.string().optional(),
};

export function hasClaim(
  city: City,
  person: Person,
  { age, licence }: { age?: number | undefined; licence?: string | undefined },
): boolean {
  if (age !== undefined && ageOn(city.today(), person.birth) < age) return false;
  return (
    licence === undefined ||
    licencesOf(city, person).some(({ kind, state }) => kind === licence && state === 'valid')
  );
}
