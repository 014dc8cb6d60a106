import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const wrong = {
  place: { of: 'residence-registration', field: 'address' },
  source: 'register' as const,
  shownValue: '示例路1号',
};
const dayMs = 24 * 3_600_000;

export function disputesExpectations(side: () => Side): void {
  it('takes "this is wrong", once, and answers within five working days', async () => {
    const { city, person, clock } = side();
    const { subject } = person('样例甲');
    const raise = (part: object = {}) =>
      city.disputes.raise({ subject, ...wrong, claimedValue: '示例路2号', ...part }, { key: newKey() });
    const { dispute, dueOn } = data(await raise());
    expect(dueOn).toBe('2026-03-11');
    expect(refusal(await raise())).toBe('alreadyRaised');
    const other = { of: wrong.place.of, field: 'telephone' };
    data(await raise({ place: other, claimedValue: null }));
    const states = async () =>
      data(await city.disputes.list({ subject })).disputes.map((each) => [each.place.field, each.state]);
    expect(await states()).toEqual([
      ['telephone', 'received'],
      ['address', 'received'],
    ]);
    await clock.hand.advance(dayMs);
    expect((await states())[0]).toEqual(['telephone', 'checking']);
    await clock.hand.advance(6 * dayMs);
    expect(await states()).toEqual([
      ['telephone', 'confirmed'],
      ['address', 'corrected'],
    ]);
    const closed = data(await city.disputes.list({ subject })).disputes;
    expect(closed.find((each) => each.dispute === dispute)?.answer).not.toBeNull();
    expect(JSON.stringify(closed)).not.toContain(wrong.shownValue);
  });
}
