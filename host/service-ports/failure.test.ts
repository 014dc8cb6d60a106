import { describe, expect, it } from 'vitest';
import sentences from '../../assets/catalogue/refusals.json' with { type: 'json' };
import { type Operation, type Port, refusalsOf, unknownSubject } from '../../platform/core/port.ts';
import { ports } from '../../platform/ports/index.ts';
import type { PlatformError } from '../../platform/core/result.ts';
import { known } from '../services/known.ts';
import { failureOf, refusalReason } from './failure.ts';

/** Of every operation that an item may name; `codes.resolve` and `identity.identify` tell who stands there. */
const operations = Object.entries(known.ports).flatMap(([port, { operations: named = [] }]) =>
  named.map((operation) => ({ name: `${port}.${operation}`, table: tableOf(port, operation) })),
);

function tableOf(port: string, operation: string): Operation {
  const found = (ports as Readonly<Record<string, Port>>)[port]?.operations[operation];
  if (!found) throw new Error(`the city has no ${port}.${operation}`);
  return found;
}

describe('how the city says no', () => {
  it.each(operations)('$name has a sentence for each refusal', ({ name, table }) => {
    for (const refusal of refusalsOf(table)) {
      const { 'zh-CN': zh, en } = refusalReason(name, refusal);
      expect(zh).toMatch(/。$/);
      expect(en).toMatch(/\.$/);
    }
  });

  it('has no sentence for what is never said', () => {
    const said = operations.flatMap(({ name, table }) => table.refusals.map((code) => `${name}.${code}`));
    expect(Object.keys(sentences).toSorted()).toEqual([unknownSubject, ...said].toSorted());
  });

  it('is a bug where there is no sentence', () => {
    expect(() => refusalReason('payments.summary', 'toString')).toThrow('no sentence');
  });
});

describe('what a question came to', () => {
  const failed = { effect: 'none', retry: 'afterFix', message: 'payments.summary: …' } as const;
  it.each<[PlatformError['code'], string, boolean]>([
    ['timeout', 'city-unavailable', true],
    ['circuitOpen', 'city-unavailable', true],
    ['badReply', 'city-unavailable', true],
    ['unauthorized', 'city-unavailable', true],
    ['wrongSubject', 'city-wrong-person', false],
  ])('%s is %s', (code, problem, retry) => {
    const error = { ...failed, code, refusal: null } as PlatformError;
    expect(failureOf('payments.summary', error)).toEqual({ ok: false, problem, reason: null, retry });
  });

  it('a refusal is told in its words, and asking again changes nothing', () => {
    const error = { ...failed, code: 'refused', refusal: 'notOffered' } as const;
    expect(failureOf('bookings.slots', error)).toEqual({
      ok: false,
      problem: 'city-refused',
      reason: sentences['bookings.slots.notOffered'],
      retry: false,
    });
  });
});
