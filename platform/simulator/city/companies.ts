import { z } from 'zod';
import companyData from '../../../assets/platform/companies.json' with { type: 'json' };
import { ageOn } from './calendar.ts';
import type { City } from './city.ts';
import type { Person } from './people.ts';

const companySchema = z.strictObject({
  name: z.string(),
  /** In the form of GB 32100, in the area 000000, which GB/T 2260 gives to no place. */
  creditCode: z.string(),
  industry: z.string(),
  /** Of a standard address. */
  address: z.string(),
  areaSquareMetres: z.int(),
  sellsFood: z.enum(['yes', 'no']),
  state: z.enum(['active', 'revoked']),
  irregular: z.enum(['yes', 'no']),
  licenceNumber: z.string().nullable(),
  /** How long the licence is still valid today; less than 0: it has run out. */
  licenceDaysLeft: z.int().nullable(),
});
export type Company = z.infer<typeof companySchema>;

const companies = z.array(companySchema).parse(companyData);

/** The company whose legal representative somebody is: one each for the first people of working age. */
export function companyOf(city: City, person: Person): Company | null {
  const heads = city.people.filter(({ birth }) => {
    const age = ageOn(city.today(), birth);
    return age >= 25 && age < 60;
  });
  const index = heads.slice(0, companies.length).indexOf(person);
  return companies[index] ?? null;
}
