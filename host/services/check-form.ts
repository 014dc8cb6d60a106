import type { Known } from './known.ts';
import { compileSchema } from './form-check.ts';
import type { Field, Form, Origin } from './form-schema.ts';
import type { Item } from './item-schema.ts';
import type { Say } from './parse-item.ts';

type Property = Record<string, unknown>;

/** Whether a form makes sense: its schema compiles, and schema, fields and prefill speak of the same things. */
export function checkFormOf(item: Item, known: Known, say: Say): void {
  if (item.form === null) return;
  const { schema, fields, prefill } = item.form;
  const properties = (schema['properties'] ?? {}) as Record<string, Property>;
  if (schema['type'] !== 'object' || schema['additionalProperties'] !== false)
    say(
      'form.schema',
      '应为 "type": "object" 且 "additionalProperties": false',
      'must have "type": "object" and "additionalProperties": false',
    );
  try {
    compileSchema(schema, known.addresses);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say('form.schema', `不是可用的 JSON Schema：${reason}`, `is no usable JSON Schema: ${reason}`);
  }
  for (const name of Object.keys(properties))
    if (!Object.hasOwn(fields, name))
      say(`form.fields.${name}`, '缺少此字段的显示方式', 'is missing: the schema has this property');
  for (const [name, field] of Object.entries(fields)) {
    const property = properties[name];
    if (property) checkField(`form.fields.${name}`, field, property, item, known, say);
    else say(`form.fields.${name}`, '表单 schema 中没有此字段', 'is no property of the form’s schema');
  }
  for (const [index, { field, from }] of prefill.entries()) {
    const path = `form.prefill[${index}]`;
    if (!Object.hasOwn(fields, field))
      say(`${path}.field`, `没有字段 ${field}`, `names ${field}, which the form does not have`);
    checkOrigin(`${path}.from`, from, known, say);
    checkConsent(`${path}.from.source`, from, item.consents, say);
  }
  checkShares(item, item.form, say);
}

function checkField(
  path: string,
  field: Field,
  property: Property,
  item: Item,
  known: Known,
  say: Say,
): void {
  const { keyboard, choices, choicesFrom } = field;
  const allowed = allowedBy(property);
  if (keyboard !== 'choice') {
    if (choices || choicesFrom)
      say(path, '只有 choice 才可列出选项', 'has choices, which are for the keyboard choice only');
    if (allowed) say(path, '取值受限时应使用 choice', 'must use the keyboard choice: its values are limited');
    if (keyboard === 'date' && property['format'] !== 'date')
      say(
        path,
        '日期字段的 schema 应有 "format": "date"',
        'is a date; its schema must have "format": "date"',
      );
    if (keyboard === 'address-list' && property['format'] !== 'address')
      say(
        path,
        '地址字段的 schema 应有 "format": "address"',
        'is an address; its schema must have "format": "address"',
      );
    return;
  }
  if ((choices === undefined) === (choicesFrom === undefined))
    say(path, '应有 choices 或 choicesFrom 之一', 'must have either choices or choicesFrom');
  if (choicesFrom) {
    checkOrigin(`${path}.choicesFrom`, choicesFrom, known, say, 'list');
    // Who may go on without would stand before a field that cannot be filled in.
    const required = item.consents.filter((consent) => consent.required);
    checkConsent(`${path}.choicesFrom.source`, choicesFrom, required, say);
    for (const named of Object.values(choicesFrom.with))
      if (!item.form || !Object.hasOwn(item.form.fields, named))
        say(`${path}.choicesFrom.with`, `没有字段 ${named}`, `names ${named}, which the form does not have`);
  }
  if (!choices) return;
  const offered = choices.map(({ value }) => value);
  if (new Set(offered).size < offered.length) say(`${path}.choices`, '选项重复', 'has the same value twice');
  if (!allowed || offered.toSorted().join('\n') !== allowed.toSorted().join('\n'))
    say(
      `${path}.choices`,
      '选项应与 schema 中 enum 的取值一致',
      'must be the values of the property’s enum, all and no others',
    );
}

function allowedBy(property: Property): string[] | null {
  const items = property['items'] as Property | undefined;
  const values = property['enum'] ?? items?.['enum'];
  return Array.isArray(values) ? values.map(String) : null;
}

/** Whether the source can be asked for this. */
export function checkOrigin(
  path: string,
  { source, path: wanted }: Origin,
  known: Known,
  say: Say,
  kind?: string,
): void {
  const port = Object.hasOwn(known.ports, source) ? known.ports[source] : undefined;
  if (!port) return say(`${path}.source`, `没有来源 ${source}`, `names ${source}, which is no source`);
  const gives = Object.hasOwn(port.gives, wanted) ? port.gives[wanted] : undefined;
  if (gives === undefined || (kind !== undefined && gives !== kind))
    say(`${path}.path`, `${source} 不提供 ${wanted}`, `asks ${source} for ${wanted}, which it does not give`);
}

/** What the city knows is fetched with a consent only; the card was laid down by the citizen. */
export function checkConsent(path: string, { source }: Origin, consents: Item['consents'], say: Say): void {
  if (source === 'card' || source === 'code') return;
  if (!consents.some(({ covers }) => covers.includes(source)))
    say(path, `没有涵盖 ${source} 的同意书`, `fetches from ${source}, which no consent covers`);
}

/** Variants and departments name fields of the form, and no field is asked for in vain. */
function checkShares({ variants, parts }: Item, { fields }: Form, say: Say): void {
  const check = (path: string, names: readonly string[], allowed: readonly string[]) => {
    for (const name of names)
      if (!allowed.includes(name)) say(path, `没有字段 ${name}`, `names ${name}, which is no field there`);
  };
  const all = Object.keys(fields);
  for (const [index, variant] of variants.entries()) {
    check(`variants[${index}].fields`, variant.fields, all);
    check(`variants[${index}].required`, variant.required, variant.fields);
  }
  for (const [index, part] of parts.entries()) check(`parts[${index}].fields`, part.fields, all);
  for (const [list, shares] of Object.entries({ variants, parts })) {
    const used = new Set(shares.flatMap((share) => share.fields));
    for (const name of all)
      if (shares.length > 0 && !used.has(name))
        say(list, `没有一项用到字段 ${name}`, `use the field ${name} nowhere`);
  }
}
