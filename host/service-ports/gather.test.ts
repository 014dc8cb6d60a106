import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { birthOf } from '../../platform/simulator/city/families.ts';
import type { FaultKind } from '../../platform/simulator/faults.ts';
import type { Failure, Gathered, Identified } from '../../state-machines/service/service.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import { createCheck } from './check.ts';
import { fields } from './fields.ts';
import { createGather } from './gather.ts';
import { asking, byCard } from './testing/visitors.ts';

const timeZone = 'Asia/Shanghai';
const ids = catalogue.map(({ id }) => id);
const signal = new AbortController().signal;

let rig: Rig;
let gather: ReturnType<typeof createGather>;

beforeEach(async () => {
  rig = await openRig();
  gather = createGather({ platform: rig.platform(), clock: rig.clock, timeZone });
});
afterEach(() => rig.listening.close());

const fail = (operation: string, kind: FaultKind, times: number | null = null) =>
  rig.simulator.setFaults([{ operation, kind, times, ms: 900 }]);
const ask = (
  itemId: string,
  person: Identified | null,
  changes?: Parameters<typeof asking>[2],
): Promise<Gathered | Failure> => gather(asking(itemId, person, changes), signal);
const known = async (...asked: Parameters<typeof ask>): Promise<Gathered> => {
  const gathered = await ask(...asked);
  if (!gathered.ok) throw new Error(`nothing gathered: ${gathered.problem} ${gathered.reason?.en}`);
  return gathered;
};
const elder = () => byCard(rig.person('样例甲'));
const worker = () => byCard(rig.person('样例乙'));
const fromAnhui = () => byCard(rig.person('样𠮷䶮'));
const parent = () => {
  const { city } = rig.simulator;
  const found = city.people.slice(6).find((person) => birthOf(city, person)?.registeredAs === null);
  if (!found) throw new Error('nobody has a child that is not registered yet');
  return byCard(found);
};
const minor = () => {
  const found = rig.simulator.city.people.find(({ birth }) => birth > '2010-01-01');
  if (!found) throw new Error('there are no children in the city');
  return byCard(found);
};
const answers = () => rig.simulator.state().answers;

describe.each(ids)('what is gathered for %s', (itemId) => {
  const variants = () => openItem(itemId).variants.map(({ id }) => id);

  /** Somebody to whom nothing is closed from the start. */
  const visitor = () => (itemId === 'offline-code' ? elder() : worker());

  it('is what the form takes, says where it comes from, and bears the item’s own names', async () => {
    const { checkField } = createCheck({ clock: rig.clock, timeZone, judged: () => {} });
    for (const person of [elder(), worker(), fromAnhui()])
      for (const variant of variants().length > 0 ? variants() : [null]) {
        const { subject, values, sources, facts } = await known(itemId, person, { variant });
        const shown = fields(itemId, variant).map(({ id }) => id);
        if (subject !== null) expect(subject).toMatch(/^sub_/);
        expect(Object.keys(sources).toSorted()).toEqual(Object.keys(values).toSorted());
        expect(shown).toEqual(expect.arrayContaining(Object.keys(values)));
        expect(Object.keys(openItem(itemId).facts)).toEqual(expect.arrayContaining(Object.keys(facts)));
        for (const [field, value] of Object.entries(values))
          expect(await checkField({ itemId, variant, field, value }, signal)).toBeNull();
      }
  });

  it('is asked once of each operation', async () => {
    await known(itemId, visitor());
    expect(Object.values(answers()).filter((count) => count > 1)).toEqual([]);
  });

  it('is nothing of the city’s without a consent', async () => {
    const { subject, facts } = await known(itemId, visitor(), { consents: {} });
    expect(facts).toEqual({});
    expect(Object.keys(answers())).toEqual(subject === null ? [] : ['identity.identify 200']);
  });

  it('is as good where the city is slow', async () => {
    const quick = await known(itemId, visitor());
    fail('*', 'slow');
    expect(await known(itemId, visitor())).toEqual(quick);
  });

  it.each(['unavailable', 'malformed', 'garbage', 'wrongSignature', 'hangUp'] as const)(
    'where the city answers with %s: waits with the request, or is a failure that may be tried again',
    async (kind) => {
      fail('*', kind);
      const gathered = await ask(itemId, visitor());
      const { later, request } = openItem(itemId);
      if (later && !request.sign) expect(gathered).toMatchObject({ ok: true, subject: null, facts: {} });
      else expect(gathered).toEqual({ ok: false, problem: 'city-unavailable', reason: null, retry: true });
    },
  );

  it('is never somebody else’s', async () => {
    const problem = { ok: false, problem: 'city-wrong-person', reason: null, retry: false };
    await known(itemId, visitor());
    const asked = Object.keys(answers()).map((answer) => answer.split(' ')[0] ?? '');
    for (const operation of asked) {
      fail(operation, 'wrongPerson');
      expect([operation, await ask(itemId, visitor())]).toEqual([operation, problem]);
    }
    expect(asked).toContain('identity.identify');
  });

  it('is nothing that decides where it is past its time', async () => {
    fail('*', 'stale');
    expect((await known(itemId, visitor())).facts).toEqual({});
  });
});

