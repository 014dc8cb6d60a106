import { z } from 'zod';
import { configSchema } from './schema.ts';

type Node = Record<string, unknown>;

/**
 * JSON Schema (2020-12) of a site or machine file, for editors. Such a file is one layer over the defaults, so
 * nothing in it is required, except within the entries of a list: lists are replaced as a whole.
 */
export function configJsonSchema(): Node {
  const { $schema, properties, ...rest } = z.toJSONSchema(configSchema, { io: 'input' }) as Node;
  const layer = withoutRequired({ ...rest, properties });
  return {
    $schema,
    title: 'Tongban configuration',
    ...layer,
    properties: { $schema: { type: 'string' }, ...(layer['properties'] as Node) },
  };
}

function withoutRequired(node: Node): Node {
  const { required: _, ...rest } = node;
  if (rest['properties'] === undefined) return rest;
  const properties = Object.entries(rest['properties'] as Record<string, Node>).map(
    ([name, property]): [string, Node] => [name, withoutRequired(property)],
  );
  return { ...rest, properties: Object.fromEntries(properties) };
}
