import { createHash } from 'node:crypto';
import { z } from 'zod';
import cards from '../../../assets/simulated-cards/id-cards.json' with { type: 'json' };
import cityData from '../../../assets/platform/city.json' with { type: 'json' };
import { seeded } from '../random.ts';

/** Somebody who does not exist. */
export interface Person {
  subject: string;
  /** Of the identity card. */
  number: string;
  name: string;
  sex: 'female' | 'male';
  /** `1949-12-31` */
  birth: string;
  address: string;
}

const peopleCount = 200;

/** Its number fails its check character: no register knows it. */
const forgedCard = 'citizen-wrong-number';

const cardSchema = z.object({
  id: z.string(),
  kind: z.string(),
  holder: z.string(),
  number: z.string().optional(),
  sex: z.string().optional(),
  birth: z.string().optional(),
  address: z.string().optional(),
  newestAddresses: z.array(z.string()),
});

/** The holders of the simulated cards first, then others, as many as make a small city. */
export function createPeople(seed: number): Person[] {
  const people = new Map<string, Person>();
  for (const card of z.array(cardSchema).parse(cards)) {
    const { number, birth } = card;
    // Two of the cards share a number: an old one of the same person, which bears another sample's name.
    if (number === undefined || birth === undefined || card.id === forgedCard || people.has(number)) continue;
    people.set(number, {
      subject: subjectOf(seed, number),
      number,
      name: card.holder,
      sex: card.sex === '2' ? 'female' : 'male',
      birth: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
      address: card.newestAddresses.at(-1) ?? card.address ?? cityData.district,
    });
  }
  for (let index = 0; people.size < peopleCount; index += 1) {
    const person = invented(seed, index);
    people.set(person.number, person);
  }
  return [...people.values()];
}

function invented(seed: number, index: number): Person {
  const random = seeded(seed, `person ${index}`);
  const { familyNames, givenNames, streets, district } = cityData;
  const sex = random.pick(['female', 'male'] as const);
  const year = random.int(1936, 2015);
  const birth = `${year}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
  const order = String(index * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const number = numbered(birth, order);
  return {
    subject: subjectOf(seed, number),
    number,
    name: random.pick(familyNames) + random.pick(givenNames.first) + random.pick(givenNames.second),
    sex,
    birth,
    address: `${district}${random.pick(streets)}${random.int(1, 300)}号${random.int(101, 1804)}室`,
  };
}

/** In the form of GB 11643, in the area 000000, which GB/T 2260 gives to no place: it can be nobody's number. */
function numbered(birth: string, order: string): string {
  const digits = `000000${birth.replaceAll('-', '')}${order}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return digits + '10X98765432'[sum % 11];
}

function subjectOf(seed: number, number: string): string {
  return `sub_${createHash('sha256').update(`${seed} ${number}`).digest('base64url').slice(0, 32)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
