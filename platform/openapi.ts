import { z } from 'zod';
import {
  envelopeOf,
  type Operation,
  pathOf,
  type Port,
  problemSchema,
  protocolProblems,
  refusalsOf,
  refusedStatus,
} from './core/port.ts';
import { ports } from './ports/index.ts';

type Node = Record<string, unknown>;

/** OpenAPI 3.1 of all ports, from their tables. */
export function openApiDocument(): Node {
  const all = Object.values<Port>(ports);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tongban platform ports',
      version: '1.0.0',
      description:
        'What a kiosk asks of the systems of its city. Every request is signed (RFC 9421, components `@method`, ' +
        '`@path`, `content-digest` and, where there is one, `idempotency-key`), and so is every reply (`@status`, ' +
        '`content-digest`, and the signature of its request). Every reply repeats in `about` whom or what it is about.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'https://platform.example' }],
    tags: all.map(({ id, title }) => ({ name: id, description: `${title['zh-CN']} · ${title.en}` })),
    paths: Object.fromEntries(
      all.flatMap((port) =>
        Object.entries(port.operations).map(([name, operation]) => [
          pathOf(port, name),
          { post: operationNode(port, name, operation) },
        ]),
      ),
    ),
    components: {
      schemas: { Problem: schemaNode(problemSchema) },
      responses: {
        Protocol: {
          description: `The request was not taken: ${Object.entries(protocolProblems)
            .map(([status, code]) => `${status} ${code}`)
            .join(', ')}. Nothing was done, except perhaps where the status is 500.`,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description: 'The same key with the same body has the answer of the first time, for 24 hours.',
          schema: { type: 'string', pattern: '^[\\w-]{16,64}$' },
        },
      },
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'HTTP Message Signature (RFC 9421) with the label `kiosk`.',
        },
      },
    },
    security: [{ signature: [] }],
  };
}

function operationNode(port: Port, name: string, operation: Operation): Node {
  const keyed = operation.effects === 'keyed';
  const refusals = refusalsOf(operation);
  return {
    operationId: `${port.id}.${name}`,
    tags: [port.id],
    summary: operation.summary,
    'x-effects': operation.effects,
    'x-timeout-ms': operation.timeoutMs,
    ...(keyed && { parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }] }),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaNode(operation.request) } },
    },
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: schemaNode(envelopeOf(operation)) } },
      },
      ...(refusals.length > 0 && {
        [refusedStatus]: {
          description: 'The city says no; nothing was done.',
          content: {
            'application/problem+json': {
              schema: {
                allOf: [
                  { $ref: '#/components/schemas/Problem' },
                  { properties: { code: { enum: [...refusals] } } },
                ],
              },
            },
          },
        },
      }),
      default: { $ref: '#/components/responses/Protocol' },
    },
  };
}

/** Written out as a whole; `io: input` leaves replies open for fields that are added later. */
function schemaNode(schema: z.ZodType): Node {
  const { $schema: _, ...node } = z.toJSONSchema(schema, { io: 'input', reused: 'inline' });
  return node;
}
