import { expect, it } from 'vitest';
import { shownCodes } from '../../simulator/city/personal-codes.ts';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const dayMs = 24 * 3_600_000;

export function codesExpectations(side: () => Side): void {
  it('says whose code was scanned, of a person and of an enterprise', async () => {
    const { city, simulator, person } = side();
    const shown = shownCodes(simulator.city);
    const { subject, name, number } = person('样例乙');
    const codeOf = (wanted: string) =>
      shown.find(({ kind, holder }) => kind === wanted && holder.subject === subject)?.code ?? '';
    const holder = { subject, name, number };
    expect(data(await city.codes.resolve({ code: codeOf('personal') }))).toMatchObject({
      kind: 'personal',
      ...holder,
      enterpriseName: null,
      creditCode: null,
    });
    expect(data(await city.codes.resolve({ code: codeOf('enterprise') }))).toMatchObject({
      kind: 'enterprise',
      ...holder,
      enterpriseName: '示例便利店有限公司',
      creditCode: '91000000MA00000157',
    });
    expect(refusal(await city.codes.resolve({ code: 'somebody drew this' }))).toBe('unknownCode');
  });

  it('gives a paper code from 60 on, for 180 days, in place of the one before', async () => {
    const { city, person, clock } = side();
    const { subject, name, number } = person('样例甲');
    expect(data(await city.codes.offline({ subject }))).toEqual({ eligible: true, current: null });
    const issue = async (reason: 'first' | 'renewal' | 'lost') =>
      city.codes.issueOffline({ subject, reason }, { key: newKey() });
    expect(refusal(await issue('renewal'))).toBe('nothingToReplace');
    const first = data(await issue('first'));
    expect(first).toMatchObject({ issuedOn: '2026-03-04', validUntil: '2026-08-31', copies: 4 });
    expect(data(await city.codes.resolve({ code: first.code }))).toMatchObject({
      kind: 'offline',
      subject,
      name,
      number,
    });
    expect(refusal(await issue('first'))).toBe('alreadyIssued');
    const second = data(await issue('lost'));
    expect(refusal(await city.codes.resolve({ code: first.code }))).toBe('revokedCode');
    expect(data(await city.codes.offline({ subject })).current?.serial).toBe(second.serial);
    await clock.hand.advance(181 * dayMs);
    expect(refusal(await city.codes.resolve({ code: second.code }))).toBe('expiredCode');
    expect(data(await city.codes.offline({ subject })).current).toBeNull();
    expect(data(await issue('renewal')).serial).not.toBe(second.serial);
  });

  it('gives none to the young', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    expect(data(await city.codes.offline({ subject })).eligible).toBe(false);
    expect(refusal(await city.codes.issueOffline({ subject, reason: 'first' }, { key: newKey() }))).toBe(
      'tooYoung',
    );
  });

  it('has a code for the place', async () => {
    const { city } = side();
    expect(data(await city.codes.site({})).code).toContain('simulated-kiosk');
  });
}
