/**
 * Counts the log in a folder in a process of its own, whose peak memory is therefore that of the counting.
 * Arguments: the folder, and `meters` or `count`. Prints milliseconds and megabytes of 10⁶ bytes as JSON.
 */
import process from 'node:process';
import { countLog } from '../../host/meters/count.ts';
import { readLog } from '../../host/meters/open-log.ts';

const [, , dataDir = '', what] = process.argv;
const started = performance.now();
readLog(dataDir, (db) =>
  what === 'meters'
    ? countLog(db, { from: null, to: null }, 'Asia/Shanghai')
    : db.prepare('SELECT count(*) FROM log').get(),
);
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6 }));
