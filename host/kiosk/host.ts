import manifest from '../../package.json' with { type: 'json' };
import type { KioskView } from '../../contract/view.ts';
import { type Clock, systemClock } from '../../drivers/contract/clock.ts';
import type { DocumentPrinter } from '../../drivers/contract/document-printer.ts';
import type { TicketPrinter } from '../../drivers/contract/ticket-printer.ts';
import { createKiosk, type CreateKioskOptions, type Kiosk } from '../../state-machines/create-kiosk.ts';
import { lazyCarry } from '../carry/lazy.ts';
import type { Config, PlatformConfig } from '../config/schema.ts';
import { DeviceCounter } from '../devices/count-devices.ts';
import { createDevice, ofRole } from '../devices/create.ts';
import type { BootMessage } from '../launch/messages.ts';
import { type Log, openLog, stderrMirror } from '../log/log.ts';
import type { Doorway } from '../rpc/doorway.ts';
import { ScreenCamera } from '../rpc/screen-camera.ts';
import { startRpcServer } from '../rpc/server.ts';
import { CityHealth } from '../catalogue/city-health.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { lazyServices } from '../service-ports/lazy.ts';
import { loadItems } from '../services/load.ts';
import { createCodes } from '../code/codes.ts';
import { collectGarbage } from '../session/collect-garbage.ts';
import { JournalWatch } from '../store/journal-watch.ts';
import { localTime } from '../store/local-time.ts';
import { reconcile } from '../store/reconcile.ts';
import { openStore, type Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import { endInterrupted } from './end-interrupted.ts';
import { followDevices } from './follow-devices.ts';
import { skipForgottenNumbers } from './forgotten-numbers.ts';
import { logDriver } from './log-driver.ts';
import { type KioskLog, kioskLog } from './kiosk-log.ts';
import { logMachines } from './log-machines.ts';
import { oncePerSecond } from './once-per-second.ts';
import { createPorts, reconcileMs } from './ports.ts';
import { type Resumed, SessionKeeper } from './session-keeper.ts';
import type { Shell } from './shell.ts';
import { stopInOrder } from './stop-in-order.ts';

export type Started = { ok: true; stop(): Promise<void> } | { ok: false; reason: string };

const aliveEveryMs = 500;

/** Puts the house together: store, devices, machines, screen. */
export async function startHost(boot: BootMessage, shell: Shell, doorway: Doorway): Promise<Started> {
  const { config, dataDir } = boot;
  const clock = systemClock;
  let store: Store;
  let rawLog: Log;
  try {
    store = openStore({ dataDir, clock, timeZone: config.site.timeZone, resetAt: config.numbersResetAt });
    rawLog = openLog({
      dataDir,
      clock,
      maxEntries: config.log.maxEntries,
      strict: false,
      mirror: config.mode === 'training' ? stderrMirror : null,
    });
  } catch (error) {
    if (error instanceof StoreError) return { ok: false, reason: error.message };
    throw error;
  }
  let kiosk: Kiosk | null = null;
  let resumed: Resumed | null = null;
  const sessionId = () => (kiosk ? kiosk.sessionId() : (resumed?.sessionId ?? null));
  const log = kioskLog(rawLog, sessionId);
  log.write('kiosk.started', { version: manifest.version });
  if (boot.crashLoop) log.write('host.crash-loop', { restarts: boot.restarts });
  else if (boot.restarts > 0) log.write('host.restarted', { restarts: boot.restarts });
  for (const { layer, path } of boot.refusedConfig) log.write('config.refused', { file: layer, path });
  if (boot.refusedConfig.length > 0)
    log.write('config.last-good-used', { problems: boot.refusedConfig.length });
  if (store.recovered) log.write('store.damaged', {});
  if (skipForgottenNumbers(store, rawLog, clock)) log.write('store.numbers-missing', {});

  const journal = new JournalWatch({
    dataDir,
    clock,
    probe: () => store.probe(),
    onChange: (writable) => log.write(writable ? 'store.writable' : 'store.full', {}),
  });
  const items = loadItems();
  const devices = await Promise.all(
    config.devices.map((device) => createDevice(device, clock, (note) => logDriver(log, note))),
  );
  const keeper = new SessionKeeper({ dataDir, sessionKey: boot.sessionKey, shell, clock, log });
  resumed = keeper.resume();
  // A host that died after its session's end, or within one that cannot go on, left the key in use.
  if (boot.restarts > 0 && resumed === null) await keeper.forget().catch(() => {});
  // Loaded when somebody needs the city: a kiosk starts, and gives numbers, without it.
  // What it shows is there only once the screen is.
  let changed = () => {};
  const health = new CityHealth(clock, () => changed());
  const connect = config.platform && once(connectTo(config.platform, clock, health));
  const [queue] = items;
  if (!queue) throw new Error('a kiosk needs its queue');
  const shelf = openCatalogue({
    config,
    queue,
    devices,
    journal,
    clock,
    connect: connect && (async () => (await connect()).platform),
    health,
    log: rawLog,
    changed: () => changed(),
  });
  const reserve = (session: string, item: string) => {
    if (shelf.catalogue.item(item)?.flow === 'service') shelf.offers.reserve(session, item);
  };
  const printer = ofRole(devices, 'ticket-printer');
  const reader = ofRole(devices, 'id-card');
  const documents = ofRole(devices, 'document-printer');
  const reconciled = Promise.withResolvers<void>();
  const remember = async () => {
    // In the next turn the machine has arrived in the step that asks.
    await Promise.resolve();
    keep();
    keeper.flush();
  };
  const services = lazyServices(async () => {
    const { openServices } = await import('../service-ports/open.ts');
    if (config.platform === null || connect === null)
      throw new Error('a service was begun without the systems of the city');
    return openServices({
      city: await connect(),
      office: config.platform.office,
      store,
      journal,
      log,
      ownLog: kioskLog(rawLog, () => null),
      clock,
      documents,
      tickets: printer,
      documentMs: timeoutOf(config, 'document-printer'),
      ticketMs: timeoutOf(config, 'ticket-printer'),
      timeZone: config.site.timeZone,
      siteName: config.site.name,
      reconciled: reconciled.promise,
      remember,
      settings: () => running.screen().settings,
      busy: () => running.sessionId() !== null,
    });
  });
  const ports = createPorts({
    config,
    items,
    reader,
    printer,
    store,
    journal,
    codes: createCodes({
      scanner: ofRole(devices, 'scanner'),
      connect: connect && (async () => (await connect()).platform),
      clock,
    }),
    log,
    clock,
    reconciled: reconciled.promise,
    sessionId,
    remember,
    async endSession({ sessionId: ended, ending }) {
      services.forget(ended);
      shelf.offers.release(ended);
      await keeper.end(ended, ending);
      collectGarbage();
    },
  });
  // What was under way may be a form.
  if (resumed) await services.load();
  const options = {
    ports,
    services: services.ports,
    catalogue: shelf.catalogue,
    carry: lazyCarry(
      once(async () => {
        const { openCarry } = await import('../carry/open.ts');
        if (config.platform?.transport.kind !== 'http' || connect === null)
          throw new Error('something was left or picked up without the systems of the city');
        const { siteFile } = config.platform.transport;
        const { platform } = await connect();
        const pickedUp = (picked: string) => reserve(sessionId() ?? '', picked);
        return openCarry({ platform, siteFile, catalogue: shelf.catalogue, pickedUp, clock, log });
      }),
    ),
    delays: config.timeouts,
    today: () => localTime(clock.now(), config.site.timeZone).date,
  };
  const restored = restore(options, resumed);
  if (resumed && !restored) {
    keeper.refuse();
    resumed = null;
  }
  endInterrupted(rawLog, resumed?.sessionId ?? null);
  const running = restored ?? createKiosk(options);
  kiosk = running;
  const item = running.actor.getSnapshot().context.itemId;
  if (resumed && item !== null) reserve(resumed.sessionId, item);
  reconciled.resolve(settleJournal(store, log, { printer, documents }, running.sessionId()));
  const keep = () => {
    const session = running.sessionId();
    if (session !== null) keeper.keep(session, running.persisted());
  };

  const screenCamera = new ScreenCamera((wanted) => shell.send({ type: 'camera', wanted }));
  ofRole(devices, 'camera')?.lookThrough(screenCamera);
  const view = viewOf(config, running);
  const server = startRpcServer({
    doorway,
    token: boot.token,
    rendererDir: boot.rendererDir,
    view: view.current,
    handle(event) {
      const result = running.send(event);
      if (!result.accepted)
        log.write('rpc.event.rejected', { trigger: event.type, rejection: result.reason });
      return result;
    },
    camera(report, screen) {
      const result = screenCamera.reported(report, screen);
      if (!result.accepted) log.write('rpc.event.rejected', { trigger: 'camera', rejection: result.reason });
      return result;
    },
    refused: oncePerSecond(clock, (refusal) => log.write('rpc.refused', { refusal })),
    screen(change, screen) {
      if (change === 'connected') {
        log.write('screen.connected', {});
        screenCamera.connected(screen);
      } else {
        screenCamera.lost(screen);
        log.write('screen.lost', { closeCode: change.closeCode });
        // The finger that held the reveal button down is gone with the screen.
        running.send({ type: 'REVEAL', on: false });
      }
    },
  });

  // What the start page shows hangs on more than the machines.
  changed = () => {
    view.next();
    server.push();
  };
  running.onChange(() => {
    // Before the push: a step that the citizen has seen is the step that comes back after a crash.
    keep();
    keeper.flush();
    view.next();
    server.push();
  });
  logMachines({
    kiosk: running,
    log,
    reader: reader?.id ?? 'none',
    printer: printer?.id ?? 'none',
    started(item, session) {
      keeper.started(item);
      reserve(session, item);
    },
    resumedId: resumed?.sessionId ?? null,
  });
  const ups = ofRole(devices, 'ups');
  if (ups) stopInOrder(running, log, rawLog, ups.id);
  const stopFollowing = followDevices(devices, running, journal, log, clock);
  journal.start();
  for (const { device } of devices) device.open();
  const counter = new DeviceCounter(
    devices.map(({ device }) => device),
    store.statistics,
    clock,
  );
  counter.start();

  const alive = setInterval(() => shell.send({ type: 'alive' }), aliveEveryMs);
  shell.send({ type: 'ready', port: doorway.port });
  // What an earlier run left for the city, and what the city had promised, is not left to the next citizen.
  if (config.platform !== null && waits(store)) void services.load();

  return {
    ok: true,
    async stop() {
      clearInterval(alive);
      running.stop();
      stopFollowing();
      shelf.stop();
      server.close();
      await Promise.all([services.close(), ...devices.map(({ device }) => device.close())]);
      counter.stop();
      journal.stop();
      log.write('kiosk.stopped', {});
      rawLog.close();
      store.close();
    },
  };
}

function connectTo(config: PlatformConfig, clock: Clock, health: CityHealth) {
  return async () => {
    const { connectPlatform } = await import('../connect-platform.ts');
    const { platform, secret } = connectPlatform(config, { clock, random: Math.random });
    return { platform: health.watch(platform), secret };
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

/** Something that an earlier run left for the city, or that the city has promised. */
function waits({ outbox, promises, ratingStages }: Store): boolean {
  return outbox.pending() > 0 || promises.open().length > 0 || ratingStages.open().length > 0;
}

function timeoutOf({ devices }: Config, role: 'document-printer' | 'ticket-printer'): number {
  const device = devices.find((each) => each.role === role);
  return device?.role === role ? device.timeouts.printMs : 0;
}

/** `null` where there is nothing to resume, or only what another version of the machines wrote. */
function restore(options: CreateKioskOptions, resumed: Resumed | null): Kiosk | null {
  if (!resumed) return null;
  try {
    return createKiosk({ ...options, snapshot: resumed.snapshot });
  } catch {
    return null;
  }
}

/** Decides what an earlier run left open. Prints nothing. */
async function settleJournal(
  store: Store,
  log: KioskLog,
  { printer, documents }: { printer: TicketPrinter | null; documents: DocumentPrinter | null },
  sessionId: string | null,
): Promise<void> {
  const own = store.journal
    .unfinished()
    .find((entry) => entry.kind === 'ticket.print' && entry.sessionId === sessionId);
  const results = await reconcile(store, {
    resumed: sessionId === null ? null : { sessionId, opId: own?.opId ?? null },
    async confirm({ kind, opId }) {
      const command = { opId, deadlineMs: reconcileMs };
      if (kind === 'ticket.print') return (await printer?.reconcile(opId, command)) ?? 'unknown';
      // Whoever asked the city is gone with the session, or asks again under the same key.
      if (kind === 'service.request' || documents === null) return 'unknown';
      return (await documents.reconcile(opId, command)) === 'printed' ? 'printed' : 'unknown';
    },
  });
  for (const { opId, number, outcome } of results) {
    if (outcome === 'continued') continue;
    if (number !== null) log.write('journal.reconciled', { op: opId, number, outcome });
    else log.write('journal.effect-reconciled', { op: opId, outcome });
  }
}

function viewOf({ site, panel, mode }: Config, kiosk: Kiosk): { current(): KioskView; next(): void } {
  let revision = 1;
  return {
    next: () => {
      revision += 1;
    },
    current: () => ({
      revision,
      site: { name: site.name, place: site.place, helpPhone: site.helpPhone, timeZone: site.timeZone },
      panel,
      training: mode === 'training',
      ...kiosk.screen(),
    }),
  };
}
