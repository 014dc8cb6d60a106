import cityData from '../../../assets/platform/city.json' with { type: 'json' };
import { addDays } from './calendar.ts';
import type { City } from './city.ts';
import type { Item } from './items.ts';
import type { Person } from './people.ts';

type Source = NonNullable<Item['fields'][number]['source']>;

const names = {
  'id-card': { 'zh-CN': '居民身份证', en: 'Identity card' },
  register: { 'zh-CN': '人口信息库', en: 'Population register' },
  licence: { 'zh-CN': '电子证照库', en: 'Licence register' },
  case: { 'zh-CN': '历史办件', en: 'An earlier case' },
} as const;

/** What a source says about a person in a field of an application; `null` where it knows nothing. */
export function knownValue(city: City, person: Person, kind: Source, field: string) {
  const value = valuesOf(city, person)[field];
  if (value === undefined) return null;
  const daysAgo = city.chance(`since ${field} ${person.number}`).int(10, 2000);
  return { value, source: { kind, name: names[kind], since: addDays(city.today(), -daysAgo) } };
}

function valuesOf(
  city: City,
  { name, number, sex, birth, address }: Person,
): Readonly<Record<string, string>> {
  const random = city.chance(`registers ${number}`);
  const employer = random.pick(cityData.employers);
  // 000 is given to no network: it can be nobody's number.
  const telephone = `000${random.int(10_000_000, 99_999_999)}`;
  return { name, number, sex, birth, address, employer, ...(random.next() < 0.8 && { telephone }) };
}
