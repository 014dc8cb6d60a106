import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Port } from './core/port.ts';
import { openApiDocument } from './openapi.ts';
import { ports } from './ports/index.ts';

it('is checked in as the tables say it (npm run openapi)', () => {
  const checkedIn: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8'));
  expect(checkedIn).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

describe.each(Object.entries<Port>(ports))('the table of %s', (name, port) => {
  const operations = Object.values(port.operations);

  it('has the name under which it is found', () => {
    expect(port.id).toBe(name);
  });

  it('names fields of the requests in `about`', () => {
    const wrong = operations.filter(({ about, request }) => about !== null && !(about in request.shape));
    expect(wrong).toEqual([]);
  });

  it('has the person repeated wherever one is named', () => {
    const wrong = operations.filter(
      ({ about, request }) => 'subject' in request.shape && about !== 'subject',
    );
    expect(wrong).toEqual([]);
  });
});
