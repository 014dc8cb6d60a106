import texts from '../../assets/meters/meters.json' with { type: 'json' };
import type { Language } from '../../contract/localized.ts';
import { fieldSpecs } from '../log/catalogue.ts';
import type { Meter } from './meters.ts';

const words = {
  'zh-CN': { count: '计数', share: '比例', goal: '目标', met: '达标', yes: '是', no: '否', none: '无数据' },
  en: { count: 'count', share: 'share', goal: 'goal', met: 'met', yes: 'yes', no: 'NO', none: 'no data' },
} as const;

/** One line for each meter, in columns. */
export function table(meters: readonly Meter[], language: Language): string {
  const word = words[language];
  const rows = [
    ['', word.count, word.share, word.goal, word.met, 'p50 / p90 / max'],
    ...meters.map((meter) => cells(meter, language)),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(meter: Meter, language: Language): string[] {
  const { id, of, count, total, share, goal, met, times } = meter;
  const word = words[language];
  const name = texts[id].name[language];
  return [
    of === null ? name : `  ${name}: ${label(meter, language)}`,
    total === null ? String(count) : `${count} / ${total}`,
    total === null ? '' : share === null ? word.none : percent(share),
    goal === null ? '' : 'atLeast' in goal ? `≥ ${percent(goal.atLeast)}` : `≤ ${percent(goal.atMost)}`,
    met === null ? '' : met ? word.yes : word.no,
    times === null ? '' : [times.p50, times.p90, times.max].map(duration).join(' / '),
  ];
}

/** What the log's catalogue calls an ending, a stage or an outcome; an item or a number stands as it is. */
function label({ id, of }: Meter, language: Language): string {
  const field = id === 'session-length' ? 'ending' : id === 'document' ? 'outcome' : 'stage';
  const spec = fieldSpecs[field];
  const value = of ?? '';
  return (spec !== undefined && 'enum' in spec && spec.enum[value]?.[language]) || value;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

const duration = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** On a terminal, a Chinese character takes two places. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