describe('whoever the city does not know', () => {
  it.each<[string, () => Partial<Identified>, string]>([
    ['a number on no register', () => ({ idNumber: '000000190001010017' }), 'not on record'],
    ['another name on the card', () => ({ name: '样例丙' }), 'not the one on record'],
    ['a card that has expired', () => ({ validTo: '2020-01-01' }), 'has expired'],
  ])('%s is told in words', async (_, changes, reason) => {
    const gathered = await ask('payment-record', { ...worker(), ...changes() });
    expect(gathered).toMatchObject({ ok: false, problem: 'city-refused', retry: false });
    expect(JSON.stringify(gathered)).toContain(reason);
    expect(JSON.stringify(gathered)).not.toContain(worker().idNumber);
  });

  it('has no values beyond the card, and no facts, where nobody has heard of it', async () => {
    const child = minor();
    const { values, facts } = await known('remote-care', child, { region: '330000' });
    expect(values).toEqual({ name: child.name, idNumber: child.idNumber });
    expect(facts).toEqual({ insuredIn: null });
  });
});

describe('faults that are known before the form', () => {
  const reasons = async (...asked: Parameters<typeof ask>) =>
    (await known(...asked)).faults.map(({ reason }) => reason.en);

  it('age is looked at before anything is fetched', async () => {
    expect(await reasons('payment-record', { ...minor(), birthDate: '2011-06-01' })).toEqual([
      'This is for people of 16 and over.',
    ]);
    expect(await reasons('newborn', minor())).toEqual(['This is for people of 18 and over.']);
    // The item's own rule says it, and what can be done.
    expect((await known('offline-code', worker())).faults).toMatchObject([
      {
        reason: { en: 'Offline codes are for people of 60 and over' },
        remedy: { en: 'Please use the code on your phone' },
      },
    ]);
    expect(answers()).toEqual({});
  });

  it('so is a card that has expired, where a rule says so', async () => {
    const expired = { ...elder(), validTo: '2026-03-03' };
    expect(await reasons('elder-allowance', expired)).toEqual(['The identity card has expired']);
    expect(answers()).toEqual({});
    expect(await reasons('elder-allowance', { ...elder(), validTo: '2026-03-04' })).toEqual([]);
  });

  it('rules that ask about no field are judged as soon as the city has answered', async () => {
    expect(await reasons('remote-care', worker(), { region: '340000' })).toEqual([
      'You are not insured in that province',
    ]);
    expect(await reasons('remote-care', fromAnhui(), { region: '340000' })).toEqual([]);
    const company = async (name: string) => reasons('industry-licence', byCard(rig.person(name)));
    expect(await company('样例乙')).toEqual([]);
    expect(await company('样例庚')).toEqual(['The business is not registered as active']);
    expect(await company('样例己')).toContain('The business is on the list of irregular businesses');
    expect(await reasons('industry-licence', elder())).toEqual(['The business is not registered as active']);
  });

  it('whoever never paid in is told so before choosing what to print', async () => {
    const young = rig.simulator.city.people.find(({ birth }) => birth > '2008-03-04' && birth < '2010-03-04');
    if (!young) throw new Error('nobody is 16 or 17');
    expect(await known('payment-record', byCard(young))).toMatchObject({
      facts: { insurances: [] },
      faults: [{ reason: { en: 'No contributions of yours are recorded in this city' }, field: null }],
    });
  });

  it('nobody is blocked for what the city did not answer', async () => {
    fail('benefits.*', 'unavailable');
    const { facts, faults } = await known('elder-allowance', elder());
    expect(Object.keys(facts)).toEqual(['householdProvince', 'cases']);
    expect(faults).toEqual([]);
  });

  it('an allowance that is paid already is told', async () => {
    const person = rig.person('样例甲');
    const request = { subject: person.subject, benefit: 'elder-allowance' };
    await rig.platform().benefits.confirm(request, { key: 'a-key-of-this-test' });
    expect(await reasons('elder-allowance', byCard(person))).toEqual([
      'The person gets this allowance already',
    ]);
  });
});

