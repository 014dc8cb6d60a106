import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const item = 'payment-record';
const dayMs = 24 * 3_600_000;

export function ratingsExpectations(side: () => Side): void {
  it('takes one rating for one transaction', async () => {
    const { city } = side();
    const { tags } = data(await city.ratings.tags({ level: 5 }));
    const good = { transaction: 'T-1', item, level: 5, tags: [tags[0]?.tag ?? ''], comment: null };
    const key = newKey();
    const first = data(await city.ratings.rate(good, { key }));
    expect(first.stages).toEqual([]);
    expect(data(await city.ratings.rate(good, { key }))).toEqual(first);
    expect(refusal(await city.ratings.rate(good, { key: newKey() }))).toBe('alreadyRated');
    expect(data(await city.ratings.followUp({ rating: first.rating })).stages).toEqual([]);
  });

  it('answers a bad one in three stages of 1, 3 and 1 working days', async () => {
    const { city, clock } = side();
    const bad = { transaction: 'T-2', item, level: 1, tags: ['slow'], comment: 'It took an hour' };
    const { rating, stages } = data(await city.ratings.rate(bad, { key: newKey() }));
    // From a Wednesday, over a weekend.
    expect(stages).toEqual([
      { stage: 'contact', dueOn: '2026-03-05', doneAt: null },
      { stage: 'answer', dueOn: '2026-03-10', doneAt: null },
      { stage: 'review', dueOn: '2026-03-11', doneAt: null },
    ]);
    const done = async () =>
      data(await city.ratings.followUp({ rating })).stages.map(({ doneAt }) => doneAt !== null);
    await clock.hand.advance(dayMs);
    expect(await done()).toEqual([true, false, false]);
    await clock.hand.advance(6 * dayMs);
    expect(await done()).toEqual([true, true, true]);
  });

  it('knows only the tags of the level, and only ratings that were given', async () => {
    const { city } = side();
    const request = { transaction: 'T-3', item, level: 5, tags: ['slow'], comment: null };
    expect(refusal(await city.ratings.rate(request, { key: newKey() }))).toBe('unknownTag');
    expect(refusal(await city.ratings.followUp({ rating: 'PJ-0' }))).toBe('unknownRating');
  });
}
