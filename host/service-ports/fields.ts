import type { FieldInfo } from '../../state-machines/service/service.ts';
import { openItem } from '../services/catalogue.ts';
import type { Item, Variant } from '../services/item-schema.ts';

/**
 * The fields of an item's form, of the variant where one was chosen, in the order of the screen; none where there is
 * no form.
 * @throws Error for an item or a variant that there is not.
 */
export function fields(itemId: string, variantId: string | null): readonly FieldInfo[] {
  const item = openItem(itemId);
  if (item.form === null) return [];
  const { schema, fields: shown } = item.form;
  const variant = variantOf(item, variantId);
  const required = variant?.required ?? (schema['required'] as readonly string[] | undefined) ?? [];
  return Object.entries(shown)
    .filter(([id]) => !variant || variant.fields.includes(id))
    .map(([id, { label, hint, keyboard, choices, choicesFrom, masked }]) => ({
      id,
      label,
      hint: hint ?? null,
      keyboard,
      choices: choices ?? [],
      choicesFromCity: choicesFrom !== undefined,
      several: typeOf(item, id) === 'array',
      required: required.includes(id),
      masked,
    }));
}

/** @throws Error for a variant that there is not. */
export function variantOf({ id, variants }: Item, variantId: string | null): Variant | undefined {
  if (variantId === null) return undefined;
  const variant = variants.find((each) => each.id === variantId);
  if (!variant) throw new Error(`service item ${id} has no variant ${variantId}`);
  return variant;
}

/** What the form's schema wants in a field: `string`, `integer`, `number`, `array`. */
export function typeOf({ form }: Item, field: string): unknown {
  const properties = form?.schema['properties'] as Readonly<Record<string, { type?: unknown }>> | undefined;
  return properties && Object.hasOwn(properties, field) ? properties[field]?.type : undefined;
}
