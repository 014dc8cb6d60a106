import type { Localized } from '../../contract/localized.ts';
import type { FormCheck, FormFault, Values } from './form-check.ts';
import { evaluate, type Facts, isKnown, type LogicError, namesIn } from './logic.ts';
import { ageOn, isDate } from './dates.ts';
import type { Item } from './item-schema.ts';
import type { Rule } from './rule-schema.ts';

/** What a pre-check is made of. */
export interface Submission {
  values: Values;
  /** Answers of the city and of the card by the item's own names; absent: not known, `null`: there is none. */
  facts: Facts;
  /** The person's birth date and the like, as far as somebody was identified. */
  person: Facts;
  variant: string | null;
  region: string | null;
  /** `YYYY-MM-DD`, local. */
  today: string;
}

/** One rule that does not hold. */
export interface RuleFault {
  rule: string;
  severity: Rule['severity'];
  reason: Localized;
  remedy: Localized;
  fields: readonly string[];
}

/** One rule that could not be judged: the office will. */
export interface OpenRule {
  rule: string;
  why: { code: 'not-known'; name: string } | LogicError;
}

export interface PreCheck {
  /** `open`: nothing speaks against it, but some rule could not be judged. */
  verdict: 'passed' | 'blocked' | 'open';
  /** The person is outside of the item's ages. Said as soon as somebody was identified. */
  age: 'too-young' | 'too-old' | null;
  form: FormFault[];
  rules: RuleFault[];
  open: OpenRule[];
}

/**
 * Checks what was filled in against the form and the rules of the day. A rule that cannot be judged never blocks:
 * what the kiosk does not know is no reason to send somebody away.
 */
export function preCheck(
  submission: Submission,
  { ages, rules }: Pick<Item, 'ages' | 'rules'>,
  checkForm: FormCheck | null,
): PreCheck {
  const form = checkForm?.(submission.values) ?? [];
  const { values, facts, person, variant, region, today } = submission;
  const world: Facts = { form: values, facts, person, variant, region, today };
  const marred = new Set(form.map(({ field }) => field));
  const faults: RuleFault[] = [];
  const open: OpenRule[] = [];
  for (const rule of rules?.list ?? []) {
    if (today < rule.from || (rule.until !== null && today > rule.until)) continue;
    // The field has a fault of its own, which is told already.
    if (namesIn(rule.holds).some(({ name }) => name.startsWith('form.') && marred.has(name.slice(5))))
      continue;
    const judged = judge(rule, world);
    if (judged === 'holds') continue;
    const { id, severity, reason, remedy, fields } = rule;
    if (judged === 'fails') faults.push({ rule: id, severity, reason, remedy, fields });
    else open.push({ rule: id, why: judged });
  }
  const age = ageFault(ages, person['birthDate'], today);
  const blocks = age !== null || form.length > 0 || faults.some(({ severity }) => severity === 'block');
  const verdict = blocks ? 'blocked' : open.length > 0 ? 'open' : 'passed';
  return { verdict, age, form, rules: faults, open };
}

/** Without a birth date nobody's age is known, and nobody is sent away for it. */
export function ageFault({ from, to }: Item['ages'], birthDate: unknown, today: string): PreCheck['age'] {
  if (!isDate(birthDate)) return null;
  const age = ageOn(birthDate, today);
  if (from !== null && age < from) return 'too-young';
  return to !== null && age > to ? 'too-old' : null;
}

function judge(rule: Rule, world: Facts): 'holds' | 'fails' | OpenRule['why'] {
  if (rule.when !== undefined) {
    const applies = evaluate(rule.when, world);
    if (!applies.ok) return applies.error;
    if (!isTrue(applies.value)) return 'holds';
  }
  // A field that was left blank is known to be blank.
  const missing = namesIn(rule.holds).find(
    ({ name, optional }) => !optional && !name.startsWith('form.') && !isKnown(name, world),
  );
  if (missing) return { code: 'not-known', name: missing.name };
  const holds = evaluate(rule.holds, world);
  if (!holds.ok) return holds.error;
  return isTrue(holds.value) ? 'holds' : 'fails';
}

/** As JSON Logic has it: an empty list is false. */
function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
