import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { childrenOf, isRunning, startKiosk, type TestKiosk } from '../support/kiosk.ts';
import { hasSocat, serialDevices, type SerialDevices } from '../support/serial-devices.ts';

/**
 * A whole kiosk with its devices on serial lines, each driven by a process of its own: the session survives a
 * driver, and no driver survives its host.
 */

const driverEntry = 'host/driver.ts';
const root = resolve(import.meta.dirname, '..', '..');

let devices: SerialDevices;
let kiosk: TestKiosk | null = null;
let program: ChildProcess | null = null;

afterEach(async () => {
  await kiosk?.stop();
  kiosk = null;
  program?.kill('SIGKILL');
  program = null;
  await devices.close();
});

/** With one device on a serial line, the other one simulated by the launcher. */
async function start(serial: 'reader' | 'printer'): Promise<TestKiosk> {
  devices = await serialDevices();
  const simulated = { kind: 'simulator' };
  const { reader, printer } = devices.configs;
  kiosk = await startKiosk({
    timeouts: { thanksMs: 1000 },
    devices:
      serial === 'reader'
        ? [reader, { ...printer, transport: simulated }]
        : [{ ...reader, transport: simulated }, printer],
  });
  await kiosk.screen.untilScreen('attract');
  return kiosk;
}

/** Process id of the one driver process of the host that runs now. */
async function driverPid({ hostPid }: TestKiosk): Promise<number> {
  return vi.waitUntil(() => childrenOf(hostPid(), driverEntry)[0], 10_000);
}

describe.skipIf(!hasSocat)(`a kiosk with serial devices${hasSocat ? '' : ' (skipped: no socat)'}`, () => {
  it('reader killed while a card is awaited: the card is read all the same', async () => {
    const { screen, logged } = await start('reader');
    await screen.send({ type: 'START', itemId: 'queue-ticket' });
    await screen.until((view) => view.screen.name === 'identify' && view.screen.phase === 'waiting');
    process.kill(await driverPid(kiosk!), 'SIGKILL');
    await vi.waitUntil(() => logged('device.driver.crashed').length > 0);
    devices.reader.putCard('citizen');
    await screen.untilScreen('choose');
    expect(logged('device.driver.crashed')[0]?.fields).toEqual({ device: 'id-card', cause: 'SIGKILL' });
    expect(logged('device.condition.raised').map(({ fields }) => fields['condition'])).toContain(
      'driver.crashed',
    );
    expect(logged('log.field-refused')).toEqual([]);
  });

  it('printer killed in the middle of a ticket: the number stays valid and nothing is printed twice', async () => {
    const { screen, query } = await start('printer');
    await screen.send({ type: 'START', itemId: 'queue-ticket' });
    await screen.send({ type: 'SKIP_IDENTITY' });
    await screen.until((view) => view.screen.name === 'choose' && view.screen.businesses.length > 0);
    await screen.send({ type: 'CHOOSE', businessId: 'general-enquiries' });
    await screen.untilScreen('confirm');
    const pid = await driverPid(kiosk!);
    const reached = devices.untilPrinterGot(Buffer.from('001'));
    await screen.send({ type: 'PRINT' });
    await reached;
    process.kill(pid, 'SIGKILL');
    const taken = await screen.untilScreen('take', 20_000);
    expect(taken.ticket?.number).toMatch(/^[A-Z]001$/);
    // How far it got is for the printer to say; either way it is told as it is, and settled.
    const [entry, ...more] = query<{ state: string }>('SELECT state FROM journal');
    expect(more).toEqual([]);
    expect(entry?.state).toBe(taken.outcome === 'printed' ? 'done' : 'uncertain');
    const onPaper = devices.printer.tickets().flatMap(({ qr }) => qr);
    expect(onPaper.length).toBeLessThanOrEqual(1);
  });

  it.each(['running', 'stopped'])('host killed with a driver that is %s: none is left', async (state) => {
    const running = await start('reader');
    const before = await driverPid(running);
    if (state === 'stopped') process.kill(before, 'SIGSTOP');
    process.kill(running.hostPid(), 'SIGKILL');
    await running.screen.lost();
    await vi.waitUntil(() => !isRunning(before), 5000);
    expect(await driverPid(running)).not.toBe(before);
    await running.screen.untilScreen('attract');
    devices.reader.putCard('citizen');
    await running.screen.untilScreen('choose');
  });

  it('launcher killed: host and driver end by themselves', async () => {
    const running = await start('reader');
    const pids = [running.hostPid(), await driverPid(running)];
    process.kill(running.launcherPid, 'SIGKILL');
    await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  });

  it('kiosk stopped: the driver has ended before it, and its counters are in the store', async () => {
    const running = await start('reader');
    const driver = await driverPid(running);
    devices.reader.putCard('citizen');
    await running.screen.untilScreen('choose');
    process.kill(await driverPid(running), 'SIGKILL');
    await vi.waitUntil(() => running.logged('device.driver.crashed').length > 0);
    const host = running.hostPid();
    process.kill(running.launcherPid, 'SIGTERM');
    await vi.waitUntil(() => !isRunning(host), 10_000);
    expect(isRunning(driver)).toBe(false);
    const counted = running.query<{ name: string; lifetime: number }>(
      "SELECT name, lifetime FROM device_statistic WHERE device = 'id-card' AND serial LIKE '05.01-%'",
    );
    expect(counted).toContainEqual({ name: 'GoodReadCount', lifetime: 1 });
  });
});

describe.skipIf(!hasSocat)(`tongban device${hasSocat ? '' : ' (skipped: no socat)'}`, () => {
  it('killed while it waits for a card: its driver ends by itself', async () => {
    devices = await serialDevices();
    const folder = mkdtempSync(join(tmpdir(), 'tongban-killed-'));
    const config = join(folder, 'site.json');
    writeFileSync(
      config,
      JSON.stringify({ mode: 'production', platform: null, devices: [devices.configs.reader] }),
    );
    try {
      const args = ['host/cli/tongban.js', 'device', 'read', 'id-card', '--config', config, '--data', folder];
      program = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
      const { pid = 0 } = program;
      const driver = await vi.waitUntil(() => childrenOf(pid, driverEntry)[0], 10_000);
      await vi.waitUntil(() => devices.reader.state().commands.includes('find'), 10_000);
      program.kill('SIGKILL');
      await expect.poll(() => isRunning(driver), { timeout: 5000 }).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
