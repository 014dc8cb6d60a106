import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../contract/service-view.ts';
import type { Identified, Values } from '../../state-machines/service/service.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import { type Examples, examplesSchema } from '../services/examples.ts';
import { createCheck } from './check.ts';
import { fields, typeOf } from './fields.ts';
import { asking } from './testing/visitors.ts';

const timeZone = 'Asia/Shanghai';
const noon = Date.parse('2026-11-25T12:00:00+08:00');
const { checkField, check } = createCheck({ clock: { now: () => noon }, timeZone, judged: () => {} });
const signal = new AbortController().signal;
const tenKilobytes = '样'.repeat(10_240);

interface FormField {
  itemId: string;
  variant: string | null;
  field: string;
}

/** Every field of every form, in every variant. */
const everyField = catalogue.flatMap(({ id: itemId }): FormField[] => {
  const { variants } = openItem(itemId);
  const ways = variants.length > 0 ? variants.map(({ id }) => id) : [null];
  return ways.flatMap((variant) => fields(itemId, variant).map(({ id }) => ({ itemId, variant, field: id })));
});
const schemaOf = ({ itemId, field }: FormField) => {
  const properties = openItem(itemId).form?.schema['properties'] as Record<string, Record<string, unknown>>;
  return properties[field] ?? {};
};
const fault = (where: FormField, value: FieldValue | null) => checkField({ ...where, value }, signal);

describe.each(everyField)('$itemId $variant: $field', (where) => {
  const { itemId, variant, field } = where;
  const schema = schemaOf(where);
  const { required, label } = fields(itemId, variant).find(({ id }) => id === field)!;
  const isList = typeOf(openItem(itemId), field) === 'array';

  it('left blank, or filled with blanks, is a fault where it is needed, and none elsewhere', async () => {
    for (const blank of isList ? [null] : [null, '', '   ', '\t\n'])
      expect((await fault(where, blank)) === null).toBe(!required);
    if (isList) expect(await fault(where, [])).not.toBeNull();
  });

  it('takes no 10 KB of text, and no list of 1,000', async () => {
    for (const much of [tenKilobytes, '1'.repeat(10_240), Array.from({ length: 1000 }, () => 'x')])
      expect((await fault(where, much))?.en).toContain(label.en);
  });

  it('takes no other kind of value', async () => {
    if (isList) expect(await fault(where, ['nothing'])).not.toBeNull();
    else expect(await fault(where, ['list'])).not.toBeNull();
    const free = typeof schema['format'] !== 'string' && !schema['enum'] && !schema['pattern'];
    if (free && schema['type'] === 'string') return;
    for (const wrong of [
      '💥',
      "'; DROP TABLE",
      '<b>',
      '-1',
      '2026-02-30',
      'NaN',
      '1e9',
      '１２',
      'constructor',
    ])
      expect([wrong, await fault(where, wrong)]).not.toEqual([wrong, null]);
  });

  it('tells in both languages what is wrong with it', async () => {
    const told = await fault(where, tenKilobytes);
    expect(told?.['zh-CN']).toContain(label['zh-CN']);
    expect(JSON.stringify(told)).not.toContain('样样样');
  });
});

describe('values as the screen sends them', () => {
  const area = { itemId: 'industry-licence', variant: 'new', field: 'areaSquareMetres' };
  it.each<[string, string | null]>([
    ['60', null],
    [' 60 ', null],
    ['50000', null],
    ['4', 'cannot be less than 5'],
    ['50001', 'cannot be more than 50000'],
    ['60.5', 'must be a number'],
    ['sixty', 'must be a number'],
    ['6e1', 'must be a number'],
    ['0x3c', 'must be a number'],
    ['９９', 'must be a number'],
    ['9'.repeat(400), 'must be a number'],
  ])('%s as an area', async (value, expected) => {
    const told = await fault(area, value);
    if (expected === null) expect(told).toBeNull();
    else expect(told?.en).toContain(expected);
  });

  it('one of several may come alone', async () => {
    const where = { itemId: 'payment-record', variant: null, field: 'insurances' };
    expect(await fault(where, 'pension')).toBeNull();
    expect(await fault(where, ['pension', 'medical'])).toBeNull();
    expect((await fault(where, ['pension', 'pension']))?.en).toContain('same choice twice');
  });

  it('a field that the variant does not have is no field', async () => {
    const asked = asking('industry-licence', null, { variant: 'extend' });
    const { faults } = await check({ ...asked, values: { industry: 'gym' }, facts: {} }, signal);
    expect(faults.filter(({ field }) => field === null)).toHaveLength(1);
    expect(faults.map(({ field }) => field)).not.toContain('industry');
  });
});

/** As somebody on whose card it stands. */
const holder = (stands: Readonly<Record<string, unknown>>): Identified => {
  const text = (name: string) => (typeof stands[name] === 'string' ? stands[name] : null);
  return {
    name: '样例',
    idNumber: text('number') ?? '',
    birthDate: text('birthDate'),
    sex: stands['sex'] === 'female' ? 'female' : 'male',
    address: null,
    validTo: text('cardValidTo'),
    document: 'id-card',
    subject: null,
  };
};

/** What can be said on a screen at all. */
function isTyped(values: Record<string, unknown>): boolean {
  return Object.values(values).every((value) => typeof value === 'string');
}

