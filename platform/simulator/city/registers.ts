import cityData from '../../../assets/platform/city.json' with { type: 'json' };
import standardAddresses from '../../../assets/addresses/standard-addresses.json' with { type: 'json' };
import { addDays, ageOn } from './calendar.ts';
import type { City } from './city.ts';
import { companyOf } from './companies.ts';
import { birthOf } from './families.ts';
import type { Item } from './items.ts';
import type { Person } from './people.ts';

type Source = NonNullable<Item['fields'][number]['source']>;
/** By the names of the fields of applications. */
type Values = Readonly<Record<string, string>>;

const names = {
  'id-card': { 'zh-CN': '居民身份证', en: 'Identity card' },
  register: { 'zh-CN': '人口信息库', en: 'Population register' },
  licence: { 'zh-CN': '电子证照库', en: 'Licence register' },
  case: { 'zh-CN': '历史办件', en: 'An earlier case' },
} as const;

const home = '310000';
const addresses = standardAddresses.streets.flatMap((street) => street.addresses.map(({ id }) => id));

/** What a source says about a person in a field of an application; `null` where it knows nothing. */
export function knownValue(city: City, person: Person, kind: Source, field: string) {
  const value = sources[kind](city, person)[field];
  if (value === undefined) return null;
  const daysAgo = city.chance(`since ${field} ${person.number}`).int(10, 2000);
  return { value, source: { kind, name: names[kind], since: addDays(city.today(), -daysAgo) } };
}

const sources: Readonly<Record<Source, (city: City, person: Person) => Values>> = {
  'id-card': (_city, { name, number, sex, birth }) => ({
    name,
    number,
    idNumber: number,
    sex,
    birth,
    birthDate: birth,
  }),
  register: (city, person) => ({
    address: person.address,
    ...household(city, person),
    ...life(city, person),
    ...registeredChild(city, person),
    ...company(city, person),
  }),
  licence: (city, person) => ({ ...birthCertificate(city, person), ...businessLicence(city, person) }),
  case: earlierCase,
};

/** Foreigners, and residents of Hong Kong, Macao and Taiwan (areas 81 to 83), belong to no household. */
function household(city: City, { number, address }: Person): Values {
  if (/^([A-Z9]|8[123])/.test(number)) return {};
  const random = city.chance(`household ${number}`);
  const street = `${random.pick(cityData.streets)}${random.int(1, 300)}号`;
  if (random.next() < 0.1) {
    return { householdProvince: '330000', householdAddress: `浙江省示例市示例区${street}` };
  }
  const here = address.startsWith(cityData.district) ? address : `${cityData.district}${street}`;
  return { householdProvince: home, householdAddress: here };
}

/** Where somebody lives, works and is insured; of those who are grown up. */
function life(city: City, person: Person): Values {
  const { number } = person;
  const age = ageOn(city.today(), person.birth);
  if (age < 18) return {};
  const random = city.chance(`registers ${number}`);
  return {
    employer: random.pick(cityData.employers),
    residenceAddress: random.pick(addresses),
    otherAllowance: random.next() < 0.05 ? 'elsewhere' : 'none',
    why: age >= 60 ? 'retired' : random.pick(['work', 'resident']),
    insuredIn: insuredIn(number, random.next()),
  };
}

/** Nine in ten have left a telephone number and an account with an earlier application. */
function earlierCase(city: City, person: Person): Values {
  const random = city.chance(`earlier case ${person.number}`);
  if (ageOn(city.today(), person.birth) < 18 || random.next() >= 0.9) return {};
  return {
    // 000 is given to no network, and no bank card begins with 0: they can be nobody's.
    phone: `000${random.int(10_000_000, 99_999_999)}`,
    bank: random.pick(['icbc', 'ccb', 'abc', 'boc', 'post']),
    bankCard: withCheckDigit(`0000${random.int(10_000_000_000, 99_999_999_999)}`),
  };
}

/** Numbers of another province of the delta are insured there; of the others, some are. */
function insuredIn(number: string, chance: number): string {
  const area = number.slice(0, 2);
  if (['32', '33', '34'].includes(area)) return `${area}0000`;
  return chance < 0.2 ? '330000' : home;
}

function birthCertificate(city: City, person: Person): Values {
  const birth = birthOf(city, person);
  if (!birth) return {};
  const { mother, father, childName, childSex, birthDate, certificate } = birth;
  return {
    childName,
    childSex,
    birthDate,
    birthPlace: 'hospital',
    birthCertificate: certificate,
    motherName: mother.name,
    motherNumber: mother.number,
    fatherName: father.name,
    fatherNumber: father.number,
  };
}

function registeredChild(city: City, person: Person): Values {
  const registeredAs = birthOf(city, person)?.registeredAs ?? null;
  return registeredAs === null ? {} : { registeredChild: registeredAs };
}

function company(city: City, person: Person): Values {
  const own = companyOf(city, person);
  if (!own) return {};
  return {
    companyName: own.name,
    creditCode: own.creditCode,
    legalPerson: person.name,
    legalNumber: person.number,
    industry: own.industry,
    businessAddress: own.address,
    companyState: own.state,
    companyIrregular: own.irregular,
  };
}

function businessLicence(city: City, person: Person): Values {
  const own = companyOf(city, person);
  if (!own || own.licenceNumber === null || own.licenceDaysLeft === null) return {};
  return {
    licenceNumber: own.licenceNumber,
    licenceUntil: addDays(city.today(), own.licenceDaysLeft),
    areaSquareMetres: String(own.areaSquareMetres),
    sellsFood: own.sellsFood,
  };
}

/** ISO/IEC 7812-1, annex B. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
