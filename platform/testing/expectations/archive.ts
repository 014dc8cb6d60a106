import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const entry = (kind: 'form' | 'event-digest' | 'receipt', digit: string) => ({
  kind,
  reference: `${kind}-1`,
  bytes: 100,
  sha256: digit.repeat(64),
});
const entries = [entry('form', 'a'), entry('event-digest', 'b')];

export function archiveExpectations(side: () => Side): void {
  it('closes the package of a case once, whole, and finds it again', async () => {
    const { city, simulator } = side();
    const known = simulator.city.cases.all()[0];
    if (!known) throw new Error('no case in the whole city');
    const { subject, caseNumber } = known;
    const deposit = (part: object = {}, key = newKey()) =>
      city.archive.deposit({ subject, caseNumber, entries, ...part }, { key });
    expect(refusal(await city.archive.find({ subject, caseNumber }))).toBe('notArchived');
    expect(refusal(await deposit({ entries: [entry('receipt', 'c')] }))).toBe('incomplete');
    const key = newKey();
    const sealed = data(await deposit({}, key));
    expect(data(await deposit({}, key))).toEqual(sealed);
    const digest = createHash('sha256')
      .update('a'.repeat(64) + 'b'.repeat(64), 'hex')
      .digest('hex');
    expect(sealed.sha256).toBe(digest);
    expect(refusal(await deposit())).toBe('alreadyArchived');
    expect(data(await city.archive.find({ subject, caseNumber }))).toEqual({ ...sealed, entries: 2 });
    const stranger = simulator.city.people.find((each) => each.subject !== subject)?.subject ?? '';
    expect(refusal(await city.archive.find({ subject: stranger, caseNumber }))).toBe('unknownCase');
    expect(refusal(await deposit({ subject: stranger }))).toBe('unknownCase');
  });
}
