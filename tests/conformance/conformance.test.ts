import { describe, expect, test } from 'vitest';
import { type Cell, conformance } from './conformance.ts';
import { rigs } from './rigs/index.ts';

/** The whole table of `npm run conformance`, with its usual seed. */
const seed = 1;

describe.each(rigs.map((maker) => [maker.name, conformance(maker)] as const))('%s', (name, cells) => {
  describe('alone', () => {
    for (const cell of cells.filter(({ alone }) => alone)) run(name, cell);
  });
  describe.concurrent('with others', () => {
    for (const cell of cells.filter(({ alone }) => !alone)) run(name, cell);
  });
});

/**
 * A driver in a process of its own, on a pty that socat carries, keeps real time with four processes on the
 * processors that the other tests use: a stall of some hundred milliseconds makes a bounce long or a strike miss.
 */
const triesOf = (name: string): number => (name.endsWith('own process') ? 2 : 0);

function run(name: string, cell: Cell): void {
  test(`${cell.kind}: ${cell.row}`, { retry: triesOf(name) }, async ({ skip }) => {
    const outcome = await cell.run(seed);
    if (outcome.state === 'skipped') skip(outcome.why);
    expect(outcome).toEqual({ state: 'passed' });
  });
}
