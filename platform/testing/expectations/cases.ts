import { expect, it } from 'vitest';
import { itemNamed } from '../../simulator/city/items.ts';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const dayMs = 24 * 3_600_000;

export function casesExpectations(side: () => Side): void {
  it('shows each case of a person and how far it is', async () => {
    const { city, simulator } = side();
    const seen = new Set<string>();
    for (const { subject } of simulator.city.people.slice(0, 60)) {
      const { cases } = data(await city.cases.list({ subject }));
      for (const each of cases) {
        const { caseNumber } = each;
        const progress = data(await city.cases.progress({ subject, caseNumber }));
        expect(progress.case).toEqual(each);
        expect(progress.legallyDueOn >= each.dueOn).toBe(true);
        expect(progress.note !== null).toBe(each.state === 'supplement' || each.state === 'rejected');
        const over = each.state === 'approved' || each.state === 'rejected';
        expect(progress.steps.every(({ state }) => state === 'done')).toBe(over);
        seen.add(each.state);
      }
    }
    expect([...seen].toSorted()).toEqual(['accepted', 'approved', 'rejected', 'reviewing', 'supplement']);
  });

  it('goes on as the days go by', async () => {
    const { city, simulator, person, clock } = side();
    const { subject } = person('样例甲');
    const before = data(await city.cases.outcomes({ item: 'residence-registration' }));
    const residence = itemNamed('residence-registration');
    if (!residence) throw new Error('no such item');
    const { caseNumber, receipt } = simulator.city.cases.add(subject, residence);
    const state = async () => data(await city.cases.byReceipt({ receipt })).state;
    expect(await state()).toBe('accepted');
    await clock.hand.advance(dayMs);
    expect(await state()).toBe('reviewing');
    await clock.hand.advance(6 * dayMs);
    expect(await state()).toBe('approved');
    expect(data(await city.cases.progress({ subject, caseNumber })).case.state).toBe('approved');
    const after = data(await city.cases.outcomes({ item: 'residence-registration' }));
    expect(after.submitted).toBe(before.submitted + 1);
  });

  it('tells who wants it of each step', async () => {
    const { city, simulator } = side();
    const results = [];
    for (const { subject } of simulator.city.people.slice(0, 60)) {
      const [first] = data(await city.cases.list({ subject })).cases;
      if (!first) continue;
      const { caseNumber } = first;
      const request = { subject, caseNumber, channel: 'sms' as const };
      results.push(await city.cases.subscribe(request, { key: newKey() }));
    }
    expect(results.some(({ ok }) => ok)).toBe(true);
    expect(results.filter(({ ok }) => !ok).map((result) => refusal(result))).toContain('noTelephone');
  });

  it('shows nobody the case of another', async () => {
    const { city, simulator, person } = side();
    const stranger = person('样例庚').subject;
    const known = simulator.city.cases.all().find(({ subject }) => subject !== stranger);
    const caseNumber = known?.caseNumber ?? '';
    expect(refusal(await city.cases.progress({ subject: stranger, caseNumber }))).toBe('unknownCase');
    const subscribe = { subject: stranger, caseNumber, channel: 'app' as const };
    expect(refusal(await city.cases.subscribe(subscribe, { key: newKey() }))).toBe('unknownCase');
    expect(refusal(await city.cases.byReceipt({ receipt: 'none' }))).toBe('unknownReceipt');
    expect(refusal(await city.cases.outcomes({ item: 'none' }))).toBe('unknownItem');
  });
}
