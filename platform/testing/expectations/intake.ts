import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const item = 'residence-registration';

/** Somebody who has every paper, and an application that will be taken. */
async function complete({ city, simulator }: Side) {
  for (const { subject } of simulator.city.people) {
    const { licences } = data(await city.licences.list({ subject }));
    const { fields } = data(await city.intake.prefill({ subject, item }));
    const valid = (kind: string) =>
      licences.find((each) => each.kind === kind && each.state === 'valid')?.licence;
    const [card, housing] = [valid('identity-card'), valid('property-certificate')];
    if (
      card === undefined ||
      housing === undefined ||
      fields.some(({ field, value }) => field === 'phone' && value === null)
    )
      continue;
    const known = fields.flatMap(({ field, value }): [string, string][] =>
      value === null ? [] : [[field, value]],
    );
    return {
      subject,
      item,
      answers: { ...Object.fromEntries(known), movedInOn: '2026-02-01' },
      materials: [
        { material: 'identity-card', licence: card, upload: null },
        { material: 'housing-proof', licence: housing, upload: null },
      ],
    };
  }
  throw new Error('nobody has every paper');
}

export function intakeExpectations(side: () => Side): void {
  it('knows most of an application before, and says from where', async () => {
    const { city, person } = side();
    const { subject, name, address } = person('样例乙');
    const { fields } = data(await city.intake.prefill({ subject, item }));
    expect(fields.find(({ field }) => field === 'name')?.value).toBe(name);
    expect(fields.find(({ field }) => field === 'address')).toMatchObject({
      value: address,
      source: { kind: 'register' },
    });
    for (const { value, source } of fields) expect(value === null).toBe(source === null);
    expect(fields.filter(({ value }) => value !== null).length / fields.length).toBeGreaterThanOrEqual(0.7);
  });

  it('takes what has passed the check, once, and makes it a case', async () => {
    const { city } = side();
    const application = await complete(side());
    const { subject } = application;
    const verdict = data(await city.intake.precheck(application));
    expect(verdict).toMatchObject({ verdict: 'pass', faults: [], checkedRules: 11, totalRules: 12 });
    const key = newKey();
    const submit = () => city.intake.submit({ ...application, signature: null }, { key });
    const submitted = data(await submit());
    expect(data(await submit())).toEqual(submitted);
    expect(submitted.dueOn).toBe('2026-03-09');
    const [newest] = data(await city.cases.list({ subject })).cases;
    expect(newest).toMatchObject({ caseNumber: submitted.caseNumber, item, state: 'accepted' });
    expect(data(await city.cases.byReceipt({ receipt: submitted.receipt })).caseNumber).toBe(
      submitted.caseNumber,
    );
  });

  it('says of each fault where it is and why', async () => {
    const { city } = side();
    const application = await complete(side());
    const faults = async (part: object) =>
      data(await city.intake.precheck({ ...application, ...part })).faults.map(({ at, name, rule }) => [
        at,
        name,
        rule,
      ]);
    const { movedInOn: _, ...fewer } = application.answers;
    expect(await faults({ answers: fewer })).toEqual([['field', 'movedInOn', 'required']]);
    const wrong = { ...application.answers, movedInOn: 'last week' };
    expect(await faults({ answers: wrong })).toEqual([['field', 'movedInOn', 'form']]);
    const first = application.materials.slice(0, 1);
    expect(await faults({ materials: first })).toEqual([['material', 'housing-proof', 'required']]);
    const incomplete = { ...application, materials: first, signature: null };
    expect(refusal(await city.intake.submit(incomplete, { key: newKey() }))).toBe('precheckFailed');
  });

  it("does not take somebody else's licence for one's own", async () => {
    const { city, person } = side();
    const application = { ...(await complete(side())), subject: person('样例庚').subject };
    const { faults } = data(await city.intake.precheck(application));
    expect(faults.filter(({ at }) => at === 'material')).toHaveLength(2);
  });

  it('looks at the age where there is one', async () => {
    const { city, person } = side();
    const request = {
      subject: person('样例乙').subject,
      item: 'elder-allowance',
      answers: {},
      materials: [],
    };
    const { faults } = data(await city.intake.precheck(request));
    expect(faults).toContainEqual(expect.objectContaining({ at: 'person', rule: 'age' }));
  });

  it('takes nothing by this way that has another, or whose guide nobody looked at', async () => {
    const { city, person } = side();
    const submit = (item: string) =>
      city.intake.submit(
        { subject: person('样例甲').subject, item, answers: {}, materials: [], signature: null },
        { key: newKey() },
      );
    expect(refusal(await submit('medical-booklet'))).toBe('notOnline');
    expect(refusal(await submit('retirement-in-one'))).toBe('guideOverdue');
    expect(refusal(await submit('nothing'))).toBe('unknownItem');
    const { subject } = person('样例甲');
    expect(refusal(await city.intake.prefill({ subject, item: 'nothing' }))).toBe('unknownItem');
    const nothing = { subject, item: 'nothing', answers: {}, materials: [] };
    expect(refusal(await city.intake.precheck(nothing))).toBe('unknownItem');
  });
}
