import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../drivers/contract/clock.ts';
import type { Command } from '../../drivers/contract/device.ts';
import type { IdCardReader } from '../../drivers/contract/id-card.ts';
import type { Ticket, TicketPrinter } from '../../drivers/contract/ticket-printer.ts';
import { DeviceProxy } from '../../drivers/supervisor/device-proxy.ts';
import { sampleTicket } from '../../drivers/ticket-printer/test-rig.ts';
import type { DeviceConfig } from '../../host/config/schema.ts';
import { createDevice, type DriverNote } from '../../host/devices/create.ts';
import { isRunning } from '../support/kiosk.ts';
import { hasSocat, serialDevices, type SerialDevices } from '../support/serial-devices.ts';

/**
 * A driver's process is killed or stopped, at rest and in the middle of its work, with the device at the other end
 * of a real terminal: what the caller is told, what is on paper, and that the device is back by itself.
 */

let devices: SerialDevices;
let notes: DriverNote[];
const opened: DeviceProxy[] = [];

const command = (deadlineMs = 10_000, signal?: AbortSignal): Command => ({
  opId: 'op-1',
  deadlineMs,
  ...(signal ? { signal } : {}),
});

async function open<D>(config: DeviceConfig): Promise<D & DeviceProxy> {
  const { device } = await createDevice(config, systemClock, (note) => notes.push(note));
  if (!(device instanceof DeviceProxy)) throw new Error('this device has no process of its own');
  opened.push(device);
  device.open();
  await device.ready(command());
  return device as unknown as D & DeviceProxy;
}

function signal(device: DeviceProxy, name: 'SIGKILL' | 'SIGSTOP'): number {
  const { pid } = device;
  if (pid === undefined) throw new Error('no process runs');
  process.kill(pid, name);
  return pid;
}

function raised(device: DeviceProxy, wanted: string): boolean {
  return device.status().conditions.some(({ code }) => code === wanted);
}

async function withTicketAtMouth(): Promise<TicketPrinter & DeviceProxy> {
  devices = await serialDevices({ printerProfile: 'custom-vkp80iii' });
  const printer = await open<TicketPrinter>(devices.configs.printer);
  await printer.print(sampleTicket, command());
  await vi.waitUntil(() => raised(printer, 'ticket.presented'), 10_000);
  return printer;
}

/** A reader does not see a card that it has read once before it was lifted. */
function layAnew(): void {
  devices.reader.liftCard();
  devices.reader.putCard('citizen');
}

/** Takes so long to be sent that a process can be hit in the middle of it. */
const longTicket: Ticket = {
  ...sampleTicket,
  parts: Array.from({ length: 12 }, () => sampleTicket.parts).flat(),
};
const number = Buffer.from('A012');
const retract = Buffer.from([0x1d, 0x65, 0x02]);
/** From the printer's fence on, everything of the ticket has been sent: GS ( H fn 48. */
const fence = Buffer.from([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30]);

beforeEach(() => {
  notes = [];
});
afterEach(async () => {
  const pids = opened.map(({ pid }) => pid);
  await Promise.all(opened.splice(0).map((device) => device.close()));
  await devices.close();
  // Nothing of ours is left running.
  expect(pids.filter((pid) => pid !== undefined && isRunning(pid))).toEqual([]);
});

