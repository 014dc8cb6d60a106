import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import type { Side } from '../side.ts';

const shanghai = '310000';

export function catalogueExpectations(side: () => Side): void {
  it('has the items of each region, and a guide for each', async () => {
    const { city } = side();
    const { regions } = data(await city.catalogue.regions({}));
    const counts = [];
    for (const { region } of regions) {
      const { items } = data(await city.catalogue.list({ region, audience: 'person' }));
      counts.push(items.length);
      for (const { item, title, version } of items)
        expect(data(await city.catalogue.guide({ item, region }))).toMatchObject({ title, version });
    }
    expect(counts[0]).toBeGreaterThan(counts[1] ?? 0);
    expect(counts[1]).toBeGreaterThan(0);
  });

  it('says of a guide when it was looked at, and which one is past its day', async () => {
    const { city } = side();
    const guide = async (item: string) => data(await city.catalogue.guide({ item, region: shanghai }));
    expect((await guide('residence-registration')).checkDueOn > '2026-03-04').toBe(true);
    expect((await guide('retirement-in-one')).checkDueOn < '2026-03-04').toBe(true);
  });

  it('keeps the items of enterprises apart', async () => {
    const { city } = side();
    const { items } = data(await city.catalogue.list({ region: shanghai, audience: 'enterprise' }));
    expect(items).toMatchObject([
      { item: 'industry-licence', parts: ['food-permit', 'fire-safety', 'shop-sign'] },
    ]);
  });

  it('refuses what there is not', async () => {
    const { city } = side();
    const { catalogue } = city;
    expect(refusal(await catalogue.list({ region: '990000', audience: 'person' }))).toBe('unknownRegion');
    expect(refusal(await catalogue.guide({ item: 'nothing', region: shanghai }))).toBe('unknownItem');
    expect(refusal(await catalogue.guide({ item: 'medical-booklet', region: '320000' }))).toBe('notInRegion');
  });
}