describe('the labelled examples of the offices', () => {
  const examples = (id: string): Examples =>
    examplesSchema.parse(
      JSON.parse(readFileSync(new URL(`../../assets/services/examples/${id}.json`, import.meta.url), 'utf8')),
    );

  it.each(['elder-allowance', 'newborn', 'industry-licence'])('are judged alike for %s', async (itemId) => {
    const { bases, cases } = examples(itemId);
    let judged = 0;
    for (const example of cases) {
      const base = bases[example.base] ?? {};
      const merged = (name: 'values' | 'facts' | 'person') => {
        const all = { ...base[name], ...example[name] };
        return Object.fromEntries(
          Object.entries(all).filter(([key]) => !example.without.includes(`${name}.${key}`)),
        );
      };
      const given = merged('values');
      if (typeof given['areaSquareMetres'] === 'number')
        given['areaSquareMetres'] = String(given['areaSquareMetres']);
      if (example.beyond || !isTyped(given)) continue;
      const person = holder(merged('person'));
      const variant = example.variant ?? base.variant ?? null;
      const { faults, warnings } = await check(
        { ...asking(itemId, person, { variant }), values: given as Values, facts: merged('facts') },
        signal,
      );
      judged += 1;
      // That a number comes as a text is no fault of the screen's.
      if (example.id !== 'area-as-text')
        expect([example.id, faults.length > 0]).toEqual([example.id, example.expect === 'block']);
      for (const { reason, field } of [...faults, ...warnings]) {
        expect(Object.keys(reason)).toEqual(['zh-CN', 'en']);
        expect(reason.en).not.toContain(person.idNumber);
        if (field !== null) expect(fields(itemId, variant).map(({ id }) => id)).toContain(field);
      }
    }
    expect(judged).toBeGreaterThan(20);
  });
});

describe('what is wrong with all of it', () => {
  const elder = holder({ number: '11010519491231002X', birthDate: '1949-12-31', cardValidTo: 'long-term' });
  const { bases } = examplesSchema.parse(
    JSON.parse(
      readFileSync(new URL('../../assets/services/examples/elder-allowance.json', import.meta.url), 'utf8'),
    ),
  );
  const granted = bases['granted']?.values as Values;
  const judge = (values: Values, facts: Record<string, unknown> = {}, person: Identified = elder) =>
    check({ ...asking('elder-allowance', person), values, facts }, signal);

  it('is nothing where nothing is', async () => {
    expect(await judge(granted)).toEqual({ faults: [], warnings: [] });
  });

  it('names the field of a fault in the form, and what can be done about one of the rules', async () => {
    const { faults } = await judge({ ...granted, phone: '12', birthDate: '1990-01-01' });
    expect(faults).toMatchObject([
      { field: 'phone', remedy: null },
      {
        field: 'birthDate',
        reason: { en: 'The person is not 65 yet' },
        remedy: { en: expect.any(String) as string },
      },
    ]);
  });

  it('has what is needed for somebody else, once it is for somebody else', async () => {
    const { faults } = await judge({ ...granted, applicant: 'agent' });
    expect(faults.map(({ field }) => field)).toEqual(expect.arrayContaining(['agentName', 'agentIdNumber']));
  });

  it('tells what does not hinder as a warning', async () => {
    const centenarian = { ...granted, birthDate: '1926-11-25' };
    const { faults, warnings } = await judge(centenarian);
    expect(faults).toEqual([]);
    expect(warnings).toMatchObject([{ field: 'birthDate', remedy: { en: expect.any(String) as string } }]);
  });

  it('has a sentence for an age', async () => {
    const minor = { ...elder, birthDate: '2009-11-26' };
    const { faults } = await judge(granted, {}, minor);
    expect(faults[0]).toEqual({
      reason: { 'zh-CN': '此事项须年满 18 周岁才能办理。', en: 'This is for people of 18 and over.' },
      remedy: null,
      field: null,
    });
  });

  it('has no field that somebody made up', async () => {
    const { faults } = await judge({ ...granted, constructor: 'x', toString: 'y' });
    expect(faults.map(({ field }) => field)).toEqual([null]);
  });

  it('ends on 10 KB in every field', async () => {
    for (const { id: itemId } of catalogue) {
      const variant = openItem(itemId).variants[0]?.id ?? null;
      const much = fields(itemId, variant).map(({ id }) => [id, tenKilobytes]);
      const { faults } = await check(
        { ...asking(itemId, elder, { variant }), values: Object.fromEntries(much) as Values, facts: {} },
        signal,
      );
      expect(faults.length).toBeGreaterThanOrEqual(much.length);
      expect(JSON.stringify(faults)).not.toContain('样样');
    }
  });
});

it('neither Ajv nor the engine of the rules is loaded before a form is opened', () => {
  const script = `
    import { createRequire } from 'node:module';
    await Promise.all(['check', 'gather', 'choices', 'fields', 'service-info'].map((name) => import('./' + name + '.ts')));
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).filter((file) => /ajv|json-logic/.test(file)).length;
    const before = loaded();
    await import('./judge.ts');
    console.log(before, loaded() > 0);`;
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  expect(told.trim()).toBe('0 true');
});
