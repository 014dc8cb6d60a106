import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { rig, type Rig, until } from '../../drivers/ticket-printer/test-rig.ts';
import { canMountDisk, makeSmallDisk, type SmallDisk } from '../../tests/support/small-disk.ts';
import { trainingConfig } from '../launch/testing/training-config.ts';
import { openLog, type Log } from '../log/log.ts';
import { loadItems } from '../services/load.ts';
import { JournalWatch } from '../store/journal-watch.ts';
import { openStore, type Store } from '../store/store.ts';
import { kioskLog } from './kiosk-log.ts';
import { createCodes } from '../code/codes.ts';
import { createPorts } from './ports.ts';

const session = '00000000000000a1';
const opId = `${session}-1`;
const { signal } = new AbortController();

let disk: SmallDisk;
let clock: HandClock;
let store: Store;
let log: Log;
let journal: JournalWatch;
let changes: boolean[];
let device: Rig;

const items = loadItems();
const businessId = items[0]?.businesses[0]?.id ?? '';
const stateOf = () => store.journal.get(opId)?.state ?? null;

const ports = () =>
  createPorts({
    config: trainingConfig,
    items,
    reader: null,
    codes: createCodes({ scanner: null, connect: null, clock }),
    printer: device.printer,
    store,
    journal,
    log: kioskLog(log, () => session),
    clock,
    sessionId: () => session,
    reconciled: Promise.resolve(),
    remember: async () => {},
    endSession: async () => {},
  });

describe.skipIf(!canMountDisk)(
  `on a disk that fills up${canMountDisk ? '' : ' (skipped: only root can mount a small disk)'}`,
  () => {
    beforeEach(async () => {
      disk = makeSmallDisk();
      clock = new HandClock();
      changes = [];
      store = openStore({ dataDir: disk.path, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
      log = openLog({ dataDir: disk.path, clock, maxEntries: 10_000, strict: true, mirror: null });
      journal = new JournalWatch({
        dataDir: disk.path,
        clock,
        probe: () => store.probe(),
        onChange: (writable) => changes.push(writable),
      });
      journal.start();
      device = await rig();
      await device.printer.ready({ opId: 'ready', deadlineMs: 5000 });
    });
    afterEach(async () => {
      journal.stop();
      await device[Symbol.asyncDispose]();
      store.close();
      log.close();
      disk.remove();
    });

    it('no number is taken', async () => {
      disk.fill();
      await expect(ports().takeNumber({ opId, businessId }, signal)).rejects.toMatchObject({
        code: 'SQLITE_FULL',
      });
      expect(changes).toEqual([false]);
      expect(stateOf()).toBeNull();
      disk.free();
      await clock.advance(10_000);
      expect(changes).toEqual([false, true]);
      expect(await ports().takeNumber({ opId, businessId }, signal)).toMatchObject({ opId });
    });

    it('nothing is sent that was not recorded, and it is printed once there is room', async () => {
      await ports().takeNumber({ opId, businessId }, signal);
      const before = device.simulator.state().firstByteAt;
      disk.fill();
      await expect(ports().printTicket({ opId }, signal)).rejects.toMatchObject({
        name: 'DeviceError',
        effect: 'none',
      });
      expect(journal.writable).toBe(false);
      expect(device.simulator.state().firstByteAt).toBe(before);
      expect(stateOf()).toBe('prepared');
      disk.free();
      await clock.advance(10_000);
      expect(await ports().printTicket({ opId }, signal)).toBe('printed');
      expect(device.simulator.tickets()).toHaveLength(1);
      expect(stateOf()).toBe('done');
    });

    it('what was printed meanwhile is told as printed, and recorded once there is room', async () => {
      const { number } = await ports().takeNumber({ opId, businessId }, signal);
      const printing = ports().printTicket({ opId }, signal);
      await until(() => device.simulator.state().firstByteAt !== null);
      disk.fill();
      expect(await printing).toBe('printed');
      expect(stateOf()).toBe('dispatched');
      expect(journal.writable).toBe(false);
      disk.free();
      await clock.advance(10_000);
      expect(stateOf()).toBe('done');
      expect(journal.writable).toBe(true);
      expect(store.numbers.get(opId)).toMatchObject({ number, state: 'printed' });
    });

    it('the lack is seen before anybody meets it, and over only when there is enough room', async () => {
      disk.fill();
      await clock.advance(10_000);
      expect(journal.writable).toBe(false);
      await clock.advance(60_000);
      expect(changes).toEqual([false]);
      disk.free();
      await clock.advance(10_000);
      expect(changes).toEqual([false, true]);
    });
  },
);
