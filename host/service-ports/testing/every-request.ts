import { licencesOf } from '../../../platform/simulator/city/licence-register.ts';
import { data } from '../../../platform/testing/expect-result.ts';
import { newKey, type Rig } from '../../../platform/testing/rig.ts';
import type { RequestOrder } from '../requests/asked.ts';
import { firstSlot, office, orderOf } from './counter.ts';

export interface EveryRequest {
  name: string;
  /** What the item asks the city for. */
  operation: string;
  paper: 'a4' | 'ticket' | null;
  /** Numbered things that the city makes for it; an archived package is one. */
  makes: number;
  order(rig: Rig): Promise<RequestOrder>;
}

const matter = 'elder-allowance';

async function booked(rig: Rig, variant: string): Promise<RequestOrder> {
  const person = rig.person('样例乙');
  const { subject } = person;
  const platform = rig.platform();
  const { slot } = await firstSlot(platform, matter);
  const wanted = { subject, office, item: matter, slot };
  const { booking } = data(await platform.bookings.book(wanted, { key: newKey() }));
  return orderOf(rig, 'appointment', person, { variant, values: { appointment: booking.booking } });
}

/** For tests: one good order for everything that a shipped item can ask for. */
export const everyRequest: readonly EveryRequest[] = [
  {
    name: 'a payment record',
    operation: 'payments.certificate',
    paper: 'a4',
    makes: 1,
    order: (rig) =>
      orderOf(rig, 'payment-record', rig.person('样例乙'), {
        values: { insurances: ['pension', 'housing-fund'], span: 'year' },
      }),
  },
  {
    name: 'a licence',
    operation: 'licences.pull',
    paper: 'a4',
    makes: 0,
    order(rig) {
      const person = rig.person('样例乙');
      const valid = licencesOf(rig.simulator.city, person).find(({ state }) => state === 'valid');
      return orderOf(rig, 'licence-print', person, {
        values: { licence: valid?.licence ?? '', copies: '2' },
      });
    },
  },
  {
    name: 'an appointment',
    operation: 'bookings.book',
    paper: 'ticket',
    makes: 1,
    async order(rig) {
      const slot = await firstSlot(rig.platform(), matter);
      const values = { matter, ...slot, phone: '13800000000' };
      return orderOf(rig, 'appointment', rig.person('样例乙'), { variant: 'book', values });
    },
  },
  {
    name: 'a check-in',
    operation: 'bookings.checkIn',
    paper: 'ticket',
    makes: 1,
    order: (rig) => booked(rig, 'check-in'),
  },
  {
    name: 'a cancelled appointment',
    operation: 'bookings.cancel',
    paper: null,
    makes: 0,
    order: (rig) => booked(rig, 'cancel'),
  },
  {
    name: 'progress',
    operation: 'cases.progress',
    paper: 'ticket',
    makes: 0,
    order(rig) {
      const { city } = rig.simulator;
      const person = city.people.find(({ subject }) => city.cases.of(subject).length > 0);
      if (!person) throw new Error('nobody has a case');
      const values = { case: city.cases.of(person.subject)[0]?.caseNumber ?? '' };
      return orderOf(rig, 'case-progress', person, { values });
    },
  },
  {
    name: 'progress by a receipt',
    operation: 'cases.byReceipt',
    paper: 'ticket',
    makes: 0,
    async order(rig) {
      const receipt = rig.simulator.city.cases.all()[0]?.receipt ?? '';
      const order = await orderOf(rig, 'case-progress', rig.person('样例乙'));
      return { ...order, person: null, subject: null, receipt };
    },
  },
  {
    name: 'an offline code',
    operation: 'codes.issueOffline',
    paper: 'a4',
    makes: 1,
    order: (rig) =>
      orderOf(rig, 'offline-code', rig.person('样例甲'), { variant: 'issue', values: { purpose: 'daily' } }),
  },
  {
    name: 'a benefit',
    operation: 'benefits.confirm',
    paper: null,
    makes: 0,
    async order(rig) {
      const person = rig.person('样例甲');
      const { benefits } = data(await rig.platform().benefits.matches({ subject: person.subject }));
      return orderOf(rig, 'matching-benefits', person, { picked: benefits[0]?.benefit ?? null });
    },
  },
  {
    name: 'an allowance',
    operation: 'intake.submit',
    paper: 'a4',
    makes: 2,
    order: (rig) =>
      orderOf(rig, 'elder-allowance', rig.person('样例甲'), {
        values: { applicant: 'self' },
        signature: 'QM-1',
      }),
  },
  {
    name: 'a bundle',
    operation: 'intake.submit',
    paper: 'a4',
    makes: 2,
    order: (rig) => orderOf(rig, 'newborn', rig.person('样例乙'), { values: { joinMedical: 'yes' } }),
  },
  {
    name: 'a licence for a business',
    operation: 'intake.submit',
    paper: 'a4',
    makes: 2,
    order: (rig) =>
      orderOf(rig, 'industry-licence', rig.person('样例乙'), {
        variant: 'new',
        values: { areaSquareMetres: '60', sellsFood: 'yes' },
      }),
  },
  {
    name: 'care in another province',
    operation: 'intake.submit',
    paper: 'a4',
    makes: 1,
    order: (rig) =>
      orderOf(rig, 'remote-care', rig.person('样𠮷䶮'), { region: '340000', values: { from: '2026-03-10' } }),
  },
  {
    name: 'a wrong record',
    operation: 'disputes.raise',
    paper: 'a4',
    makes: 1,
    order: (rig) =>
      orderOf(rig, 'data-dispute', rig.person('样例乙'), {
        values: { source: 'register', entry: '现住地址', shownValue: '示例路1号', rightValue: '示例路2号' },
      }),
  },
];
