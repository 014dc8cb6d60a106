import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import elder from '../../assets/services/elder-allowance.json' with { type: 'json' };
import licence from '../../assets/services/industry-licence.json' with { type: 'json' };
import queue from '../../assets/services/queue-ticket.json' with { type: 'json' };
import examples from '../../assets/services/examples/elder-allowance.json' with { type: 'json' };
import { services as run } from './services.ts';

/** The day on which the items of this release are fresh. */
const clock = { now: () => Date.parse('2026-11-25T10:00:00+08:00') };
const services = (args: string[]) => run(args, clock);

let folder: string;
let output: string[];
let errors: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongban-items-'));
  output = [];
  errors = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void output.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
/** What the command says of one item, without the folder. */
const complaints = (item: unknown, name = 'elder-allowance.json'): string[] => {
  services(['check', file(name, item)]);
  return errors.map((line) => line.replaceAll(`${folder}/`, ''));
};
type Change = (item: typeof elder) => unknown;
const changed = (change: Change): unknown => {
  const copy = structuredClone(elder);
  change(copy);
  return copy;
};

describe('tongban services check', () => {
  it('finds nothing wrong with the items of this release', () => {
    expect(services(['check'])).toBe(0);
    expect(errors).toEqual([]);
    expect(output).toHaveLength(12);
  });

  it('prints one value with --json, and fails where something is wrong', () => {
    const path = file('elder-allowance.json', { ...elder, theme: 'nowhere' });
    expect(services(['check', path, '--json'])).toBe(1);
    expect(JSON.parse(output.join(''))).toEqual({
      ok: false,
      files: [
        {
          file: path,
          id: 'elder-allowance',
          problems: [
            {
              path: 'theme',
              message: { 'zh-CN': '没有主题 nowhere', en: 'names nowhere, which is no theme' },
            },
          ],
        },
      ],
    });
  });

  it.each([[[]], [['list']], [['check', '--strict']]])('is asked wrongly with %j', (args) => {
    expect(services(args)).toBe(2);
    expect(errors).toHaveLength(1);
  });
});

