import { type Figure, isMet, ratio, type Result } from './figure.ts';

const heading = ['figure', 'median', 'p99', 'n', 'baseline', 'ratio', 'target', 'met'];

/** The table as Markdown, with what each row and its baseline mean below it. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => ('why' in result ? [result.name, 'not measured'] : cells(result)));
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const ruler = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const notes = results.map((result) =>
    'why' in result
      ? `${result.name}: not measured: ${result.why}`
      : `${result.name}: ${result.what}${result.baseline === null ? '' : `; baseline: ${result.baseline.what}`}`,
  );
  return [line(heading), ruler, ...rows.map(line), '', ...notes.map((note) => `- ${note}`)].join('\n');
}

function cells(figure: Figure): string[] {
  const { name, unit, median, p99, samples, baseline, target } = figure;
  const times = ratio(figure);
  const met = isMet(figure);
  return [
    name,
    value(median, unit),
    p99 === null ? '' : value(p99, unit),
    String(samples),
    baseline === null ? '' : value(baseline.median, unit),
    times === null ? '' : `${times.toFixed(2)}×`,
    target === null
      ? ''
      : `${target.of} ≤ ${target.of === 'ratio' ? `${target.atMost}×` : `${target.atMost} ${unit}`}`,
    met === null ? '' : met ? 'yes' : 'NO',
  ];
}

function value(number: number, unit: Figure['unit']): string {
  return `${number.toFixed(Math.abs(number) < 100 ? 1 : 0)} ${unit}`;
}
