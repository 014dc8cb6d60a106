import type { Cell, Outcome } from './conformance.ts';

/** One cell that was run or skipped. */
export interface Result extends Pick<Cell, 'device' | 'kind' | 'row'> {
  outcome: Outcome;
  ms: number;
}

/** The table as Markdown, and below it every failure with the command that has it again, and why cells were skipped. */
export function table(results: readonly Result[], seed: number): string {
  const devices = [...new Set(results.map(({ device }) => device))];
  const rows = [...new Set(results.map(({ row }) => row))].map((row) => [
    row,
    ...devices.map((device) => shown(results.find((each) => each.row === row && each.device === device))),
  ]);
  const heading = [`seed ${seed}`, ...devices];
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const ruler = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const count = (state: Outcome['state']) => results.filter(({ outcome }) => outcome.state === state).length;
  return [
    line(heading),
    ruler,
    ...rows.map(line),
    '',
    `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped; empty: a fault that such a device cannot have`,
    ...results.flatMap(({ device, row, outcome }) =>
      outcome.state === 'skipped' ? [`- skipped: ${row} × ${device}: ${outcome.why}`] : [],
    ),
    ...results.flatMap(({ device, row, outcome }) =>
      outcome.state === 'failed'
        ? [
            `- FAILED: ${row} × ${device}: ${outcome.why}`,
            `  again: npm run conformance -- --seed ${seed} --device '${device}' --row '${row}'`,
          ]
        : [],
    ),
  ].join('\n');
}

function shown(result: Result | undefined): string {
  if (!result) return '';
  return { passed: 'passed', failed: 'FAILED', skipped: 'skipped' }[result.outcome.state];
}
