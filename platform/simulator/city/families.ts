import { addDays, ageOn } from './calendar.ts';
import type { City } from './city.ts';
import type { Person } from './people.ts';

/** A birth as the register of birth certificates knows it. */
export interface Birth {
  mother: Person;
  father: Person;
  childName: string;
  childSex: 'female' | 'male';
  /** `2026-03-01` */
  birthDate: string;
  certificate: string;
  /** The name under which the child is in the household register already; `null`: it is not. */
  registeredAs: string | null;
}

/** The child that was born to somebody within the last year. */
export function birthOf(city: City, person: Person): Birth | null {
  const parents = city.people.filter(({ birth }) => {
    const age = ageOn(city.today(), birth);
    return age >= 22 && age < 46;
  });
  const index = parents.filter(({ sex }) => sex === person.sex).indexOf(person);
  const [mother, father] = (['female', 'male'] as const).map(
    (wanted) => parents.filter(({ sex }) => sex === wanted)[index],
  );
  if (!mother || !father) return null;
  const random = city.chance(`birth ${mother.number}`);
  const childName = `${[...father.name][0] ?? ''}小${random.pick(['禾', '满', '暖', '安'])}`;
  return {
    mother,
    father,
    childName,
    childSex: random.pick(['female', 'male'] as const),
    birthDate: addDays(city.today(), -random.int(3, 300)),
    certificate: `A${random.int(310_000_000, 310_999_999)}`,
    registeredAs: random.next() < 0.2 ? childName : null,
  };
}
