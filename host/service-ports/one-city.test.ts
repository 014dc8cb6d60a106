/** Items and the simulated city speak of the same things by the same names. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { data } from '../../platform/testing/expect-result.ts';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import type { Origin } from '../services/form-schema.ts';
import { known } from '../services/known.ts';
import { Knowledge } from './knowledge.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.listening.close());

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
      const knowledge = await Knowledge.ask(platform, { subject, item: id }, unknown, signal);
      expect(knowledge.failures()).toEqual([]);
      for (const origin of unknown) expect(knowledge.of(origin)).not.toBeNull();
      unknown = unknown.filter((origin) => (knowledge.of(origin)?.value ?? null) === null);
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
