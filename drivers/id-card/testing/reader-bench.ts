import { afterEach } from 'vitest';
import genericSam from '../../../assets/reader-profiles/generic-sam.json' with { type: 'json' };
import { systemClock } from '../../contract/clock.ts';
import type { Command } from '../../contract/device.ts';
import { listen, type Listening } from '../../simulation/listen.ts';
import type { WireOptions } from '../../simulation/simulator.ts';
import { tcp } from '../../transport/tcp.ts';
import { SamReader } from '../driver.ts';
import { readerProfileSchema, type ReaderProfile } from '../profile.ts';
import { IdCardSimulator, type SamLatency } from '../simulator/simulator.ts';

/** As delivered, but nobody waits in a test where waiting is not the point. */
export const quick: ReaderProfile = {
  ...readerProfileSchema.parse(genericSam),
  pollGapMs: 2,
  quietMs: 200,
  greetingRetryMs: 30,
};
/** For readers that will not answer. */
export const impatient = { timeouts: { statusMs: 60, findMs: 60, selectMs: 60, readMs: 120 } };
export const instant: SamLatency = { find: 0, select: 0, read: 0, other: 0, slowRead: 80, lateReply: 200 };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

export interface Bench {
  simulator: IdCardSimulator;
  listening: Listening;
  reader: SamReader;
}

export async function bench({
  latency = {},
  profile = {},
  wire = {},
  preset = 'normal',
}: {
  latency?: Partial<SamLatency>;
  profile?: Partial<ReaderProfile>;
  wire?: Partial<WireOptions>;
  preset?: string;
} = {}): Promise<Bench> {
  const simulator = new IdCardSimulator({ clock: systemClock, latency: { ...instant, ...latency } });
  simulator.apply(preset);
  const listening = await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural', ...wire },
  );
  opened.push(listening);
  if (listening.address.kind !== 'tcp') throw new Error('not on tcp');
  const reader = new SamReader({
    id: 'reader',
    open: tcp('127.0.0.1', listening.address.port),
    clock: systemClock,
    profile: { ...quick, ...profile },
  });
  opened.push(reader);
  reader.open();
  return { simulator, listening, reader };
}

export async function readyBench(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const made = await bench(options);
  await made.reader.ready(command());
  return made;
}

export const command = (deadlineMs = 5000, signal?: AbortSignal): Command => ({
  opId: 'test',
  deadlineMs,
  ...(signal && { signal }),
});
export const codes = (reader: SamReader) => reader.status().conditions.map(({ code }) => code);
export const until = (reader: SamReader, holds: () => boolean) =>
  new Promise<void>((resolve) => {
    if (holds()) return resolve();
    const stop = reader.onStatus(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });

/** Lays the card down and reads it the way the kiosk does. */
export async function present({ simulator, reader }: Pick<Bench, 'simulator' | 'reader'>, card: string) {
  simulator.putCard(card);
  await reader.waitForCard(command());
  return reader.read(command());
}
