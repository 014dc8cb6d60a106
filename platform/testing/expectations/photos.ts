import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import { sampleFile } from '../sample-file.ts';
import type { Side } from '../side.ts';

const right = { widthPx: 358, heightPx: 441 };
const dayMs = 24 * 3_600_000;

export function photosExpectations(side: () => Side): void {
  it('keeps a photograph for three years, for exit and entry for one', async () => {
    const { city, person, clock } = side();
    const { subject } = person('样例甲');
    const file = sampleFile('image/jpeg');
    const stored = data(await city.photos.store({ subject, file, ...right }, { key: newKey() }));
    if (stored.verdict !== 'accepted') throw new Error('rejected');
    const { photo } = stored;
    const uses = async () =>
      data(await city.photos.list({ subject })).photos.flatMap((each) => each.uses.map(({ use }) => use));
    expect(await uses()).toHaveLength(5);
    expect(data(await city.photos.cut({ subject, photo, use: 'exit-entry' }))).toEqual({ file, ...right });
    await clock.hand.advance(366 * dayMs);
    expect(await uses()).toHaveLength(4);
    expect(refusal(await city.photos.cut({ subject, photo, use: 'exit-entry' }))).toBe('tooOld');
    expect(data(await city.photos.cut({ subject, photo, use: 'identity-card' })).file).toEqual(file);
    const stranger = person('样例乙').subject;
    expect(refusal(await city.photos.cut({ subject: stranger, photo, use: 'identity-card' }))).toBe(
      'unknownPhoto',
    );
  });

  it('says of a photograph why it is not good enough', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    const store = async (file: ReturnType<typeof sampleFile>, widthPx: number) =>
      city.photos.store({ subject, file, widthPx, heightPx: 441 }, { key: newKey() });
    expect(data(await store(sampleFile('image/png'), 400))).toMatchObject({
      verdict: 'rejected',
      reasons: [{ rule: 'jpeg' }, { rule: 'size' }],
    });
    expect(refusal(await store({ ...sampleFile('image/jpeg'), bytes: 1 }, 358))).toBe('damaged');
    expect(data(await city.photos.list({ subject })).photos).toEqual([]);
  });
}
