import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

export function benefitsExpectations(side: () => Side): void {
  it('finds what a person has a claim to, and gives it once, at a touch', async () => {
    const { city, person } = side();
    const { subject } = person('样例甲');
    const { benefits } = data(await city.benefits.matches({ subject }));
    expect(benefits.map(({ benefit }) => benefit)).toEqual(
      expect.arrayContaining(['elder-allowance', 'health-check', 'flu-vaccine']),
    );
    const request = { subject, benefit: 'elder-allowance' };
    const key = newKey();
    const first = data(await city.benefits.confirm(request, { key }));
    expect(data(await city.benefits.confirm(request, { key }))).toEqual(first);
    expect(refusal(await city.benefits.confirm(request, { key: newKey() }))).toBe('alreadyConfirmed');
    const after = data(await city.benefits.matches({ subject })).benefits;
    expect(after.find(({ benefit }) => benefit === 'elder-allowance')?.state).toBe('confirmed');
    const { entitlements } = data(await city.benefits.entitlements({ subject }));
    expect(entitlements.map(({ entitlement }) => entitlement)).toContain('elder-allowance');
  });

  it('gives nothing to whom it is not due', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    const { benefits } = data(await city.benefits.matches({ subject }));
    expect(benefits.map(({ benefit }) => benefit)).not.toContain('elder-allowance');
    const request = { subject, benefit: 'elder-allowance' };
    expect(refusal(await city.benefits.confirm(request, { key: newKey() }))).toBe('unknownBenefit');
  });

  it('says what the elderly and those with a disability are entitled to', async () => {
    const { city, person, simulator } = side();
    const of = async (subject: string) =>
      data(await city.benefits.entitlements({ subject })).entitlements.map(({ entitlement }) => entitlement);
    expect(await of(person('样例甲').subject)).toContain('elderly');
    expect(await of(person('样例乙').subject)).not.toContain('elderly');
    const all = await Promise.all(simulator.city.people.map(({ subject }) => of(subject)));
    expect(all.flat()).toContain('disability');
  });
}
