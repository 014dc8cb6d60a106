import { z } from 'zod';
import { compileForm, type FormCheck } from './form-check.ts';
import type { Item } from './item-schema.ts';
import type { ItemProblem } from './parse-item.ts';
import { preCheck, type Submission } from './precheck.ts';
import { dateSchema, idSchema } from './rule-schema.ts';

const facts = z.record(z.string(), z.json());
const part = z.strictObject({
  values: facts.optional(),
  facts: facts.optional(),
  person: facts.optional(),
  variant: idSchema.nullable().optional(),
  region: z.string().nullable().optional(),
});

/** Labelled examples of an item: what the office would say to each, by which the pre-check is measured. */
export const examplesSchema = z.strictObject({
  item: idSchema,
  /** The day on which they are looked at, so that ages and spans stay as they are. */
  today: dateSchema,
  /** An application that is granted, one for each starting point that the cases name. */
  bases: z.record(idSchema, part),
  cases: z
    .array(
      part.extend({
        id: idSchema,
        base: idSchema,
        /** Left out of the base: `facts.openCase` was not answered, `values.phone` not filled in. */
        without: z.array(z.string()).default([]),
        expect: z.enum(['pass', 'block']),
        /** For `block`: the rule or the field that has to say so. */
        because: z.string().optional(),
        /** Known to be out of the kiosk's sight: it counts in the figures and contradicts nothing. */
        beyond: z.boolean().default(false),
      }),
    )
    .min(1),
});
export type Examples = z.infer<typeof examplesSchema>;

export interface Judged {
  id: string;
  expect: 'pass' | 'block';
  verdict: 'pass' | 'block' | 'open';
  beyond: boolean;
  /** Blocked, but not by what the label names. */
  otherCause: boolean;
}

/** Runs the pre-check over labelled examples. */
export function judgeExamples(
  item: Item,
  { today, bases, cases }: Examples,
  addresses: ReadonlySet<string>,
): Judged[] {
  const checks = new Map<string | null, FormCheck | null>();
  const checkOf = (variant: string | null): FormCheck | null => {
    const made = checks.get(variant);
    if (made !== undefined) return made;
    const chosen = item.variants.find(({ id }) => id === variant);
    const check = item.form && compileForm(item.form, addresses, chosen);
    checks.set(variant, check);
    return check;
  };
  return cases.map((example) => {
    const base = bases[example.base] ?? {};
    const merged = (name: 'values' | 'facts' | 'person') => {
      const all = { ...base[name], ...example[name] };
      const left = Object.entries(all).filter(([key]) => !example.without.includes(`${name}.${key}`));
      return Object.fromEntries(left);
    };
    const submission: Submission = {
      values: merged('values'),
      facts: merged('facts'),
      person: merged('person'),
      variant: example.variant ?? base.variant ?? null,
      region: example.region ?? base.region ?? null,
      today,
    };
    const { verdict, age, form, rules } = preCheck(submission, item, checkOf(submission.variant));
    const causes = [
      ...form.map(({ field }) => field),
      ...rules.filter(({ severity }) => severity === 'block').map(({ rule }) => rule),
      age,
    ];
    const { id, expect, because, beyond } = example;
    return {
      id,
      expect,
      beyond,
      verdict: verdict === 'passed' ? 'pass' : verdict === 'blocked' ? 'block' : 'open',
      otherCause: verdict === 'blocked' && because !== undefined && !causes.includes(because),
    };
  });
}

/** Shares from 0 to 1. */
export interface Figures {
  cases: number;
  /** Of all cases: decided by the kiosk, one way or the other. */
  coverage: number;
  /** Of the decided: as the label says, and for the reason that it names. */
  accuracy: number;
  /** Of those that the office would grant: blocked. */
  falseBlocks: number;
  /** What the shares are made of. */
  counts: { decided: number; right: number; granted: number; blocked: number };
}

export function figuresOf(judged: readonly Judged[]): Figures {
  const decided = judged.filter(({ verdict }) => verdict !== 'open');
  const right = decided.filter(({ verdict, expect, otherCause }) => verdict === expect && !otherCause);
  const granted = judged.filter(({ expect }) => expect === 'pass');
  const blocked = granted.filter(({ verdict }) => verdict === 'block');
  const share = (of: readonly unknown[], all: readonly unknown[]) =>
    all.length === 0 ? 0 : of.length / all.length;
  return {
    cases: judged.length,
    coverage: share(decided, judged),
    accuracy: share(right, decided),
    falseBlocks: share(blocked, granted),
    counts: {
      decided: decided.length,
      right: right.length,
      granted: granted.length,
      blocked: blocked.length,
    },
  };
}

/** Examples that the pre-check decides otherwise than labelled. One that it leaves open contradicts nothing. */
export function contradictions(judged: readonly Judged[]): ItemProblem[] {
  return judged
    .filter(({ beyond }) => !beyond)
    .filter(({ verdict, expect, otherCause }) => otherCause || (verdict !== 'open' && verdict !== expect))
    .map(({ id, expect, verdict, otherCause }) => ({
      path: `examples.${id}`,
      message: otherCause
        ? { 'zh-CN': '被拦下的原因与标注不同', en: 'is blocked for another reason than its label names' }
        : {
            'zh-CN': `标注为 ${expect}，预审结果为 ${verdict}`,
            en: `is labelled ${expect}, the pre-check says ${verdict}`,
          },
    }));
}
