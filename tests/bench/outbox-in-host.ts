/**
 * Loaded into the host with `--import`: an outbox on the host's own event loop and database file. The first SIGUSR2
 * begins to drain as while a citizen is served, the second as while nobody is.
 */
import { isMainThread } from 'node:worker_threads';
import { systemClock } from '../../drivers/contract/clock.ts';
import { Outbox } from '../../host/outbox/outbox.ts';
import { openStore } from '../../host/store/store.ts';
import { openPlatform } from '../../platform/open.ts';
import { simulatedKiosk } from '../../platform/simulator/simulator.ts';
import { dataDirVariable, cityVariable, sharedSecret } from './outbox-rig.ts';

const clock = systemClock;
const dataDir = process.env[dataDirVariable];
const city = process.env[cityVariable];
// The thread that makes documents inherits the import.
if (dataDir !== undefined && city !== undefined && isMainThread) {
  let busy = true;
  process.once('SIGUSR2', () => {
    process.once('SIGUSR2', () => (busy = false));
    const store = openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
    new Outbox({
      table: store.outbox,
      platform: openPlatform({ baseUrl: city, signer: simulatedKiosk(), clock, random: Math.random }),
      secret: sharedSecret,
      clock,
      random: Math.random,
      log: { write: () => {} },
      busy: () => busy,
    }).start();
  });
}
