import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const consent = {
  purpose: 'A print for the holder',
  item: 'licence-print',
  givenAt: '2026-03-04T12:00:00+08:00',
};

export function licencesExpectations(side: () => Side): void {
  it('lists what a person has, and gives one of them with consent', async () => {
    const { city, person } = side();
    const { subject, name } = person('样例甲');
    const { licences } = data(await city.licences.list({ subject }));
    expect(licences.map(({ kind }) => kind)).toContain('identity-card');
    const valid = licences.find(({ state }) => state === 'valid');
    if (!valid) throw new Error('no valid licence');
    const request = { subject, licence: valid.licence, consent };
    const pulled = data(await city.licences.pull(request, { key: newKey() }));
    expect(pulled.licence).toEqual(valid);
    expect(pulled.fields.map(({ value }) => value)).toContain(name);
    const verified = data(await city.licences.verify({ checkCode: pulled.checkCode }));
    expect(verified).toEqual({ result: 'valid', region: '310000', title: valid.title });
  });

  it('gives nobody the licence of another', async () => {
    const { city, person } = side();
    const [own] = data(await city.licences.list({ subject: person('样例甲').subject })).licences;
    const request = { subject: person('样例乙').subject, licence: own?.licence ?? '', consent };
    expect(refusal(await city.licences.pull(request, { key: newKey() }))).toBe('unknownLicence');
  });

  it('gives none that has expired or was taken back', async () => {
    const { city, simulator } = side();
    for (const { subject } of simulator.city.people) {
      const { licences } = data(await city.licences.list({ subject }));
      const invalid = licences.find(({ state }) => state !== 'valid');
      if (!invalid) continue;
      const request = { subject, licence: invalid.licence, consent };
      expect(refusal(await city.licences.pull(request, { key: newKey() }))).toBe('notValid');
      return;
    }
    throw new Error('nobody has an invalid licence');
  });

  it('verifies those of a neighbouring region, and says where it cannot', async () => {
    const { city } = side();
    const verify = async (checkCode: string) => city.licences.verify({ checkCode });
    expect(data(await verify('32-000001'))).toMatchObject({ result: 'valid', region: '320000' });
    expect(data(await verify('none-such'))).toEqual({ result: 'unknown', region: null, title: null });
    expect(refusal(await verify('33-000001'))).toBe('regionUnavailable');
  });
}
