import { checkConsent, checkOrigin } from './check-form.ts';
import type { Item } from './item-schema.ts';
import type { Known } from './known.ts';
import { type LogicError, namesIn, refuseLogic } from './logic.ts';
import type { Say } from './parse-item.ts';

/** What rules may know about whoever was identified. */
export const personFacts = ['number', 'birthDate', 'sex', 'cardValidTo'] as const;

/** Whether the rules can be asked: conditions are bounded and speak of what the item has. */
export function checkRulesOf(item: Item, known: Known, say: Say): void {
  for (const [name, origin] of Object.entries(item.facts)) {
    checkOrigin(`facts.${name}`, origin, known, say);
    checkConsent(`facts.${name}.source`, origin, item.consents, say);
  }
  const used = new Set<string>();
  for (const [index, rule] of (item.rules?.list ?? []).entries()) {
    const path = `rules.list[${index}]`;
    for (const part of ['when', 'holds'] as const) {
      const logic = rule[part];
      if (logic === undefined) continue;
      const error = refuseLogic(logic);
      if (error)
        say(`${path}.${part}`, `不是可用的条件：${inWords(error)}`, `is no condition: ${inWords(error)}`);
      for (const { name } of namesIn(logic)) {
        used.add(name);
        if (!isNamed(name, item))
          say(
            `${path}.${part}`,
            `条件引用了不存在的 ${name}`,
            `asks about ${name}, which the item does not have`,
          );
      }
    }
    for (const field of rule.fields)
      if (!isNamed(`form.${field}`, item))
        say(`${path}.fields`, `没有字段 ${field}`, `names ${field}, which the form does not have`);
    if (rule.until !== null && rule.until < rule.from)
      say(`${path}.until`, '早于 from', 'is before from: the rule would never apply');
  }
  for (const name of Object.keys(item.facts))
    if (!used.has(`facts.${name}`))
      say(`facts.${name}`, '没有规则用到，不应调取', 'is used by no rule and must not be fetched');
}

/** A consent covers what is used and nothing else. */
export function checkCovers({ consents, form, facts, request }: Item, say: Say): void {
  const origins = [
    ...(form?.prefill ?? []).map(({ from }) => from),
    ...Object.values(form?.fields ?? {}).flatMap(({ choicesFrom }) => choicesFrom ?? []),
    ...Object.values(facts),
    ...(request.each ? [request.each] : []),
  ];
  const used = new Set([request.port, ...origins.map(({ source }) => source)]);
  for (const [index, { covers }] of consents.entries())
    for (const source of covers)
      if (!used.has(source))
        say(
          `consents[${index}].covers`,
          `没有用到 ${source}`,
          `covers ${source}, which the item does not use`,
        );
}

function isNamed(name: string, item: Item): boolean {
  if (name === 'today') return true;
  if (name === 'variant') return item.variants.length > 0;
  if (name === 'region') return item.regions.length > 0;
  const [root, key = '', ...more] = name.split('.');
  if (more.length > 0) return false;
  if (root === 'form') return item.form !== null && Object.hasOwn(item.form.fields, key);
  if (root === 'facts') return Object.hasOwn(item.facts, key);
  return root === 'person' && personFacts.some((fact) => fact === key);
}

function inWords(error: LogicError): string {
  switch (error.code) {
    case 'unknown-operator':
      return `operator ${error.operator}`;
    case 'list-too-long':
      return `${error.code} ${error.name}`;
    case 'bad-value':
      return `${error.code} (${error.operator})`;
    default:
      return error.code;
  }
}
