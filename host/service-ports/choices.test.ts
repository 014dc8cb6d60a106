import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { data } from '../../platform/testing/expect-result.ts';
import { newKey, openRig, type Rig } from '../../platform/testing/rig.ts';
import { licencesOf } from '../../platform/simulator/city/licence-register.ts';
import type { Values } from '../../state-machines/service/service.ts';
import { createChoices } from './choices.ts';
import { fields } from './fields.ts';
import { asking, byCard } from './testing/visitors.ts';

const office = 'district-hall';
const timeZone = 'Asia/Shanghai';

let rig: Rig;
let choose: ReturnType<typeof createChoices>;

beforeEach(async () => {
  rig = await openRig();
  choose = createChoices({ platform: rig.platform(), office, timeZone });
});
afterEach(() => rig.listening.close());

const ask = (itemId: string, field: string, values: Values = {}, person = rig.person('样例甲')) => {
  const who = asking(itemId, byCard(person));
  return choose({ ...who, subject: person.subject, field, values }, new AbortController().signal);
};
const choices = async (...asked: Parameters<typeof ask>) => {
  const chosen = await ask(...asked);
  if (!chosen.ok) throw new Error(`no choices: ${chosen.problem}`);
  return chosen.choices;
};
const matter = 'residence-registration';

describe('a time at a window', () => {
  it('is one of the days that have room, and then one of its times', async () => {
    const days = await choices('appointment', 'day', { matter });
    expect(days.map(({ value }) => value)).toEqual([
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
      '2026-03-09',
      '2026-03-10',
    ]);
    expect(days[1]?.label).toEqual({
      'zh-CN': expect.stringMatching(/^3月5日周四，可约 \d+ 个$/) as string,
      en: expect.stringMatching(/^Thu,? 5 March, \d+ free$/) as string,
    });
    const times = await choices('appointment', 'slot', { matter, day: '2026-03-05' });
    expect(times.length).toBeGreaterThan(3);
    expect(times.map(({ value }) => value)).toEqual(times.map(({ value }) => value).toSorted());
    for (const { value, label } of times) {
      expect(value).toMatch(/^district-hall\.20260305\d{4}$/);
      expect(label.en).toMatch(/^\d\d:\d\d–\d\d:\d\d, [1-4] free$/);
    }
  });

  it('is none before there is a matter, and none on a day without any', async () => {
    expect(await choices('appointment', 'day')).toEqual([]);
    expect(rig.simulator.state().answers).toEqual({});
    expect(await choices('appointment', 'slot', { matter })).toEqual([]);
    expect(await choices('appointment', 'slot', { matter, day: '2026-03-08' })).toEqual([]);
  });

  it('is asked for again each time', async () => {
    const times = async () => choices('appointment', 'slot', { matter, day: '2026-03-05' });
    const before = await times();
    const last = before.find(({ label }) => label.en.endsWith(' 1 free'));
    const place = { subject: rig.person('样例乙').subject, office, item: matter, slot: last?.value ?? '' };
    data(await rig.platform().bookings.book(place, { key: newKey() }));
    expect(await times()).toEqual(before.filter((time) => time !== last));
  });

  it('can be had for every matter of the form', async () => {
    const [asked] = fields('appointment', 'book');
    for (const { value } of asked?.choices ?? [])
      expect([value, (await choices('appointment', 'day', { matter: value })).length]).not.toEqual([
        value,
        0,
      ]);
  });
});

describe('what is one’s own', () => {
  it('appointments, soonest first, by day, time and matter', async () => {
    expect(await choices('appointment', 'appointment')).toEqual([]);
    const { subject } = rig.person('样例甲');
    const all = await choices('appointment', 'slot', { matter, day: '2026-03-09' });
    const book = async (item: string, slot = '') =>
      data(await rig.platform().bookings.book({ subject, office, item, slot }, { key: newKey() })).booking;
    const later = await book(matter, all.at(-1)?.value);
    const [first] = await choices('appointment', 'slot', { matter: 'newborn', day: '2026-03-05' });
    const sooner = await book('newborn', first?.value);
    const own = await choices('appointment', 'appointment');
    expect(own.map(({ value }) => value)).toEqual([sooner.booking, later.booking]);
    expect(own[1]?.label).toEqual({
      'zh-CN': `3月9日周一 ${later.from.slice(11, 16)}，居住登记`,
      en: expect.stringMatching(/^Mon,? 9 March at \d\d:\d\d, Residence registration$/) as string,
    });
  });

  it('licences that are valid, each with who issued it and until when', async () => {
    const { city } = rig.simulator;
    const refused = city.people.filter((person) =>
      licencesOf(city, person).some(({ state }) => state !== 'valid'),
    );
    expect(refused.length).toBeGreaterThan(2);
    for (const person of [...refused.slice(0, 10), ...city.people.slice(0, 10)]) {
      const { licences } = data(await rig.platform().licences.list({ subject: person.subject }));
      const valid = licences.filter(({ state }) => state === 'valid');
      const shown = await choices('licence-print', 'licence', {}, person);
      expect(shown.map(({ value }) => value).toSorted()).toEqual(
        valid.map(({ licence }) => licence).toSorted(),
      );
      for (const { label } of shown) expect(label.en).toMatch(/, (until \d{4}-\d\d-\d\d|without end)$/);
    }
  });

  it('cases, those that are going on first', async () => {
    const owner = rig.simulator.city.people.find(({ subject }) => {
      const states = rig.simulator.city.cases
        .of(subject)
        .map((each) => rig.simulator.city.cases.stateOf(each));
      return states.includes('approved') && states.some((state) => state !== 'approved');
    });
    const shown = await choices('case-progress', 'case', {}, owner);
    const over = shown.map(({ label }) => label.en.endsWith('granted'));
    expect(over.lastIndexOf(false)).toBeLessThan(over.indexOf(true));
    expect(shown.length).toBeGreaterThan(1);
  });
});

describe('where the city does not answer', () => {
  it.each([
    ['unavailable', 'city-unavailable', true],
    ['malformed', 'city-unavailable', true],
    ['wrongPerson', 'city-wrong-person', false],
  ] as const)('%s is said to be %s', async (kind, problem, retry) => {
    rig.simulator.setFaults([{ operation: '*', kind, times: null, ms: 0 }]);
    for (const [item, field] of [
      ['licence-print', 'licence'],
      ['case-progress', 'case'],
      ['appointment', 'appointment'],
    ] as const)
      expect(await ask(item, field)).toEqual({ ok: false, problem, reason: null, retry });
  });

  it('a refusal is told in words', async () => {
    choose = createChoices({ platform: rig.platform(), office: 'nowhere', timeZone });
    expect(await ask('appointment', 'day', { matter })).toMatchObject({
      problem: 'city-refused',
      reason: { en: 'This place takes no bookings. Please ask at a window.' },
    });
  });

  it('is a bug to ask for choices of a field that has none, or of nobody', async () => {
    await expect(ask('newborn', 'childSex')).rejects.toThrow('no choices');
    const who = asking('licence-print', null);
    const asked = choose(
      { ...who, subject: null, field: 'licence', values: {} },
      new AbortController().signal,
    );
    await expect(asked).rejects.toThrow('nobody was identified');
  });
});
