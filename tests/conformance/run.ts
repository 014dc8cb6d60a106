import { parseArgs } from 'node:util';
import { type Cell, conformance } from './conformance.ts';
import { rigs } from './rigs/index.ts';
import { type Result, table } from './table.ts';

/**
 * `npm run conformance`: every driver at its simulated device, on a good line and under each fault, as a table.
 * `--seed N` does the same as another run with that seed, `--device NAME` and `--row NAME` only a part of it,
 * `--json` prints for machines. Exit code 1 where a cell failed, 2 for bad usage.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    device: { type: 'string' },
    row: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) refuse(`--seed ${values.seed} is not a whole number`);

const all = rigs.flatMap(conformance);
const cells = all.filter(
  ({ device, row }) =>
    (values.device === undefined || device === values.device) &&
    (values.row === undefined || row === values.row),
);
if (cells.length === 0) refuse(`nothing has this name; there are ${names(all)}`);

/** Most of their time cells wait for something. */
const atOnce = 8;
const results = new Map<Cell, Result>();
for (const cell of cells.filter(({ alone }) => alone)) await run(cell);
const waiting = cells.filter(({ alone }) => !alone);
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) await run(cell);
  }),
);

const inOrder = cells.flatMap((cell) => results.get(cell) ?? []);
console.log(values.json ? JSON.stringify({ seed, cells: inOrder }, null, 2) : table(inOrder, seed));
process.exit(inOrder.some(({ outcome }) => outcome.state === 'failed') ? 1 : 0);

async function run(cell: Cell): Promise<void> {
  const started = performance.now();
  const outcome = await cell.run(seed);
  const { device, kind, row } = cell;
  results.set(cell, { device, kind, row, outcome, ms: Math.round(performance.now() - started) });
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}

function names(cells: readonly Cell[]): string {
  const quoted = (names: readonly string[]) => [...new Set(names)].map((name) => `"${name}"`).join(', ');
  return `devices ${quoted(cells.map(({ device }) => device))} and rows ${quoted(cells.map(({ row }) => row))}`;
}