describe('a malformed file is named with place and reason', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '{ "id": "x", }', 'is not valid JSON: look at line 1, column 14'],
    ['an empty file', '', 'is not valid JSON'],
    ['a list', [], 'must be an object { … }, found a list [ … ]'],
    ['a number', 7, 'must be an object { … }, found 7'],
    ['null', null, 'must be an object { … }, found null'],
    ['another item', licence, 'id must be the name of the file'],
    ['a broken queue', { ...queue, businesses: [] }, 'service item 0'],
  ])('%s', (_, content, expected) => {
    expect(complaints(content).join('\n')).toContain(`elder-allowance.json: ${expected}`);
  });

  it('a file that is not there', () => {
    expect(services(['check', join(folder, 'none.json')])).toBe(1);
    expect(errors[0]).toContain('cannot be read (ENOENT)');
  });

  it.each<[string, Change, string]>([
    [
      'a text in one language',
      (item) => Reflect.deleteProperty(item.name, 'en'),
      'name.en is missing; it must be a text',
    ],
    ['an empty text', (item) => (item.guide.fee.en = ''), 'guide.fee.en must not be empty, found ""'],
    ['an unknown setting', (item) => Object.assign(item, { colour: 'red' }), 'colour is not a known setting'],
    [
      'an unknown keyboard',
      (item) => (item.form.fields.phone.keyboard = 'piano'),
      'form.fields.phone.keyboard must be one of',
    ],
    [
      'a day that is none',
      (item) => (item.guide.checkedOn = '2026-02-30'),
      'guide.checkedOn must be a day that exists',
    ],
    [
      'overlapping hours',
      (item) => item.hours.week.mon.push(['10:00', '11:00']),
      'hours.week.mon must be spans in order',
    ],
    [
      'identity without means',
      (item) => (item.identity.by = []),
      'identity must name a means of identification',
    ],
  ])('shape: %s', (_, change, expected) => {
    expect(complaints(changed(change)).join('\n')).toContain(`elder-allowance.json: ${expected}`);
  });

  it.each<[string, Change, string]>([
    [
      'a rule about a field that is not there',
      (item) => (item.rules.list[0]!.holds = { '!!': { var: 'form.age' } } as never),
      'rules.list[0].holds asks about form.age, which the item does not have',
    ],
    [
      'a rule with a forbidden operator',
      (item) => (item.rules.list[0]!.holds = { reduce: [1] } as never),
      'rules.list[0].holds is no condition: operator reduce',
    ],
    [
      'a rule that marks a field that is not there',
      (item) => (item.rules.list[0]!.fields = ['age']),
      'rules.list[0].fields names age',
    ],
    [
      'a form that does not compile',
      (item) => (item.form.schema.properties.phone.format = 'fax'),
      'form.schema is no usable JSON Schema: unknown format "fax"',
    ],
    [
      'an open form',
      (item) => (item.form.schema.additionalProperties = true),
      'form.schema must have "type": "object"',
    ],
    [
      'a property without a field',
      (item) => Reflect.deleteProperty(item.form.fields, 'phone'),
      'form.fields.phone is missing',
    ],
    [
      'a field without a property',
      (item) => Reflect.deleteProperty(item.form.schema.properties, 'phone'),
      'form.fields.phone is no property',
    ],
    [
      'choices that differ from the schema',
      (item) => item.form.fields.bank.choices.pop(),
      'form.fields.bank.choices must be the values',
    ],
    [
      'prefill from nowhere',
      (item) => (item.form.prefill[0]!.from.source = 'moon'),
      'form.prefill[0].from.source names moon',
    ],
    [
      'prefill of what is not given',
      (item) => (item.form.prefill[0]!.from.path = 'shoes'),
      'form.prefill[0].from.path asks card for shoes',
    ],
    [
      'a fetch without consent',
      (item) => (item.consents = item.consents.slice(1)),
      'facts.householdProvince.source fetches from intake, which no consent covers',
    ],
    [
      'a fact that nobody needs',
      (item) => item.rules.list.splice(1, 1),
      'facts.householdProvince is used by no rule',
    ],
    ['an unknown port', (item) => item.needs.ports.push('fax'), 'needs.ports[2] names fax'],
    [
      'an unknown operation',
      (item) => (item.request.operation = 'shred'),
      'request.operation asks intake for shred',
    ],
    ['an unknown document', (item) => (item.documents[0]!.kind = 'poster'), 'documents[0].kind names poster'],
    [
      'a document on the wrong paper',
      (item) => (item.documents[0]!.paper = 'ticket'),
      'documents[0].paper must be a4',
    ],
    ['a guide past its day', (item) => (item.guide.validUntil = '2026-11-17'), 'guide.validUntil has passed'],
    [
      'a guide checked tomorrow',
      (item) => (item.guide.checkedOn = '2999-01-01'),
      'guide.checkedOn is in the future',
    ],
    [
      'the same rule twice',
      (item) => item.rules.list.push(item.rules.list[0]!),
      'rules.list has age-65 twice',
    ],
    [
      'an unknown device',
      (item) => Object.assign(item.needs, { devices: ['fax'] }),
      'needs.devices[0] names fax',
    ],
    [
      'a consent to what is not used',
      (item) => item.consents[0]!.covers.push('payments'),
      'consents[0].covers covers payments, which the item does not use',
    ],
    [
      'a receipt that nobody can be asked about',
      (item) => item.identity.by.push('receipt'),
      'request.byReceipt must be there if, and only if, identity can be a receipt',
    ],
    [
      'ages of nobody',
      (item) => (item.identity = { need: 'none', by: [] }),
      'ages needs identity to be required',
    ],
    [
      'choices that follow a field that is not there',
      (item) =>
        Object.assign(item.form.fields.bank, {
          choices: undefined,
          choicesFrom: { source: 'cases', path: 'list.cases', with: { item: 'matter' } },
        }),
      'form.fields.bank.choicesFrom.with names matter, which the form does not have',
    ],
    [
      'choices that somebody may refuse to have fetched',
      (item) => {
        item.consents[1]!.required = false;
        Object.assign(item.form.fields.bank, {
          choices: undefined,
          choicesFrom: { source: 'cases', path: 'list.cases' },
        });
      },
      'form.fields.bank.choicesFrom.source fetches from cases, which no consent covers',
    ],
    [
      'a list of requests beside a form',
      (item) =>
        Object.assign(item.request, { each: { source: 'benefits', path: 'entitlements.entitlements' } }),
      'request.each must not be there with a form',
    ],
    [
      'a request for each of what is no list',
      (item) => Object.assign(item.request, { each: { source: 'intake', path: 'prefill.phone' } }),
      'request.each.path asks intake for prefill.phone',
    ],
    [
      'a request that changes nothing, for each of a list',
      (item) =>
        Object.assign(item.request, { each: { source: 'cases', path: 'list.cases' }, changes: false }),
      'request.each is for requests that change something',
    ],
    [
      'a request that cannot wait',
      (item) => (item.request.operation = 'prefill'),
      'later is not possible: intake.prefill cannot wait',
    ],
    [
      'a form that needs the city, and a request that may wait for it',
      (item) =>
        Object.assign(item.form.fields.bank, { choicesFrom: { source: 'cases', path: 'list.cases' } }),
      'later is not possible: bank asks the city',
    ],
  ])('sense: %s', (_, change, expected) => {
    expect(complaints(changed(change)).join('\n')).toContain(`elder-allowance.json: ${expected}`);
  });

  it('an example that is labelled wrongly', () => {
    const [first, ...others] = examples.cases;
    file('examples/elder-allowance.json', { ...examples, cases: [{ ...first, expect: 'block' }, ...others] });
    expect(complaints(elder)).toEqual([
      'elder-allowance.json: examples.plain is labelled block, the pre-check says pass',
    ]);
  });

  it('the same id and the same prefix in two files', () => {
    const paths = [file('a/queue.json', queue), file('b/queue.json', { ...queue, id: 'other' })];
    expect(services(['check', ...paths])).toBe(1);
    expect(errors[0]).toContain('b/queue.json: service items: business id social-insurance is used twice');
    errors.length = 0;
    services(['check', file('c/elder-allowance.json', elder), file('d/elder-allowance.json', elder)]);
    expect(errors[0]).toContain('id is elder-allowance, as in');
  });
});
