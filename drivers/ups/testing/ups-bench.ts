import { afterEach, expect } from 'vitest';
import nut from '../../../assets/ups-profiles/nut.json' with { type: 'json' };
import { systemClock } from '../../contract/clock.ts';
import type { Command } from '../../contract/device.ts';
import { listen, type Listening } from '../../simulation/listen.ts';
import type { WireOptions } from '../../simulation/simulator.ts';
import { tcp } from '../../transport/tcp.ts';
import { NutUps } from '../driver.ts';
import { upsProfileSchema, type UpsProfile } from '../profile.ts';
import { type UpsLatency, UpsSimulator } from '../simulator/simulator.ts';

/** As delivered, but nobody waits in a test where waiting is not the point. */
export const quick: UpsProfile = {
  ...upsProfileSchema.parse(nut),
  timeoutMs: 100,
  pollMs: 5,
  debounce: { onBatteryMs: 1, onMainsMs: 1 },
};
const quickLatency: UpsLatency = { reply: 0, lateReply: 150, flap: 20 };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

export interface Bench {
  simulator: UpsSimulator;
  listening: Listening;
  ups: NutUps;
}

/** A driver that is open, on a server at this port. */
export function connected(port: number, profile: UpsProfile, upsName: string | null = null): NutUps {
  const ups = new NutUps({ id: 'ups', open: tcp('127.0.0.1', port), clock: systemClock, profile, upsName });
  opened.push(ups);
  ups.open();
  return ups;
}

export async function bench({
  profile = {},
  latency = {},
  wire = {},
  preset = 'normal',
  upsName = null,
}: {
  profile?: Partial<UpsProfile>;
  latency?: Partial<UpsLatency>;
  wire?: Partial<WireOptions>;
  preset?: string;
  upsName?: string | null;
} = {}): Promise<Bench> {
  const simulator = new UpsSimulator({ clock: systemClock, latency: { ...quickLatency, ...latency } });
  simulator.apply(preset);
  const listening = await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural', ...wire },
  );
  opened.push(listening);
  if (listening.address.kind !== 'tcp') throw new Error('not on tcp');
  return { simulator, listening, ups: connected(listening.address.port, { ...quick, ...profile }, upsName) };
}

export async function readyBench(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const made = await bench(options);
  await made.ups.ready(command());
  return made;
}

export const command = (deadlineMs = 5000, signal?: AbortSignal): Command => ({
  opId: 'test',
  deadlineMs,
  ...(signal && { signal }),
});
export const codes = (ups: NutUps) => ups.status().conditions.map(({ code }) => code);

/** Waits for what a real socket will bring about. */
export async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 5000, interval: 2 }).toBe(true);
}
