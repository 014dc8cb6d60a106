/**
 * `npm run bench`: prints the figures that the project promises, each beside a baseline of the same run.
 * `--only NAME` measures one, `--json` prints for machines. Exit code 1 where one could not be measured,
 * 2 for bad usage; a target that is missed is told in the table.
 */
import { parseArgs } from 'node:util';
import { measureColdStart } from './cold-start.ts';
import { type FigureName, figureNames, isMet, ratio, type Result } from './figure.ts';
import { measureMemory } from './memory.ts';
import { measureResponses } from './responses.ts';
import { table } from './table.ts';

type Measure = (progress: (line: string) => void) => Promise<Result[]>;

/** What is measured together, and the figures that come of it. */
const measurements: readonly { names: readonly FigureName[]; measure: Measure }[] = [
  { names: ['cold-start'], measure: measureColdStart },
  {
    names: ['card-to-name', 'card-to-name-with-poll', 'print-to-printer', 'event-to-paint'],
    measure: measureResponses,
  },
  { names: ['memory-after-start', 'memory-pss', 'idle-cpu', 'memory-growth'], measure: measureMemory },
];

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
const { json = false, only } = values;
if (only !== undefined && !figureNames.some((name) => name === only)) {
  console.error(`no figure ${only}; there are ${figureNames.join(', ')}`);
  process.exit(2);
}

const results: Result[] = [];
for (const { names, measure } of measurements) {
  const wanted = names.filter((name) => only === undefined || name === only);
  if (wanted.length === 0) continue;
  const measured = await measure((line) => console.error(line)).catch((error: unknown) =>
    wanted.map((name) => ({ name, why: error instanceof Error ? error.message : String(error) })),
  );
  results.push(...measured.filter(({ name }) => wanted.includes(name)));
}

console.log(json ? JSON.stringify(results.map(withVerdict), null, 2) : table(results));
process.exitCode = results.some((result) => 'why' in result) ? 1 : 0;

function withVerdict(result: Result): Record<string, unknown> {
  return 'why' in result ? { ...result } : { ...result, ratio: ratio(result), met: isMet(result) };
}