describe.skipIf(!hasSocat).each(['SIGKILL', 'SIGSTOP'] as const)(
  `%s of a driver process${hasSocat ? '' : ' (skipped: no socat)'}`,
  (name) => {
    const cause = name === 'SIGKILL' ? 'SIGKILL' : 'silent';

    it('at rest: the device is back by itself, its counters go on, the process before is gone', async () => {
      devices = await serialDevices({ reader: { latency: { read: 50 } } });
      const reader = await open<IdCardReader>(devices.configs.reader);
      devices.reader.putCard('citizen');
      await reader.waitForCard(command());
      await reader.read(command());
      const before = reader.statistics();
      const killed = signal(reader, name);
      await vi.waitUntil(
        () => reader.status().conditions.some(({ code }) => code === 'driver.crashed'),
        6000,
      );
      expect(reader.status()).toMatchObject({ link: 'lost', summary: 'unavailable' });
      await expect(reader.read(command())).rejects.toMatchObject({
        code: 'disconnected',
        condition: 'driver.crashed',
        effect: 'none',
      });
      await reader.ready(command());
      expect(reader.status().conditions.map(({ code }) => code)).not.toContain('driver.crashed');
      expect(isRunning(killed)).toBe(false);
      layAnew();
      const { photo } = await reader.read(command());
      expect(photo.bytes).toBeInstanceOf(Uint8Array);
      expect(photo.bytes).toHaveLength(1024);
      for (const [counter, count] of Object.entries(before))
        expect(reader.statistics()[counter]).toBeGreaterThanOrEqual(count);
      expect(reader.statistics()).toMatchObject({ GoodReadCount: 2, ConnectionCount: 2 });
      expect(notes).toMatchObject([{ kind: 'crashed', device: 'id-card', crash: { cause } }]);
    });

    it('while a card is awaited: the waiting goes on', async () => {
      devices = await serialDevices();
      const reader = await open<IdCardReader>(devices.configs.reader);
      const found = reader.waitForCard(command(20_000));
      signal(reader, name);
      await vi.waitUntil(
        () => reader.status().conditions.some(({ code }) => code === 'driver.crashed'),
        6000,
      );
      devices.reader.putCard('citizen');
      await expect(found).resolves.toBeUndefined();
    });

    it('in the middle of a read: it fails without effect, and the next one reads', async () => {
      devices = await serialDevices();
      devices.reader.putCard('citizen');
      const reader = await open<IdCardReader>(devices.configs.reader);
      await reader.waitForCard(command());
      const read = reader.read(command());
      await vi.waitUntil(() => devices.reader.state().commands.at(-1) === 'read');
      signal(reader, name);
      await expect(read).rejects.toMatchObject({
        code: 'disconnected',
        condition: 'driver.crashed',
        effect: 'none',
        retry: 'afterFix',
      });
      await reader.ready(command());
      layAnew();
      expect(await reader.read(command())).toMatchObject({ kind: 'citizen' });
    });

    it('in the middle of a ticket: effect unknown, nothing is repeated, and the rest is thrown away', async () => {
      devices = await serialDevices();
      const printer = await open<TicketPrinter>(devices.configs.printer);
      const print = printer.print(longTicket, { ...command(), opId: 'broken' });
      await devices.untilPrinterGot(number);
      signal(printer, name);
      await expect(print).rejects.toMatchObject({
        code: 'disconnected',
        condition: 'driver.crashed',
        effect: 'unknown',
        retry: 'never',
      });
      expect(await printer.reconcile('broken', command(2000))).toBe('unknown');
      expect(await printer.print(sampleTicket, { ...command(), opId: 'whole' })).toEqual({
        confirmation: 'printed',
      });
      // The remnant is a piece of its own; what follows is whole and hangs on nothing.
      const [remnant, whole, ...more] = devices.printer.tickets();
      expect(more).toEqual([]);
      expect(remnant?.qr.length ?? 12).toBeLessThan(12);
      expect(whole).toMatchObject({ unknown: [], cut: 'partial', qr: [expect.any(String)] });
    });
  },
);

