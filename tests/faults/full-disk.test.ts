import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';
import { canMountDisk, makeSmallDisk, type SmallDisk } from '../support/small-disk.ts';

/** A whole kiosk on a disk that fills up: nothing is printed that is not recorded, and citizens are told. */

let disk: SmallDisk;
let kiosk: TestKiosk;

describe.skipIf(!canMountDisk)(
  `a kiosk whose disk is full${canMountDisk ? '' : ' (skipped: only root can mount a small disk)'}`,
  () => {
    beforeEach(async () => {
      disk = makeSmallDisk();
      kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } }, { disk: disk.path });
      await kiosk.screen.untilScreen('attract');
    });
    afterEach(async () => {
      disk.free();
      await kiosk.stop();
      disk.remove();
    });

    async function toConfirm(): Promise<void> {
      const { screen } = kiosk;
      await screen.send({ type: 'START', itemId: 'queue-ticket' });
      await screen.send({ type: 'SKIP_IDENTITY' });
      await screen.until((view) => view.screen.name === 'choose' && view.screen.businesses.length > 0);
      await screen.send({ type: 'CHOOSE', businessId: 'general-enquiries' });
      await screen.untilScreen('confirm');
    }

    it('in the middle of a session: the citizen is told, nothing is printed, and the next one gets a ticket', async () => {
      const { screen, bench, query, logged } = kiosk;
      await toConfirm();
      disk.fill();
      await screen.send({ type: 'PRINT' });
      const problem = await screen.untilScreen('print-problem');
      expect(problem.problem).toBe('kiosk-fault');
      await screen.send({ type: 'CANCEL' });
      await screen.untilScreen('out-of-service');
      expect(await bench.tickets('ticket-printer')).toEqual([]);
      disk.free();
      await screen.untilScreen('attract', 20_000);
      expect(logged('store.writable')).toHaveLength(1);
      await toConfirm();
      await screen.send({ type: 'PRINT' });
      await screen.untilScreen('take', 20_000);
      expect(await bench.tickets('ticket-printer')).toHaveLength(1);
      expect(query("SELECT * FROM journal WHERE state = 'done'")).toHaveLength(1);
    });

    it('at rest: out of service before anybody begins, and open again by itself', async () => {
      disk.fill();
      const closed = await kiosk.screen.untilScreen('out-of-service', 20_000);
      expect(closed.problem).toBe('kiosk-fault');
      disk.free();
      await kiosk.screen.untilScreen('attract', 20_000);
    });
  },
);
