import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { type Log, openLog } from '../log/log.ts';
import { endInterrupted } from './end-interrupted.ts';

const first = '00000000000000a1';
const second = '00000000000000a2';

let dataDir: string;
let log: Log;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-interrupted-'));
  log = openLog({ dataDir, clock: new HandClock(), maxEntries: 1000, strict: true, mirror: null });
});
afterEach(() => {
  log.close();
  rmSync(dataDir, { recursive: true });
});

const begin = (session: string) => log.write('session.started', { item: 'queue-ticket' }, { session });
const end = (session: string) => log.write('session.ended', { ending: 'finished', ms: 1000 }, { session });
const ends = () =>
  log
    .entries({ event: 'session.ended' })
    .map(({ session, fields }) => [session, fields['ending']])
    .toReversed();

it('an end that is missing is written, once', () => {
  begin(first);
  end(first);
  begin(second);
  endInterrupted(log, null);
  endInterrupted(log, null);
  expect(ends()).toEqual([
    [first, 'finished'],
    [second, 'interrupted'],
  ]);
});

it('a session that goes on is left to its own end', () => {
  begin(first);
  endInterrupted(log, first);
  expect(ends()).toEqual([]);
  end(first);
  endInterrupted(log, null);
  expect(ends()).toEqual([[first, 'finished']]);
});

it('a kiosk that has never served has nothing to end', () => {
  endInterrupted(log, null);
  expect(ends()).toEqual([]);
});
