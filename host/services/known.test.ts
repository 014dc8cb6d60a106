import { describe, expect, it } from 'vitest';
import { ports } from '../../platform/ports/index.ts';
import { known } from './known.ts';

/** The card and the code lie at the kiosk; they are asked for nothing. */
const atTheKiosk = new Set(['card', 'code']);

describe('the systems that a service item may name', () => {
  it('are the ports of the city', () => {
    const named = Object.keys(known.ports).filter((port) => !atTheKiosk.has(port));
    expect(named.filter((port) => !(port in ports))).toEqual([]);
  });

  it('can do what the catalogue says of them', () => {
    const unknown = Object.entries(known.ports).flatMap(([port, { operations = [] }]) =>
      operations
        .filter((operation) => !(operation in (ports[port as keyof typeof ports]?.operations ?? {})))
        .map((operation) => `${port}.${operation}`),
    );
    expect(unknown).toEqual([]);
  });
});
