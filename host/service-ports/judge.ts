import ages from '../../assets/forms/ages.json' with { type: 'json' };
import { languages, type Localized } from '../../contract/localized.ts';
import type { FaultView, FieldValue } from '../../contract/service-view.ts';
import type { Checked, Values, Who } from '../../state-machines/service/service.ts';
import { compileForm, type FormCheck } from '../services/form-check.ts';
import type { Item } from '../services/item-schema.ts';
import { known } from '../services/known.ts';
import { type Facts, namesIn } from '../services/logic.ts';
import { type PreCheck, preCheck, type RuleFault } from '../services/precheck.ts';
import { typeOf, variantOf } from './fields.ts';
import { personFacts } from './person.ts';

/**
 * The judgement on what was filled in. Ajv and the rules' engine come with this file: it is imported when a form is
 * opened, not before.
 */

type Asked = Pick<Who, 'person' | 'variant' | 'region'>;

const compiled = new Map<string, FormCheck>();

function formCheckOf(item: Item, variantId: string | null): FormCheck | null {
  if (item.form === null) return null;
  const name = `${item.id} ${variantId}`;
  const check = compiled.get(name) ?? compileForm(item.form, known.addresses, variantOf(item, variantId));
  compiled.set(name, check);
  return check;
}

/** What is wrong with one field, whatever the others say. */
export function judgeField(
  item: Item,
  variant: string | null,
  field: string,
  value: FieldValue | null,
): Localized | null {
  const values = value === null ? {} : { [field]: value };
  const faults = formCheckOf(item, variant)?.(typed(item, values)) ?? [];
  return faults.find((fault) => fault.field === field)?.message ?? null;
}

/** How far the rules could be judged; for the city's own numbers. */
export interface Judged {
  verdict: PreCheck['verdict'];
  /** So many rules were judged. */
  rules: number;
  /** And so many could not be: the office will. */
  open: number;
}

/** What is wrong with all of it, and what is to be known besides. */
export function judge(
  item: Item,
  asked: Asked,
  values: Values,
  facts: Facts,
  today: string,
): Checked & { judged: Judged } {
  const checked = check(item, asked, { values: typed(item, values), facts, today, form: true });
  const shown = variantOf(item, asked.variant)?.fields;
  const form = checked.form.map(({ field, message }) => ({
    reason: message,
    remedy: null,
    // A field of another variant is none that could be gone back to.
    field: field !== null && (shown?.includes(field) ?? true) ? field : null,
  }));
  return {
    faults: [...ageFaults(item, checked), ...form, ...ruleFaults(checked, 'block')],
    warnings: ruleFaults(checked, 'warn'),
    judged: {
      verdict: checked.verdict,
      rules: (item.rules?.list.length ?? 0) - checked.open.length,
      open: checked.open.length,
    },
  };
}

/** What speaks against it before anything was filled in: age, and the rules that ask about no field. */
export function judgeEarly(item: Item, asked: Asked, facts: Facts, today: string): FaultView[] {
  const list = item.rules?.list.filter(({ when, holds }) =>
    [...namesIn(when), ...namesIn(holds)].every(({ name }) => !name.startsWith('form.')),
  );
  const early = { ...item, rules: item.rules && { ...item.rules, list: list ?? [] } };
  const checked = check(early, asked, { values: {}, facts, today, form: false });
  return [...ageFaults(item, checked), ...ruleFaults(checked, 'block')];
}

function check(
  item: Item,
  { person, variant, region }: Asked,
  { form, ...given }: { values: Facts; facts: Facts; today: string; form: boolean },
): PreCheck {
  const submission = { ...given, person: personFacts(person), variant, region };
  return preCheck(submission, item, form ? formCheckOf(item, variant) : null);
}

/** Where a rule of the item's own says it as well, that one says what can be done about it. */
function ageFaults({ ages: { from, to }, rules }: Item, { age, rules: failed }: PreCheck): FaultView[] {
  const told = rules?.list.some(
    ({ id, holds }) =>
      failed.some(({ rule }) => rule === id) &&
      namesIn(holds).some(({ name }) => name === 'person.birthDate'),
  );
  if (age === null || told === true) return [];
  const years = String(age === 'too-young' ? from : to);
  const sentence = languages.map((language) => [language, ages[age][language].replace('{years}', years)]);
  return [{ reason: Object.fromEntries(sentence) as Localized, remedy: null, field: null }];
}

function ruleFaults({ rules }: PreCheck, wanted: RuleFault['severity']): FaultView[] {
  return rules
    .filter(({ severity }) => severity === wanted)
    .map(({ reason, remedy, fields: [field = null] }) => ({ reason, remedy, field }));
}

/** The screen sends texts and lists of texts; the schema says which of them are numbers. */
function typed(item: Item, values: Values): Facts {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, typedValue(typeOf(item, field), value)]),
  );
}

function typedValue(type: unknown, value: FieldValue): unknown {
  if (type === 'array') return typeof value === 'string' ? [value] : value;
  if ((type !== 'integer' && type !== 'number') || typeof value !== 'string') return value;
  const digits = value.trim();
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(digits) ? Number(digits) : value;
}
