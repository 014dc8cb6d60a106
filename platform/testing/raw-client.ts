import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { PlatformLine } from '../core/client.ts';
import { signRequest } from '../core/signature.ts';
import type { Platform } from '../open.ts';
import { ports } from '../ports/index.ts';

type Node = Record<string, unknown>;

const document = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'openapi.json'), 'utf8')) as Node;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi.json');

/**
 * The city without our adapter: plain HTTP, and what goes over the wire is judged by the checked-in OpenAPI document
 * alone. Looks like the adapter, so that the same expectations can be put to both; what does not fit the document
 * throws.
 */
export function rawPlatform(line: PlatformLine): Platform {
  return Object.fromEntries(
    Object.entries(ports).map(([portName, port]) => [
      portName,
      Object.fromEntries(
        Object.keys(port.operations).map((name) => [
          name,
          (request: unknown, options: { key?: string } = {}) =>
            ask(line, `/${port.id}/${name}`, request, options.key ?? null),
        ]),
      ),
    ]),
  ) as unknown as Platform;
}

async function ask(line: PlatformLine, path: string, request: unknown, key: string | null): Promise<unknown> {
  check(path, 'requestBody/content/application~1json/schema', request);
  const body = Buffer.from(JSON.stringify(request));
  const signature = signRequest(
    line.signer,
    { method: 'POST', path, body, idempotencyKey: key },
    { seconds: Math.floor(line.clock.now() / 1000), nonce: randomBytes(18).toString('base64url') },
  );
  const response = await fetch(line.baseUrl + path, {
    method: 'POST',
    headers: {
      ...signature,
      'content-type': 'application/json',
      ...(key !== null && { 'idempotency-key': key }),
    },
    body,
  });
  const answer = (await response.json()) as { [name: string]: unknown; code?: string };
  const mediaType = response.headers.get('content-type') ?? '';
  const schema = `responses/${response.status}/content/${mediaType.replaceAll('/', '~1')}/schema`;
  check(path, schema, answer);
  if (response.status === 409) {
    const error = { code: 'refused', refusal: answer.code, effect: 'none', retry: 'never' };
    return { ok: false, error };
  }
  if (response.status !== 200) throw new Error(`${path}: HTTP ${response.status}`);
  const { data, asOf, validUntil } = answer;
  return { ok: true, data, asOf, validUntil, stale: false };
}

function check(path: string, schema: string, value: unknown): void {
  const pointer = `#/paths/${path.replaceAll('/', '~1')}/post/${schema}`;
  const validate: ValidateFunction | undefined = ajv.getSchema(`openapi.json${pointer}`);
  if (!validate) throw new Error(`the OpenAPI document has nothing at ${pointer}`);
  if (!validate(value)) throw new Error(`${pointer}: ${ajv.errorsText(validate.errors)}`);
}
