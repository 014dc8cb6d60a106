/**
 * `npm run bench`: prints the figures that the project promises, each beside a baseline of the same run.
 * `--only NAME` measures one, `--json` prints for machines. Exit code 1 where one could not be measured,
 * 2 for bad usage; a target that is missed is told in the table.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCatalogue } from './catalogue.ts';
import { pause } from './clock.ts';
import { measureColdStart } from './cold-start.ts';
import { measureDocumentRender } from './document-render.ts';
import { measureDocuments } from './documents.ts';
import { measureDrivers } from './drivers.ts';
import { type FigureName, figureNames, isMet, ratio, type Result } from './figure.ts';
import { measureFirstPage } from './first-page.ts';
import { measureIdle } from './idle.ts';
import { measureMemory } from './memory.ts';
import { measureMeters } from './meters.ts';
import { measureOutbox } from './outbox.ts';
import { measureParsers } from './parsers.ts';
import { measureResponses } from './responses.ts';
import { measurePinyin } from './pinyin.ts';
import { measureSearch } from './search.ts';
import { table } from './table.ts';

type Measure = (progress: (line: string) => void) => Promise<Result[]>;

/** What is measured together, and the figures that come of it. */
const measurements: readonly { names: readonly FigureName[]; measure: Measure }[] = [
  { names: ['cold-start'], measure: measureColdStart },
  {
    names: ['card-to-name', 'card-to-name-with-poll', 'print-to-printer', 'event-to-paint'],
    measure: measureResponses,
  },
  { names: ['memory-after-start', 'memory-pss', 'memory-growth'], measure: measureMemory },
  { names: ['idle-cpu'], measure: measureIdle },
  { names: ['sign-in-to-page'], measure: measureFirstPage },
  { names: ['document-to-printer'], measure: measureDocuments },
  {
    names: ['document-render', 'document-render-ratio', 'document-render-first', 'document-size'],
    measure: measureDocumentRender,
  },
  {
    names: ['sam-parser', 'sam-parser-growth', 'status-reader', 'status-reader-growth'],
    measure: measureParsers,
  },
  { names: ['catalogue-search'], measure: measureSearch },
  { names: ['catalogue-start', 'catalogue-keystroke'], measure: measureCatalogue },
  { names: ['pinyin-keystroke'], measure: measurePinyin },
  { names: ['meters', 'meters-memory'], measure: measureMeters },
  {
    names: ['driver-restart', 'driver-memory', 'driver-memory-drawing', 'driver-memory-rss'],
    measure: measureDrivers,
  },
  { names: ['outbox-drain', 'outbox-entry', 'outbox-post'], measure: measureOutbox },
];

/** The longest takes about ten minutes on two cores. */
const limitMinutes = 30;

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
const { json = false, only } = values;
if (only !== undefined && !figureNames.some((name) => name === only)) {
  console.error(`no figure ${only}; there are ${figureNames.join(', ')}`);
  process.exit(2);
}

const loadBefore = loadavg()[0] ?? 0;
const results: Result[] = [];
for (const { names, measure } of measurements) {
  const wanted = names.filter((name) => only === undefined || name === only);
  if (wanted.length === 0) continue;
  const measured = await Promise.race([measure((line) => console.error(line)), late()]).catch(
    (error: unknown): Result[] =>
      wanted.map((name) => ({ name, why: error instanceof Error ? error.message : String(error) })),
  );
  results.push(...measured.filter(({ name }) => wanted.includes(name)));
}

// What else ran on the machine is in every figure.
const machine = { cores: availableParallelism(), loadBefore, loadAfter: loadavg()[0] ?? 0 };
if (json) console.log(JSON.stringify({ machine, figures: results.map(withVerdict) }, null, 2));
else {
  console.log(table(results));
  const { cores, loadAfter } = machine;
  console.log(`\n${cores} cores; load before ${loadBefore.toFixed(1)}, after ${loadAfter.toFixed(1)}`);
}
// A measurement that was given up may still hold on to something.
process.exit(results.some((result) => 'why' in result) ? 1 : 0);

async function late(): Promise<never> {
  await pause(limitMinutes * 60_000);
  throw new Error(`not finished within ${limitMinutes} minutes`);
}

function withVerdict(result: Result): Record<string, unknown> {
  return 'why' in result ? { ...result } : { ...result, ratio: ratio(result), met: isMet(result) };
}