describe.skipIf(!hasSocat)(`a driver process${hasSocat ? '' : ' (skipped: no socat)'}`, () => {
  it('that dies behind the last byte of a ticket: the next one hears that it was printed', async () => {
    // Slow paper: the printer has everything long before it is done.
    devices = await serialDevices({ printer: { dotsPerSecond: 300 } });
    const printer = await open<TicketPrinter>(devices.configs.printer);
    const print = printer.print(sampleTicket, { ...command(), opId: 'late' });
    await devices.untilPrinterGot(fence);
    signal(printer, 'SIGKILL');
    await expect(print).rejects.toMatchObject({ effect: 'unknown' });
    expect(await printer.reconcile('late', command(15_000))).toBe('printed');
    expect(devices.printer.tickets()).toHaveLength(1);
  });

  it('that dies while a ticket waits at the mouth: the waiting goes on until it is taken', async () => {
    const printer = await withTicketAtMouth();
    let isTaken = false;
    const taken = printer.waitForTaken(command(20_000)).then(() => (isTaken = true));
    signal(printer, 'SIGKILL');
    await vi.waitUntil(() => raised(printer, 'driver.crashed'), 6000);
    await vi.waitUntil(() => raised(printer, 'ticket.presented'), 10_000);
    expect(isTaken).toBe(false);
    devices.printer.takeTicket();
    await taken;
  });

  it('that dies while a ticket is taken back: effect unknown, and nothing is repeated', async () => {
    const printer = await withTicketAtMouth();
    const retracted = printer.retract(command());
    await devices.untilPrinterGot(retract);
    signal(printer, 'SIGKILL');
    await expect(retracted).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'driver.crashed',
      effect: 'unknown',
      retry: 'never',
    });
    await printer.ready(command());
    await expect(printer.retract(command())).resolves.toBe('empty');
    expect(devices.printer.state().presenter).toMatchObject({ atMouth: false, retracted: 1, taken: 0 });
  });

  it('settles by the deadline and hears an abort', async () => {
    devices = await serialDevices();
    const reader = await open<IdCardReader>(devices.configs.reader);
    await expect(reader.waitForCard(command(200))).rejects.toMatchObject({ code: 'timeout', effect: 'none' });
    const abort = new AbortController();
    const waiting = reader.waitForCard(command(20_000, abort.signal));
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'canceled', effect: 'none' });
    await expect(reader.waitForCard(command(20_000, abort.signal))).rejects.toMatchObject({
      code: 'canceled',
    });
  });

  it('tells its errors whole, its capabilities and one lease at a time', async () => {
    devices = await serialDevices();
    const printer = await open<TicketPrinter>(devices.configs.printer);
    expect(printer.capabilities).toEqual(new Set(['print', 'fence.process-id']));
    await expect(printer.waitForTaken(command())).rejects.toMatchObject({
      name: 'DeviceError',
      code: 'unsupported',
      effect: 'none',
      retry: 'never',
    });
    devices.printer.apply('cover-open');
    await expect(printer.print(sampleTicket, command())).rejects.toMatchObject({ condition: 'cover.open' });
    expect(printer.status().conditions).toMatchObject([{ code: 'cover.open' }]);
    expect(await printer.checkHealth('internal', command())).toMatchObject({ outcome: 'failed' });
    const lease = printer.claim('session');
    expect(() => printer.claim('other')).toThrow('in use by session');
    lease.release();
    printer.claim('other');
  });

  it('closes in the middle of a ticket: what is known of it is told, and the process ends', async () => {
    devices = await serialDevices();
    const printer = await open<TicketPrinter>(devices.configs.printer);
    const { pid } = printer;
    const failed = printer.print(longTicket, command()).catch((error: unknown) => error);
    await devices.untilPrinterGot(number);
    await printer.close();
    await printer.close();
    expect(await failed).toMatchObject({ code: 'closed', effect: 'partial', retry: 'never' });
    expect(isRunning(pid ?? 0)).toBe(false);
    expect(printer.status()).toMatchObject({ link: 'absent' });
    await expect(printer.print(sampleTicket, command())).rejects.toMatchObject({
      code: 'closed',
      effect: 'none',
    });
  });

  it('of a profile that does not exist: quarantined at once, with the reason for a technician', async () => {
    devices = await serialDevices();
    const { device } = await createDevice(
      { ...devices.configs.reader, profile: 'no-such-model' },
      systemClock,
      (note) => notes.push(note),
    );
    opened.push(device as unknown as DeviceProxy);
    device.open();
    await vi.waitUntil(() => device.status().conditions.length > 0, 5000);
    expect(device.status().conditions).toMatchObject([
      { code: 'driver.quarantined', action: 'technician', raw: expect.stringContaining('no-such-model') },
    ]);
    await expect(device.ready(command(500))).rejects.toMatchObject({ condition: 'driver.quarantined' });
    expect(notes).toMatchObject([{ kind: 'quarantined', crash: { cause: 'refused' } }]);
  });
});
