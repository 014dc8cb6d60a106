/** What the city does not do is told in its words, and nothing is printed. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import refusals from '../../assets/catalogue/refusals.json' with { type: 'json' };
import { licencesOf } from '../../platform/simulator/city/licence-register.ts';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import type { RequestOrder } from './requests/asked.ts';
import { firstSlot, openCounter, orderOf } from './testing/counter.ts';
import { everyRequest } from './testing/every-request.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.listening.close());

const again = (order: RequestOrder): RequestOrder => ({ ...order, opId: `${order.opId}-again` });
const orderFor = async (name: string) => everyRequest.find((each) => each.name === name)?.order(rig);

/** Asked twice as two operations. */
async function twice(name: string): Promise<RequestOrder> {
  const order = await orderFor(name);
  if (!order) throw new Error(`no request for ${name}`);
  const { requested } = await openCounter(rig).ask(order);
  expect(requested.ok).toBe(true);
  return again(order);
}

const refused: Readonly<Record<string, () => Promise<RequestOrder>>> = {
  // The pension came years ago.
  'payments.certificate.nothingPaid': () =>
    orderOf(rig, 'payment-record', rig.person('样例甲'), {
      values: { insurances: ['pension'], span: 'year' },
    }),
  'licences.pull.notValid'() {
    const { city } = rig.simulator;
    for (const person of city.people) {
      const revoked = licencesOf(city, person).find(({ state }) => state === 'revoked');
      if (revoked) return orderOf(rig, 'licence-print', person, { values: { licence: revoked.licence } });
    }
    throw new Error('nothing was revoked');
  },
  'licences.pull.unknownLicence': () =>
    orderOf(rig, 'licence-print', rig.person('样例乙'), { values: { licence: 'identity-card.1' } }),
  'bookings.book.alreadyBooked': () => twice('an appointment'),
  'bookings.book.unknownSlot'() {
    const values = { matter: 'elder-allowance', day: '2026-03-05', slot: 'none', phone: '13800000000' };
    return orderOf(rig, 'appointment', rig.person('样例乙'), { variant: 'book', values });
  },
  'bookings.cancel.notCancellable': () => twice('a cancelled appointment'),
  'bookings.checkIn.notBooked': () => twice('a check-in'),
  async 'bookings.checkIn.tooEarly'() {
    const { day, slot } = await firstSlot(rig.platform(), 'newborn');
    const later = slot.replace(/\d{4}$/, '1600');
    const values = { matter: 'newborn', day, slot: later, phone: '13800000000' };
    const person = rig.person('样例乙');
    const order = await orderOf(rig, 'appointment', person, { variant: 'book', values });
    const { requested } = await openCounter(rig).ask(order);
    if (!requested.ok) throw new Error(JSON.stringify(requested));
    const appointment = requested.result.qr?.text ?? '';
    return orderOf(rig, 'appointment', person, { variant: 'check-in', values: { appointment } });
  },
  'cases.progress.unknownCase': () =>
    orderOf(rig, 'case-progress', rig.person('样例乙'), { values: { case: 'BJ-20260101-999999' } }),
  async 'cases.byReceipt.unknownReceipt'() {
    const order = await orderOf(rig, 'case-progress', rig.person('样例乙'));
    return { ...order, person: null, subject: null, receipt: 'nobody-has-this' };
  },
  'codes.issueOffline.tooYoung': () =>
    orderOf(rig, 'offline-code', rig.person('样例乙'), { facts: { offlineUntil: null } }),
  'codes.issueOffline.alreadyIssued': () => twice('an offline code'),
  'benefits.confirm.alreadyConfirmed': () => twice('a benefit'),
  'benefits.confirm.unknownBenefit': () =>
    orderOf(rig, 'matching-benefits', rig.person('样例乙'), { picked: 'nothing-of-the-kind' }),
  async 'intake.submit.precheckFailed'() {
    const order = await orderFor('an allowance');
    if (!order) throw new Error('no allowance');
    return { ...order, values: { ...order.values, bankCard: '' } };
  },
  'disputes.raise.alreadyRaised': () => twice('a wrong record'),
  async unknownSubject() {
    const order = await orderFor('a payment record');
    if (!order) throw new Error('no record');
    return { ...order, subject: 'sub_nobody_is_this' };
  },
};

it.each(Object.entries(refused))('%s', async (name, order) => {
  const asked = await order();
  const { requested, paper } = await openCounter(rig).ask(asked);
  expect(requested).toEqual({
    ok: false,
    problem: 'city-refused',
    reason: (refusals as Readonly<Record<string, unknown>>)[name],
    retry: false,
  });
  expect(paper).toBeNull();
});
