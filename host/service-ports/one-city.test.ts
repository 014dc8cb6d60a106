/** Items and the simulated city speak of the same things by the same names. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { data } from '../../platform/testing/expect-result.ts';
import { newKey, openRig, type Rig } from '../../platform/testing/rig.ts';
import type { Values } from '../../state-machines/service/service.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import type { Origin } from '../services/form-schema.ts';
import { known } from '../services/known.ts';
import { createCheck } from './check.ts';
import { createGather } from './gather.ts';
import { CityAnswers } from './city-answers.ts';
import { asking, byCard } from './testing/visitors.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.listening.close());

const signal = new AbortController().signal;

describe.each(catalogue.map(({ id }) => id))('%s', (id) => {
  const { form, facts, request, who } = openItem(id);
  const origins: Origin[] = [
    ...(form?.prefill ?? []).map(({ from }) => from),
    ...Object.values(facts),
    ...(request.each ? [request.each] : []),
  ].filter(({ source }) => source !== 'card' && source !== 'code');

  it('is an item of the city, with a guide', async () => {
    const audience = who === 'personal' ? 'person' : 'enterprise';
    const { items } = data(await rig.platform().catalogue.list({ region: '310000', audience }));
    expect(items.map(({ item }) => item)).toContain(id);
    data(await rig.platform().catalogue.guide({ item: id, region: '310000' }));
  });

  it('gets what it asks for: the city knows of each, and of somebody it knows a value', async () => {
    const platform = rig.platform();
    let unknown = origins;
    for (const { subject } of rig.simulator.city.people) {
      if (unknown.length === 0) break;
      const answers = await CityAnswers.ask(platform, { subject, item: id }, unknown, signal);
      expect(answers.failures()).toEqual([]);
      for (const origin of unknown) expect(answers.of(origin)).not.toBeNull();
      unknown = unknown.filter((origin) => (answers.of(origin)?.value ?? null) === null);
    }
    // Nobody has a paper code before it was issued.
    expect(unknown.filter(({ path }) => path !== 'offline.current.validUntil')).toEqual([]);
  });
});

it('nothing is listed as given that no item asks for', () => {
  const uses = catalogue.flatMap(({ id }) => {
    const { form, facts, request } = openItem(id);
    return [
      ...(form?.prefill ?? []).map(({ from }) => from),
      ...Object.values(form?.fields ?? {}).flatMap(({ choicesFrom }) => choicesFrom ?? []),
      ...Object.values(facts),
      ...(request.each ? [request.each] : []),
    ].map(({ source, path }) => `${source} ${path}`);
  });
  const used = new Set(uses);
  const given = Object.entries(known.ports)
    .filter(([, { operations }]) => operations)
    .flatMap(([source, { gives }]) => Object.keys(gives).map((path) => `${source} ${path}`));
  expect(given.filter((one) => !used.has(one))).toEqual([]);
});

describe('what was gathered, with the rest filled in by hand,', () => {
  const visitors = {
    elder: () => rig.person('样例甲'),
    worker: () => rig.person('样例乙'),
    fromAnhui: () => rig.person('样𠮷䶮'),
  };
  it.each<[string, string | null, keyof typeof visitors, Values]>([
    ['elder-allowance', null, 'elder', { applicant: 'self' }],
    ['newborn', null, 'worker', { joinMedical: 'yes' }],
    ['remote-care', null, 'fromAnhui', { from: '2026-03-10' }],
    ['industry-licence', 'new', 'worker', { areaSquareMetres: '60', sellsFood: 'yes' }],
    ['industry-licence', 'change', 'fromAnhui', {}],
    ['industry-licence', 'extend', 'fromAnhui', {}],
    ['industry-licence', 'cancel', 'fromAnhui', { cancelReason: 'closing' }],
  ])('of %s (%s) passes here and is taken by the city', async (itemId, variant, visitor, byHand) => {
    const platform = rig.platform();
    const world = { platform, clock: rig.clock, timeZone: 'Asia/Shanghai' };
    const who = asking(itemId, byCard(visitors[visitor]()), { variant, region: '340000' });
    const gathered = await createGather(world)(who, signal);
    if (!gathered.ok) throw new Error(`nothing gathered: ${gathered.problem}`);
    expect(gathered.faults).toEqual([]);
    const values = { ...gathered.values, ...byHand };
    const { faults } = await createCheck({ ...world, judged: () => {} }).check(
      { ...who, values, facts: gathered.facts },
      signal,
    );
    expect(faults).toEqual([]);
    const answers = values as Readonly<Record<string, string>>;
    const application = { subject: gathered.subject ?? '', item: itemId, answers, materials: [] };
    expect(data(await platform.intake.precheck(application)).faults).toEqual([]);
    data(await platform.intake.submit({ ...application, signature: null }, { key: newKey() }));
    const again = await createGather(world)(who, signal);
    const closed = openItem(itemId).rules?.list.some(({ id }) => id === 'no-open-case') ?? false;
    expect(again.ok && again.faults.length > 0).toBe(closed);
  });
});
