import type { ConditionCode, Severity } from '../contract/status.ts';
import { type Reported, condition } from '../runtime/status-tracker.ts';

/**
 * `printer-state-reasons` without their suffix (RFC 8011 §5.4.12, PWG 5100.9, RFC 3998, CUPS). `null`: says nothing
 * about whether it prints.
 */
const meanings: Readonly<Record<string, ConditionCode | null>> = {
  none: null,
  'media-empty': 'paper.out',
  'media-needed': 'paper.out',
  'media-low': 'paper.low',
  'media-jam': 'paper.jam',
  'cover-open': 'cover.open',
  'door-open': 'cover.open',
  'interlock-open': 'cover.open',
  'input-tray-missing': 'cover.open',
  'toner-low': 'toner.low',
  'marker-supply-low': 'toner.low',
  'developer-low': 'toner.low',
  'toner-empty': 'toner.out',
  'marker-supply-empty': 'toner.out',
  'marker-supply-missing': 'toner.out',
  'developer-empty': 'toner.out',
  'output-area-almost-full': 'output.full',
  'output-area-full': 'output.full',
  paused: 'device.paused',
  'moving-to-paused': 'device.paused',
  'hold-new-jobs': 'device.paused',
  deactivated: 'device.paused',
  'spool-area-full': 'device.busy',
  offline: 'device.offline',
  shutdown: 'device.offline',
  'timed-out': 'device.offline',
  'connecting-to-device': null,
  'identify-printer-requested': null,
  resuming: null,
  standby: null,
  suspend: null,
  hibernate: null,
  'cups-waiting-for-job-completed': null,
};

/** What the suffix cannot soften: CUPS says `offline-report` of a printer that it does not reach. */
const alwaysError: ReadonlySet<ConditionCode> = new Set(['device.offline', 'device.paused']);
const almost: ReadonlySet<string> = new Set(['output-area-almost-full']);

export interface PrinterReasons {
  reasons: readonly string[];
  /** `printer-state` is `stopped`. */
  stopped: boolean;
  acceptingJobs: boolean;
}

/**
 * Worst first. A suffix gives the severity; without one the code's own is taken, since few printers keep to
 * "no suffix means error". What is not known stays in the printer's words.
 */
export function conditionsOf(
  { reasons, stopped, acceptingJobs }: PrinterReasons,
  special: Readonly<Record<string, ConditionCode | null>>,
): Reported[] {
  const found: Reported[] = [];
  for (const reason of reasons) {
    const { keyword, suffix } = split(reason);
    const known = { ...meanings, ...special }[keyword];
    if (known === null) continue;
    const code = known ?? 'device.reported';
    found.push({ ...condition(code, reason), ...severityOf(code, keyword, suffix, stopped) });
  }
  if (!acceptingJobs) found.push(condition('device.paused', 'printer-is-accepting-jobs=false'));
  const explained = found.some(({ severity }) => severity === 'error');
  if (stopped && !explained) found.push(condition('device.offline', 'printer-state=stopped'));
  return merge(found).toSorted((a, b) => weight[b.severity] - weight[a.severity]);
}

const weight: Readonly<Record<Severity, number>> = { report: 0, warning: 1, error: 2 };

function split(reason: string): { keyword: string; suffix: Severity | null } {
  const match = /^(.+)-(report|warning|error)$/.exec(reason);
  if (!match) return { keyword: reason, suffix: null };
  return { keyword: match[1] ?? reason, suffix: match[2] as Severity };
}

function severityOf(
  code: ConditionCode,
  keyword: string,
  suffix: Severity | null,
  stopped: boolean,
): { severity: Severity } | null {
  if (alwaysError.has(code)) return null;
  if (suffix !== null && code !== 'device.reported') return { severity: suffix };
  if (almost.has(keyword)) return { severity: 'warning' };
  if (code !== 'device.reported') return null;
  // Nobody knows what it is; a printer that goes on printing does not mean it as an error.
  if (suffix === null || suffix === 'error') return { severity: stopped ? 'error' : 'warning' };
  return { severity: suffix };
}

/** One condition for each code, as bad as the worst of them, in all their words. */
function merge(found: readonly Reported[]): Reported[] {
  const merged = new Map<ConditionCode, Reported>();
  for (const now of found) {
    const before = merged.get(now.code);
    if (!before) merged.set(now.code, now);
    else {
      const worse = weight[now.severity] > weight[before.severity] ? now : before;
      merged.set(now.code, { ...worse, raw: `${before.raw} ${now.raw}` });
    }
  }
  return [...merged.values()];
}
