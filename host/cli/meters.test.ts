import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Log, openLog } from '../log/log.ts';
import { meters } from './meters.ts';

let dataDir: string;
let log: Log;
let output: string[];
let errors: string[];

const clock = {
  now: () => Date.parse('2026-11-25T10:00:00+08:00'),
  monotonic: () => 0,
  setTimer: () => ({ cancel: () => {} }),
};

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-meters-'));
  output = [];
  errors = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void output.push(...text.split('\n')));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  // It stays open: the kiosk runs on.
  log = openLog({ dataDir, clock, maxEntries: 1000, strict: true, mirror: null });
  log.write('service.prefilled', { item: 'newborn', fields: 10, filled: 7 });
  log.write('session.ended', { ending: 'ceiling', ms: 1_201_000 });
});
afterEach(() => {
  log.close();
  rmSync(dataDir, { recursive: true });
});

const lineOf = (start: string): string =>
  (output.find((line) => line.trim().startsWith(start)) ?? '').replaceAll(/ {2,}/g, ' | ').trim();

describe('tongban meters', () => {
  it('tells each number with its counts, its goal and whether it is met', () => {
    expect(meters(['--data', dataDir, '--lang', 'en'])).toBe(0);
    expect(output[0]).toBe('… – … (Asia/Shanghai): 2 entries counted, 0 of them unreadable');
    expect(lineOf('prefilled fields')).toBe('prefilled fields | 7 / 10 | 70 % | ≥ 70 % | yes');
    expect(lineOf('sessions within')).toBe(
      'sessions within 20 min | 0 / 1 | 0 % | ≥ 100 % | NO | 20:01 / 20:01 / 20:01',
    );
    expect(lineOf('finished online')).toBe('finished online | 0 / 0 | no data | ≥ 80 %');
    expect(errors).toEqual([]);
  });

  it('speaks Chinese where nothing else is asked', () => {
    expect(meters(['--data', dataDir])).toBe(0);
    expect(lineOf('预填率')).toBe('预填率 | 7 / 10 | 70 % | ≥ 70 % | 是');
    expect(lineOf('网办率')).toBe('网办率 | 0 / 0 | 无数据 | ≥ 80 %');
    expect(lineOf('会话不超过 20 分钟: 达到')).toContain('20:01');
  });

  it('prints one value with --json, of the days that are asked for', () => {
    expect(meters(['--data', dataDir, '--json', '--from', '2026-11-25', '--to', '2026-11-25'])).toBe(0);
    const told = JSON.parse(output.join('')) as { meters: unknown[] };
    expect(told).toMatchObject({ from: '2026-11-25', timeZone: 'Asia/Shanghai', entries: 2, unreadable: 0 });
    expect(told.meters[0]).toEqual({
      id: 'prefill',
      of: null,
      count: 7,
      total: 10,
      share: 0.7,
      goal: { atLeast: 0.7 },
      met: true,
      times: null,
    });
    output = [];
    meters(['--data', dataDir, '--json', '--to', '2026-11-24']);
    expect(JSON.parse(output.join(''))).toMatchObject({ entries: 0 });
  });

  it('fails where there is no log', () => {
    expect(meters(['--data', join(dataDir, 'none')])).toBe(1);
    expect(errors[0]).toContain('tongban meters: there is no log');
  });

  it.each([
    [['--from', '2026-02-30'], '--from takes a day such as 2026-11-25, not “2026-02-30”'],
    [['--from', '2026-11'], '--from takes a day'],
    [['--to', '9999-12-31'], '--to takes a day'],
    [['--to', 'today'], '--to takes a day such as 2026-11-25, not “today”'],
    [['--from', '2026-11-25', '--to', '2026-11-24'], '--from 2026-11-25 is after --to 2026-11-24'],
    [['--lang', 'fr'], '--lang is one of zh-CN, en, not “fr”'],
    [['--year', '2026'], "Unknown option '--year'"],
    [['all'], "Unexpected argument 'all'"],
  ])('is asked wrongly with %j', (args, sentence) => {
    expect(meters(args)).toBe(2);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(sentence);
  });
});