describe('benefits', () => {
  it('are offered as the city finds them, those that can be taken first', async () => {
    const first = await known('matching-benefits', elder());
    expect(first.offered.map(({ id, taken }) => [id, taken])).toEqual([
      ['elder-allowance', false],
      ['health-check', false],
      ['flu-vaccine', false],
    ]);
    expect(first.faults).toEqual([]);
    const request = { subject: first.subject ?? '', benefit: 'elder-allowance' };
    await rig.platform().benefits.confirm(request, { key: 'a-key-of-this-test' });
    const { offered } = await known('matching-benefits', elder());
    expect(offered.map(({ id, taken }) => [id, taken])).toEqual([
      ['health-check', false],
      ['flu-vaccine', false],
      ['elder-allowance', true],
    ]);
  });

  it('are none, and said to be none, for whom nothing matches', async () => {
    expect(await known('matching-benefits', worker())).toMatchObject({
      offered: [],
      faults: [{ reason: { en: 'Nothing matches at present' }, field: null }],
    });
  });
});

describe('whoever shows something else than a card', () => {
  it('a code: the city knows already who it is, and card values come from the code', async () => {
    const { subject, number, name } = rig.person('样例甲');
    const person: Identified = {
      ...elder(),
      document: 'code',
      subject,
      birthDate: null,
      sex: null,
      address: null,
      validTo: null,
    };
    const { values, sources, faults } = await known('elder-allowance', person);
    expect(values).toMatchObject({ name, idNumber: number, birthDate: '1949-12-31' });
    expect(sources['name']).toEqual({
      name: { 'zh-CN': '随申码', en: 'Citizen or enterprise code' },
      since: null,
    });
    expect(faults).toEqual([]);
    expect(answers()['identity.identify 200']).toBeUndefined();
  });

  it('a receipt: it is nobody’s, and nobody is asked', async () => {
    expect(await known('case-progress', null, { receipt: 'a-receipt' })).toMatchObject({
      subject: null,
      values: {},
      facts: {},
    });
    expect(answers()).toEqual({});
  });
});

describe('a reference that the city does not know any more', () => {
  const forgotten = (): Identified => ({ ...worker(), document: 'code', subject: 'sub_of-nobody' });

  it('is a refusal in words, of a system that the item needs', async () => {
    expect(await ask('payment-record', forgotten())).toMatchObject({
      problem: 'city-refused',
      reason: { en: 'The city has no record of you. Please go to a window.' },
    });
  });

  it('leaves the form to be filled in by hand, of one that it can do without', async () => {
    expect((await known('appointment', forgotten())).values).toEqual({});
  });
});

it('settles where the city never answers', async () => {
  fail('*', 'lostReply');
  const gathering = ask('payment-record', worker());
  for (const attempt of [1, 2]) {
    await vi.waitUntil(() => answers()['identity.identify none'] === attempt);
    await rig.clock.hand.advance(4000);
  }
  expect(await gathering).toMatchObject({ ok: false, problem: 'city-unavailable', retry: true });
  expect(rig.clock.hand.pendingTimers).toBe(0);
});

it('ends when nobody waits for it any more', async () => {
  fail('*', 'lostReply');
  const leaving = new AbortController();
  const gathering = gather(asking('payment-record', worker()), leaving.signal);
  leaving.abort();
  expect(await gathering).toMatchObject({ ok: false });
});

describe('of what has to be filled in, the city knows', () => {
  it.each<[string, () => Identified, string | null]>([
    ['elder-allowance', elder, null],
    ['newborn', worker, null],
    ['newborn', parent, null],
    ['remote-care', fromAnhui, null],
    ['remote-care', worker, null],
    ['industry-licence', worker, 'new'],
    ['industry-licence', fromAnhui, 'change'],
    ['industry-licence', fromAnhui, 'extend'],
    ['industry-licence', fromAnhui, 'cancel'],
  ])('seven tenths and more of %s', async (itemId, person, variant) => {
    const { values } = await known(itemId, person(), { variant });
    const shown = fields(itemId, variant);
    const filled = shown.filter(({ id }) => Object.hasOwn(values, id)).length;
    console.info([itemId, variant, `${filled} of ${shown.length} fields filled in`].join(' '));
    expect(filled / shown.length).toBeGreaterThanOrEqual(0.7);
  });
});
