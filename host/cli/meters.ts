import { parseArgs } from 'node:util';
import { type Language, languages } from '../../contract/localized.ts';
import { loadConfig } from '../config/load.ts';
import { describeProblem } from '../config/problem.ts';
import { countLog } from '../meters/count.ts';
import { labelledFigures } from '../meters/labelled.ts';
import { metersOf } from '../meters/meters.ts';
import { LogUnreadable, readLog } from '../meters/open-log.ts';
import type { Period } from '../meters/period.ts';
import { table } from '../meters/table.ts';
import { dataDirOf } from './with-devices.ts';

interface Request {
  period: Period;
  language: Language;
  config: string | undefined;
  data: string | undefined;
  json: boolean;
}

/**
 * `tongban meters`: the city plan's numbers, counted anew from the log.
 * @returns 0 they were told, 1 the log or the configuration cannot be read, 2 bad usage.
 */
export function meters(args: string[]): number {
  const request = parse(args);
  if (typeof request === 'string') {
    console.error(`tongban meters: ${request}`);
    return 2;
  }
  const dataDir = dataDirOf(request);
  const loaded = loadConfig({ dataDir, siteFile: request.config ?? null });
  if (!loaded.ok) {
    for (const problem of loaded.problems)
      console.error(`tongban meters: ${describeProblem(problem, request.language)}`);
    return 1;
  }
  const { timeZone } = loaded.config.site;
  try {
    const tally = readLog(dataDir, (db) => countLog(db, request.period, timeZone));
    const found = metersOf(tally, labelledFigures());
    const { entries, unreadable } = tally;
    if (request.json)
      console.log(JSON.stringify({ ...request.period, timeZone, entries, unreadable, meters: found }));
    else
      console.log(`${heading(request, timeZone, entries, unreadable)}\n\n${table(found, request.language)}`);
    return 0;
  } catch (error) {
    if (!(error instanceof LogUnreadable)) throw error;
    console.error(`tongban meters: ${error.message}`);
    return 1;
  }
}

function heading({ period, language }: Request, zone: string, entries: number, unreadable: number): string {
  const days = `${period.from ?? '…'} – ${period.to ?? '…'} (${zone})`;
  return language === 'en'
    ? `${days}: ${entries} entries counted, ${unreadable} of them unreadable`
    : `${days}：计入 ${entries} 条日志，其中 ${unreadable} 条无法读取`;
}

function parse(args: string[]): Request | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        lang: { type: 'string', default: 'zh-CN' },
        config: { type: 'string' },
        data: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { from = null, to = null, lang, config, data, json } = values;
    for (const [name, day] of Object.entries({ from, to })) {
      if (day !== null && !isDay(day)) return `--${name} takes a day such as 2026-11-25, not “${day}”`;
    }
    if (from !== null && to !== null && from > to) return `--from ${from} is after --to ${to}`;
    const language = languages.find((one) => one === lang);
    if (language === undefined) return `--lang is one of ${languages.join(', ')}, not “${lang}”`;
    return { period: { from, to }, language, config, data, json };
  } catch (error) {
    return (error as Error).message;
  }
}

/** A day of this century: nothing was logged in another. */
function isDay(text: string): boolean {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}
