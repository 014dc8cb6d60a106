import { afterEach } from 'vitest';
import socialSecurity from '../../../assets/card-profiles/social-security.json' with { type: 'json' };
import { systemClock } from '../../contract/clock.ts';
import type { Command } from '../../contract/device.ts';
import { listen, type Listening } from '../../simulation/listen.ts';
import { tcp } from '../../transport/tcp.ts';
import { PcscCardReader } from '../driver.ts';
import { cardProfileSchema, type CardProfile } from '../profile.ts';
import { CardReaderSimulator, type CardReaderLatency } from '../simulator/simulator.ts';

const asDelivered = cardProfileSchema.parse(socialSecurity);
/** For a daemon or a card that will not answer: nobody waits in a test where waiting is not the point. */
export const impatient: CardProfile = {
  ...asDelivered,
  timeouts: { daemonMs: 150, cardMs: 150, giveUpMs: 150, sharedMs: 60, noticeMs: 200 },
};
const instant: CardReaderLatency = { usual: 0, slow: 20, late: 250, notice: 60 };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

export interface CardBench {
  simulator: CardReaderSimulator;
  listening: Listening;
  reader: PcscCardReader;
}

export async function bench({
  preset = 'normal',
  profile = asDelivered,
  readerName = '',
  latency = {},
}: {
  preset?: string;
  profile?: CardProfile;
  readerName?: string;
  latency?: Partial<CardReaderLatency>;
} = {}): Promise<CardBench> {
  const simulator = new CardReaderSimulator({ clock: systemClock, latency: { ...instant, ...latency } });
  simulator.apply(preset);
  const listening = await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural' },
  );
  opened.push(listening);
  if (listening.address.kind !== 'tcp') throw new Error('not on tcp');
  const open = tcp('127.0.0.1', listening.address.port);
  const reader = new PcscCardReader({ id: 'reader', open, clock: systemClock, profile, readerName });
  opened.push(reader);
  reader.open();
  return { simulator, listening, reader };
}

export async function readyBench(options: Parameters<typeof bench>[0] = {}): Promise<CardBench> {
  const made = await bench(options);
  await made.reader.ready(command());
  return made;
}

export const command = (deadlineMs = 5000, signal?: AbortSignal): Command => ({
  opId: 'test',
  deadlineMs,
  ...(signal && { signal }),
});
export const codes = (reader: PcscCardReader) => reader.status().conditions.map(({ code }) => code);
export const until = (reader: PcscCardReader, holds: () => boolean) =>
  new Promise<void>((resolve) => {
    if (holds()) return resolve();
    const stop = reader.onStatus(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
