import { expect, it } from 'vitest';
import cards from '../../../assets/simulated-cards/id-cards.json' with { type: 'json' };
import { data, refusal } from '../expect-result.ts';
import type { Side } from '../side.ts';

function documentOf(id: string) {
  const card = cards.find((each) => each.id === id);
  if (card?.number === undefined || card.to === undefined) throw new Error(`no card ${id}`);
  const { holder: name, number, to } = card;
  const validUntil = to === '长期' ? null : `${to.slice(0, 4)}-${to.slice(4, 6)}-${to.slice(6)}`;
  return { kind: 'id-card' as const, number, name, validUntil };
}

export function identityExpectations(side: () => Side): void {
  it.each(['citizen', 'citizen-moved', 'citizen-rare-name', 'foreigner-2017', 'foreigner-2023'])(
    'knows the holder of the simulated card %s',
    async (id) => {
      const { city, person } = side();
      const document = documentOf(id);
      const { subject, maskedName } = data(await city.identity.identify({ document }));
      expect(subject).toBe(person(document.name).subject);
      expect(maskedName).not.toBe(document.name);
    },
  );

  it('refuses a document that is none of a person here', async () => {
    const { city } = side();
    const ask = async (document: ReturnType<typeof documentOf>) =>
      refusal(await city.identity.identify({ document }));
    expect(await ask(documentOf('citizen-expired'))).toBe('documentExpired');
    expect(await ask(documentOf('citizen-wrong-number'))).toBe('unknownDocument');
    expect(await ask({ ...documentOf('citizen'), name: '样例乙' })).toBe('nameDiffers');
  });

  it('says for whom one may act, and only to that one', async () => {
    const { city, person } = side();
    const { mandates } = data(await city.identity.mandates({ subject: person('样例乙').subject }));
    expect(mandates).toMatchObject([{ principal: { subject: person('样例甲').subject } }]);
    expect(data(await city.identity.mandates({ subject: person('样例甲').subject })).mandates).toEqual([]);
    expect(refusal(await city.identity.mandates({ subject: 'sub_of-nobody' }))).toBe('unknownSubject');
  });
}
