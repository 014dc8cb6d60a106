import { createHash } from 'node:crypto';
import type { RequestInput } from '../../state-machines/service/service.ts';
import type { Item } from '../services/item-schema.ts';
import { fields } from './fields.ts';

/** What was filled in as the city takes it: texts by the names of the fields, without the blank ones. */
export function answersOf({
  itemId,
  variant,
  region,
  values,
}: Pick<RequestInput, 'itemId' | 'variant' | 'region' | 'values'>): Record<string, string> {
  const filled = fields(itemId, variant).flatMap(({ id }): [string, string][] => {
    const value = values[id] ?? '';
    const text = typeof value === 'string' ? value : value.join(',');
    return text === '' ? [] : [[id, text]];
  });
  return {
    ...Object.fromEntries(filled),
    ...(variant !== null && { variant }),
    ...(region !== null && { region }),
  };
}

/**
 * What is signed and archived, to the letter: JSON in the form of RFC 8785 (members in the order of their names, no
 * white space, UTF-8) of `{answers, consents, item, rules, subject, version}`. All values are texts; `consents` lists
 * the ids of those that were given, in alphabetical order; `version` is that of the item's guide, `rules` that of its
 * rules.
 */
export function canonicalForm(
  item: Item,
  input: Pick<RequestInput, 'itemId' | 'variant' | 'region' | 'values' | 'consents'>,
  subject: string,
): string {
  const consents = item.consents.map(({ id }) => id).filter((id) => input.consents[id] === true);
  return canonicalJson({
    answers: answersOf(input),
    consents: consents.toSorted().join(','),
    item: item.id,
    rules: item.rules?.version ?? '',
    subject,
    version: item.guide.version,
  });
}

type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** RFC 8785 of texts in at most two levels: with texts only, it is no more than the order of the names. */
export function canonicalJson(members: Texts): string {
  const sorted = Object.keys(members)
    .toSorted()
    .map((name) => {
      const value = members[name] ?? '';
      return `${JSON.stringify(name)}:${typeof value === 'string' ? JSON.stringify(value) : canonicalJson(value)}`;
    });
  return `{${sorted.join(',')}}`;
}

export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
