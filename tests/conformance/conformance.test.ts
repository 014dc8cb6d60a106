import { describe, expect, test } from 'vitest';
import { type Cell, conformance } from './conformance.ts';
import { rigs } from './rigs/index.ts';

/** The whole table of `npm run conformance`, with its usual seed. */
const seed = 1;

describe.each(rigs.map((maker) => [maker.name, conformance(maker)] as const))('%s', (_name, cells) => {
  describe('alone', () => {
    for (const cell of cells.filter(({ alone }) => alone)) run(cell);
  });
  describe.concurrent('with others', () => {
    for (const cell of cells.filter(({ alone }) => !alone)) run(cell);
  });
});

function run(cell: Cell): void {
  test(`${cell.kind}: ${cell.row}`, async ({ skip }) => {
    const outcome = await cell.run(seed);
    if (outcome.state === 'skipped') skip(outcome.why);
    expect(outcome).toEqual({ state: 'passed' });
  });
}
