import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const begun = { item: 'residence-registration', target: 'phone' as const, content: 'c2VhbGVk' };

export function handoffsExpectations(side: () => Side): void {
  it('hands on what was begun, once', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    const { token, url } = data(await city.handoffs.offer({ subject, ...begun }, { key: newKey() }));
    expect(url).toContain(token);
    expect(url).not.toContain(subject);
    const key = newKey();
    const redeem = (options = { key }) => city.handoffs.redeem({ token, target: 'phone' }, options);
    const { target: _, ...content } = begun;
    expect(data(await redeem())).toEqual({ subject, ...content });
    // The answer that was lost can be had again; the token cannot.
    expect(data(await redeem())).toEqual({ subject, ...content });
    expect(refusal(await redeem({ key: newKey() }))).toBe('usedToken');
  });

  it('hands nothing on to others, to other places, or after five minutes', async () => {
    const { city, person, clock } = side();
    const { subject } = person('样例乙');
    const { token, expiresAt } = data(await city.handoffs.offer({ subject, ...begun }, { key: newKey() }));
    const redeem = (request: { token: string; target: 'phone' | 'counter' }) =>
      city.handoffs.redeem(request, { key: newKey() });
    expect(refusal(await redeem({ token: 'guessed', target: 'phone' }))).toBe('unknownToken');
    expect(refusal(await redeem({ token, target: 'counter' }))).toBe('otherTarget');
    expect(Date.parse(expiresAt) - clock.now()).toBe(5 * 60_000);
    await clock.hand.advance(5 * 60_000);
    expect(refusal(await redeem({ token, target: 'phone' }))).toBe('expiredToken');
  });
}
