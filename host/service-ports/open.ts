import type { Clock } from '../../drivers/contract/clock.ts';
import type { PlatformConfig } from '../config/schema.ts';
import { connectPlatform } from '../connect-platform.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { PromiseClock } from '../kiosk/promise-clock.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { Store } from '../store/store.ts';
import { createServices, type ServicesOptions } from './create.ts';
import type { Services } from './lazy.ts';

export interface OpenServicesOptions extends Omit<
  ServicesOptions,
  'platform' | 'outbox' | 'watchTicket' | 'office'
> {
  platform: PlatformConfig;
  store: Store;
  clock: Clock;
  /** The log without a session: what is told in the background is not of whoever stands there. */
  ownLog: KioskLog;
  /** A citizen is being served. */
  busy: () => boolean;
}

/** The line to the city, what waits for it and what it has promised, and the services that stand on them. */
export function openServices({ platform: config, ownLog, busy, ...options }: OpenServicesOptions): Services {
  const { store, clock } = options;
  const { platform, secret } = connectPlatform(config, { clock, random: Math.random });
  const { outbox: table } = store;
  const outbox = new Outbox({ table, platform, secret, clock, random: Math.random, log: ownLog, busy });
  const promises = new PromiseClock({ promises: store.promises, queue: platform.queue, clock, log: ownLog });
  const services = createServices({
    ...options,
    platform,
    outbox,
    office: config.office,
    watchTicket: (ticket) => promises.watch(ticket),
  });
  promises.start();
  // Not before what an earlier run left has been decided.
  void options.reconciled.then(() => outbox.start());
  return {
    ...services,
    async close() {
      promises.stop();
      await outbox.stop();
    },
  };
}
