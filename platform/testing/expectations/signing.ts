import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import { sampleFile } from '../sample-file.ts';
import type { Side } from '../side.ts';

const documentSha256 = 'a'.repeat(64);

export function signingExpectations(side: () => Side): void {
  it('seals what was written on the pad, with the document that it is under', async () => {
    const { city, person } = side();
    const { subject } = person('样例甲');
    const strokes = sampleFile('image/png');
    const { signature } = data(
      await city.signing.signOnPad({ subject, documentSha256, strokes }, { key: newKey() }),
    );
    expect(data(await city.signing.state({ subject, signature }))).toEqual({
      state: 'signed',
      documentSha256,
    });
    const stranger = person('样例乙').subject;
    expect(refusal(await city.signing.state({ subject: stranger, signature }))).toBe('unknownSignature');
    const damaged = { subject, documentSha256, strokes: { ...strokes, bytes: 1 } };
    expect(refusal(await city.signing.signOnPad(damaged, { key: newKey() }))).toBe('damaged');
  });

  it('waits for a signature on the telephone, five minutes long', async () => {
    const { city, simulator, clock } = side();
    const subjects = simulator.city.people.slice(0, 60).map(({ subject }) => subject);
    const asked: { subject: string; signature: string }[] = [];
    for (const subject of subjects) {
      const answer = data(await city.signing.askPhone({ subject, documentSha256 }, { key: newKey() }));
      expect(answer.url).not.toContain(subject);
      asked.push({ subject, signature: answer.signature });
    }
    const states = async () =>
      new Set(await Promise.all(asked.map(async (each) => data(await city.signing.state(each)).state)));
    expect(await states()).toEqual(new Set(['waiting']));
    await clock.hand.advance(20_000);
    expect(await states()).toEqual(new Set(['signed', 'waiting']));
    await clock.hand.advance(5 * 60_000);
    expect(await states()).toEqual(new Set(['signed', 'expired']));
  });
}
