import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const span = { insurances: ['pension' as const], from: '2025-01', to: '2025-12' };

export function paymentsExpectations(side: () => Side): void {
  it('sums up, for each insurance, from when to when and how many months were paid', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    const { insurances } = data(await city.payments.summary({ subject }));
    expect(insurances).toHaveLength(6);
    for (const each of insurances) {
      const { insurance, firstMonth: from, lastMonth: to, paidMonths } = each;
      const { records } = data(await city.payments.records({ subject, insurances: [insurance], from, to }));
      expect(records.filter(({ state }) => state !== 'missing')).toHaveLength(paidMonths);
      expect([records[0]?.month, records.at(-1)?.month]).toEqual([from, to]);
    }
  });

  it('gives the months that were asked for, oldest first', async () => {
    const { city, person } = side();
    const { records } = data(await city.payments.records({ subject: person('样例乙').subject, ...span }));
    expect(records.map(({ month }) => month)).toEqual(
      Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`),
    );
    expect(records.every(({ insurance }) => insurance === 'pension')).toBe(true);
  });

  it('certifies them under a number of its own, once for each key', async () => {
    const { city, person } = side();
    const request = { subject: person('样例乙').subject, ...span };
    const key = newKey();
    const first = data(await city.payments.certificate(request, { key }));
    expect(data(await city.payments.certificate(request, { key }))).toEqual(first);
    expect(data(await city.payments.certificate(request, { key: newKey() })).serial).not.toBe(first.serial);
  });

  it('refuses what it cannot answer', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    expect(refusal(await city.payments.summary({ subject: 'sub_of-nobody' }))).toBe('unknownSubject');
    const ask = (part: object) => city.payments.records({ subject, ...span, ...part });
    expect(refusal(await ask({ from: '2026-01' }))).toBe('spanReversed');
    expect(refusal(await ask({ from: '1970-01' }))).toBe('spanTooLong');
    const before = { subject, ...span, from: '1993-01', to: '1993-02' };
    const certify = (part: object) => city.payments.certificate({ ...before, ...part }, { key: newKey() });
    expect(refusal(await certify({}))).toBe('nothingPaid');
    expect(refusal(await certify({ to: '1992-12' }))).toBe('spanReversed');
    expect(refusal(await certify({ from: '1930-01' }))).toBe('spanTooLong');
  });
}
