import { createHash } from 'node:crypto';
import type { z } from 'zod';
import cityData from '../../../assets/platform/city.json' with { type: 'json' };
import type { ReplyOf } from '../../core/port.ts';
import type { insurance, payments } from '../../ports/payments.ts';
import { addDays, addMonths, ageOn, instantOf, monthOf, monthsBetween } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Person } from '../city/people.ts';
import type { Handlers } from '../handler.ts';

type Insurance = z.infer<typeof insurance>;
type Record = ReplyOf<typeof payments.operations.records>['records'][number];

/** Shares of the base in thousandths, of the employer and of the person; the order of the register. */
const shares: Readonly<{ [K in Insurance]: readonly [number, number] }> = {
  pension: [160, 80],
  medical: [90, 20],
  unemployment: [5, 5],
  'work-injury': [2, 0],
  maternity: [10, 0],
  'housing-fund': [70, 70],
};
const maxMonths = 600;
const freshMs = 24 * 3_600_000;

export function paymentsHandlers(city: City): Handlers<typeof payments> {
  const cache = new Map<string, Record[]>();
  const of = (person: Person) => {
    const known = cache.get(person.subject) ?? recordsOf(city, person);
    cache.set(person.subject, known);
    return known;
  };
  const select = (
    person: Person,
    { insurances, from, to }: { insurances: Insurance[]; from: string; to: string },
  ): Record[] | 'spanReversed' | 'spanTooLong' => {
    const months = monthsBetween(from, to);
    if (months < 1) return 'spanReversed';
    if (months > maxMonths) return 'spanTooLong';
    return of(person).filter(
      (record) => record.month >= from && record.month <= to && insurances.includes(record.insurance),
    );
  };
  return {
    summary(_request, { person }) {
      const insurances = (Object.keys(shares) as Insurance[]).flatMap((insurance) => {
        const own = of(person).filter((record) => record.insurance === insurance);
        const [first, last] = [own[0], own.at(-1)];
        if (!first || !last) return [];
        const paidMonths = own.filter(({ state }) => state !== 'missing').length;
        return [{ insurance, firstMonth: first.month, lastMonth: last.month, paidMonths }];
      });
      return { data: { insurances }, freshMs };
    },
    records(span, { person }) {
      const records = select(person, span);
      return typeof records === 'string' ? { refusal: records } : { data: { records }, freshMs };
    },
    certificate(span, { person }) {
      const records = select(person, span);
      if (typeof records === 'string') return { refusal: records };
      if (!records.some(({ state }) => state !== 'missing')) return { refusal: 'nothingPaid' };
      const serial = city.serial('JF');
      const checkCode = createHash('sha256').update(serial).digest('hex').slice(0, 12).toUpperCase();
      const issuedAt = instantOf(city.now());
      const checkableUntil = addDays(city.today(), 90);
      const checkUrl = `https://check.platform.example/c/${checkCode}`;
      return { data: { serial, checkCode, checkUrl, issuedAt, checkableUntil, sealed: null } };
    },
  };
}

/** A working life: from a first job to the month before this one or to the pension, with some employers and gaps. */
function recordsOf(city: City, person: Person): Record[] {
  const random = city.chance(`payments ${person.number}`);
  const birthYear = Number(person.birth.slice(0, 4));
  // Kept by computer since 1993 in this city.
  const first = `${Math.max(1993, birthYear + random.int(18, 24))}-${String(random.int(1, 12)).padStart(2, '0')}`;
  const pension = `${birthYear + 60}-${person.birth.slice(5, 7)}`;
  const last = [addMonths(monthOf(city.now()), -1), addMonths(pension, -1)].toSorted()[0] ?? first;
  const records: Record[] = [];
  let payer = random.pick(cityData.employers);
  let baseFen = random.int(300, 900) * 1000;
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    if (random.next() < 0.015) payer = random.pick(cityData.employers);
    // Bases are set anew each July.
    if (month.endsWith('-07')) baseFen = Math.round((baseFen * random.int(1010, 1080)) / 100_000) * 100;
    const chance = random.next();
    const state = chance < 0.01 ? 'missing' : chance < 0.03 ? 'late' : 'paid';
    for (const insurance of Object.keys(shares) as Insurance[]) {
      const [employer, own] = shares[insurance];
      const paid = state === 'missing' ? 0 : baseFen;
      records.push({
        month,
        insurance,
        payer,
        baseFen,
        personalFen: Math.round((paid * own) / 1000),
        employerFen: Math.round((paid * employer) / 1000),
        state,
      });
    }
  }
  return ageOn(city.today(), person.birth) < 18 ? [] : records;
}
