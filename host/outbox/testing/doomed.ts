/** A process that posts one entry, read from its first argument, and ends as `kill -9` does in the phase named there. */
import { systemClock } from '../../../drivers/contract/clock.ts';
import { openPlatform } from '../../../platform/open.ts';
import { simulatedKiosk } from '../../../platform/simulator/simulator.ts';
import { openStore } from '../../store/store.ts';
import type { Entry } from '../entry.ts';
import { Outbox } from '../outbox.ts';

/** `posted`: before anything is sent. `asked`: recorded as sent, not sent. `answered`: the city has it; not recorded. */
export type Phase = 'posted' | 'asked' | 'answered';

export interface Order {
  phase: Phase;
  dataDir: string;
  baseUrl: string;
  secret: string;
  entry: Entry;
}

const { phase, dataDir, baseUrl, secret, entry } = JSON.parse(process.argv[2] ?? '') as Order;
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
};

const clock = systemClock;
const { outbox: table } = openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
const platform = openPlatform({ baseUrl, signer: simulatedKiosk(), clock, random: Math.random });
const outbox = new Outbox({
  table,
  platform,
  secret: Buffer.from(secret, 'base64'),
  clock,
  random: Math.random,
  log: { write: () => {} },
  busy: () => false,
});
outbox.post(entry);
if (phase === 'posted') die();
if (phase === 'answered') table.ends = die;
if (phase === 'asked') {
  const asking = table.asking.bind(table);
  table.asking = (...row) => asking(...row) && die();
}
outbox.start();
