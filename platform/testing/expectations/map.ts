import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import type { Side } from '../side.ts';

export function mapExpectations(side: () => Side): void {
  it('shows the nearest first, with what is true there now', async () => {
    const { city, clock } = side();
    const near = { latitude: 31.2701, longitude: 121.4801 };
    const { points } = data(await city.map.points({ near, item: null }));
    expect(points[0]).toMatchObject({ office: 'hongqiaoli', distanceMetres: 0, open: true });
    const distances = points.map(({ distanceMetres }) => distanceMetres ?? -1);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    // On a plane: 0.0051° north at 111 195 m, 0.0092° east at cos 31.27° of that.
    const flat = Math.hypot(0.0051 * 111_195, 0.0092 * 111_195 * Math.cos((31.27 * Math.PI) / 180));
    const hall = points.find(({ office }) => office === 'district-hall')?.distanceMetres ?? 0;
    expect(Math.abs(hall - flat)).toBeLessThan(2);
    const { businesses } = data(await city.queue.state({ office: 'hongqiaoli' }));
    expect(points[0]?.waiting).toBe(businesses.reduce((sum, { waiting }) => sum + waiting, 0));
    await clock.hand.advance(12 * 3_600_000);
    const night = data(await city.map.points({ near: null, item: null })).points;
    expect(night.every(({ open, distanceMetres }) => !open && distanceMetres === null)).toBe(true);
  });

  it('shows only where a thing can be done, and for how long that is sure', async () => {
    const { city } = side();
    const result = await city.map.points({ near: null, item: 'industry-licence' });
    expect(data(result).points.map(({ office }) => office)).toEqual(['district-hall', 'fanben-tower']);
    if (!result.ok || result.validUntil === null) throw new Error('no end of validity');
    expect(Date.parse(result.validUntil) - Date.parse(result.asOf)).toBe(60_000);
    expect(refusal(await city.map.points({ near: null, item: 'nothing' }))).toBe('unknownItem');
  });
}
