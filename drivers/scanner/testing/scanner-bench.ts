import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { systemClock } from '../../contract/clock.ts';
import type { Command } from '../../contract/device.ts';
import { listen, type Listening } from '../../simulation/listen.ts';
import type { WireOptions } from '../../simulation/simulator.ts';
import { records } from '../../transport/records.ts';
import { tcp } from '../../transport/tcp.ts';
import { CodeScanner } from '../driver.ts';
import { scannerProfileSchema, type ScannerProfile } from '../profile.ts';
import { ScannerSimulator, type ScannerLatency } from '../simulator/simulator.ts';

const folder = join(import.meta.dirname, '../../../assets/scanner-profiles');

export function profileNamed(name: string): ScannerProfile {
  return scannerProfileSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
}

/** As delivered, but nobody waits in a test where waiting is not the point. */
export function quick(name: string): ScannerProfile {
  const profile = profileNamed(name);
  return profile.protocol === 'hid-pos'
    ? { ...profile, floodClearMs: 150 }
    : { ...profile, floodClearMs: 150, replyMs: 300, greetingRetryMs: 30 };
}

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

export interface Bench {
  simulator: ScannerSimulator;
  listening: Listening;
  scanner: CodeScanner;
}

export async function bench(
  name: string,
  {
    preset = 'normal',
    latency = {},
    wire = {},
    profile = quick(name),
  }: {
    preset?: string;
    latency?: Partial<ScannerLatency>;
    wire?: Partial<WireOptions>;
    profile?: ScannerProfile;
  } = {},
): Promise<Bench> {
  const simulator = new ScannerSimulator({
    profile,
    clock: systemClock,
    latency: { reply: 1, decode: 5, sameCode: 20, ...latency },
  });
  simulator.apply(preset);
  const listening = await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural', ...wire },
  );
  opened.push(listening);
  if (listening.address.kind !== 'tcp') throw new Error('not on tcp');
  const line = tcp('127.0.0.1', listening.address.port);
  const scanner = new CodeScanner({
    id: 'scanner',
    open: profile.protocol === 'hid-pos' ? records(line, profile.report.bytes) : line,
    clock: systemClock,
    profile,
  });
  opened.push(scanner);
  scanner.open();
  return { simulator, listening, scanner };
}

export async function readyBench(...args: Parameters<typeof bench>): Promise<Bench> {
  const made = await bench(...args);
  await made.scanner.ready(command());
  return made;
}

export const command = (deadlineMs = 5000, signal?: AbortSignal): Command => ({
  opId: 'test',
  deadlineMs,
  ...(signal && { signal }),
});
export const codes = (scanner: CodeScanner) => scanner.status().conditions.map(({ code }) => code);
export const until = (scanner: CodeScanner, holds: () => boolean) =>
  new Promise<void>((resolve) => {
    if (holds()) return resolve();
    const stop = scanner.onStatus(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
export const untilSimulator = (simulator: ScannerSimulator, holds: () => boolean) =>
  new Promise<void>((resolve) => {
    if (holds()) return resolve();
    const stop = simulator.onChange(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
export const textOf = (payload: Uint8Array) => Buffer.from(payload).toString();
