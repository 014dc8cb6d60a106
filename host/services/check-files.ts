import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { readJsonFile } from '../config/read-json-file.ts';
import { checkItem } from './check-item.ts';
import { contradictions, examplesSchema, judgeExamples } from './examples.ts';
import type { Known } from './known.ts';
import { parseServices } from './load.ts';
import { type ItemProblem, parseItem } from './parse-item.ts';

export interface FileReport {
  file: string;
  /** `null` where the file does not say. */
  id: string | null;
  problems: ItemProblem[];
}

/**
 * Checks files of service items, each by itself and all together: the sets of ids and ticket prefixes have to
 * differ. Labelled examples are taken from `examples/ID.json` beside the file, where there are any.
 */
export function checkFiles(files: readonly string[], known: Known, today: string): FileReport[] {
  const queues: { file: string; value: unknown }[] = [];
  const reports = files.map((file): FileReport => {
    const read = readJsonFile(file);
    if (!read.ok) return { file, id: null, problems: [{ path: '$', message: read.message }] };
    const { value } = read;
    if (!isQueue(value)) return { file, id: idOf(value), problems: checkService(file, value, known, today) };
    queues.push({ file, value });
    return { file, id: idOf(value), problems: checkQueue(value) };
  });
  refuseSameIds(reports);
  refuseSamePrefixes(queues, reports);
  return reports;
}

function checkService(file: string, value: unknown, known: Known, today: string): ItemProblem[] {
  const parsed = parseItem(value);
  if (!parsed.ok) return parsed.problems;
  const { item } = parsed;
  const problems = checkItem(item, known, today);
  if (basename(file) !== `${item.id}.json`)
    problems.push({ path: 'id', message: { 'zh-CN': '应与文件名相同', en: 'must be the name of the file' } });
  // Examples of an item that is broken say nothing.
  if (problems.some(({ path }) => !path.endsWith('validUntil'))) return problems;
  const examples = readJsonFile(join(dirname(file), 'examples', basename(file)));
  if (!examples.ok)
    return examples.absent ? problems : [...problems, { path: 'examples', message: examples.message }];
  const labelled = examplesSchema.safeParse(examples.value);
  if (!labelled.success) {
    const reason = z.prettifyError(labelled.error).replaceAll(/\s+/g, ' ');
    const message = { 'zh-CN': `格式有误：${reason}`, en: `have a wrong shape: ${reason}` };
    return [...problems, { path: 'examples', message }];
  }
  return [...problems, ...contradictions(judgeExamples(item, labelled.data, known.addresses))];
}

function isQueue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'businesses' in value;
}

function checkQueue(value: unknown): ItemProblem[] {
  try {
    parseServices([value]);
    return [];
  } catch (error) {
    return [whole(...bothLanguages(error))];
  }
}

function refuseSameIds(reports: FileReport[]): void {
  for (const [index, report] of reports.entries()) {
    const first = reports.slice(0, index).find(({ id }) => id !== null && id === report.id);
    if (first)
      report.problems.push({
        path: 'id',
        message: { 'zh-CN': `与 ${first.file} 相同`, en: `is ${report.id}, as in ${first.file}` },
      });
  }
}

/** A number must name one queue only, over all files. */
function refuseSamePrefixes(queues: { file: string; value: unknown }[], reports: FileReport[]): void {
  const sound = queues.filter(
    ({ file }) => reports.find((report) => report.file === file)?.problems.length === 0,
  );
  try {
    if (sound.length > 1) parseServices(sound.map(({ value }) => value));
  } catch (error) {
    const last = reports.find(({ file }) => file === sound.at(-1)?.file);
    last?.problems.push(whole(...bothLanguages(error)));
  }
}

function bothLanguages(error: unknown): [string, string] {
  const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
  return [`有误：${reason}`, reason];
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' ? id : null;
}

function whole(zh: string, en: string): ItemProblem {
  return { path: '$', message: { 'zh-CN': zh, en } };
}
