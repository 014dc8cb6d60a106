import { z } from 'zod';
import { itemSchema } from './item-schema.ts';

/** JSON Schema (2020-12) of a service item, for editors. */
export function itemJsonSchema(): Record<string, unknown> {
  return { title: 'Tongban service item', ...z.toJSONSchema(itemSchema, { io: 'input' }) };
}
