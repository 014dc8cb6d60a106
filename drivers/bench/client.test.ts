import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchDevice } from './protocol.ts';
import { systemClock } from '../contract/clock.ts';
import { connect, type BenchClient } from './client.ts';
import { openRig, type Rig } from './rig.ts';
import { startBenchServer, type BenchServer } from './server.ts';

/** GA/T 467 20 01: is there a card? Answered with status 9F (yes) or 80 (no). */
const findCard = Buffer.from('aaaaaa96690003200122', 'hex');
const found = Buffer.from('aaaaaa9669000800009f0000000097', 'hex');
const notFound = Buffer.from('aaaaaa9669000400008084', 'hex');
/** A line of text, then GS V 66: feed and cut. */
const ticketBytes = Buffer.from('1b40' + Buffer.from('A001\n').toString('hex') + '1d564200', 'hex');
const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

let rig: Rig;
let server: BenchServer;
let bench: BenchClient;
const lines: Socket[] = [];

beforeEach(async () => {
  rig = await openRig(
    [
      { id: 'reader', role: 'id-card', profile: 'generic-sam' },
      { id: 'printer', role: 'ticket-printer', profile: 'generic-80mm' },
    ],
    { clock: systemClock, baudRate: null, chunks: 'natural' },
  );
  server = await startBenchServer({ rig, rendererDir: tmpdir(), port: 0 });
  bench = await connect(server.url);
});
afterEach(async () => {
  bench.close();
  for (const line of lines.splice(0)) line.destroy();
  await server.close();
  await rig.close();
});

async function plugInto(id: string): Promise<Socket> {
  const address = rig.addresses().find((device) => device.id === id);
  if (!address) throw new Error(`no device ${id}`);
  const line = connectTcp(address.port, address.host);
  lines.push(line);
  await once(line, 'connect');
  await bench.waitFor((devices) => devices.some((device) => device.id === id && device.connected), 2000);
  return line;
}

async function ask(line: Socket, request: Buffer, replyLength: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve) => {
    line.on('data', function collect(part: Buffer) {
      parts.push(part);
      const reply = Buffer.concat(parts);
      if (reply.length < replyLength) return;
      line.off('data', collect);
      resolve(reply);
    });
  });
  line.write(request);
  return whole;
}

function reader(devices: readonly BenchDevice[] = bench.state()) {
  const device = devices.find(({ id }) => id === 'reader');
  if (device?.role !== 'id-card') throw new Error('the bench has no reader');
  return device;
}

function printer(devices: readonly BenchDevice[] = bench.state()) {
  const device = devices.find(({ id }) => id === 'printer');
  if (device?.role !== 'ticket-printer') throw new Error('the bench has no printer');
  return device;
}

const firstCard = () => {
  const card = reader().cards[0];
  if (!card) throw new Error('the reader has no cards');
  return card.id;
};

describe('the reader at the bench', () => {
  it('finds the card that was put on, over its own protocol, until it is lifted', async () => {
    const line = await plugInto('reader');
    expect(await ask(line, findCard, notFound.length)).toEqual(notFound);

    await bench.putCard('reader', firstCard());
    expect(reader().card).toBe(firstCard());
    expect(await ask(line, findCard, found.length)).toEqual(found);

    await bench.liftCard('reader');
    expect(reader().card).toBeNull();
    expect(await ask(line, findCard, notFound.length)).toEqual(notFound);
  });

  it('applies each of its presets by name', async () => {
    expect(reader().presets.length).toBeGreaterThan(1);
    for (const { name } of reader().presets) {
      await bench.apply('reader', name);
      expect(reader().preset).toBe(name);
    }
  });

  it('says why a command was not carried out', async () => {
    await expect(bench.putCard('reader', 'no-such-card')).rejects.toThrow('unknown-card');
    await expect(bench.apply('reader', 'no-such-preset')).rejects.toThrow('unknown-preset');
    await expect(bench.liftCard('printer')).rejects.toThrow('not-supported');
    await expect(bench.putCard('printer', firstCard())).rejects.toThrow('not-supported');
    await expect(bench.clearTickets('reader')).rejects.toThrow('not-supported');
    await expect(bench.unplug('nowhere')).rejects.toThrow('unknown-device');
  });
});

describe('the printer at the bench', () => {
  it('shows what it printed as a picture, and forgets it when told', async () => {
    const line = await plugInto('printer');
    line.write(ticketBytes);
    await bench.waitFor((devices) => printer(devices).tickets.length === 1, 5000);

    const [ticket] = await bench.tickets('printer');
    expect(Buffer.from(ticket?.png.subarray(0, 8) ?? [])).toEqual(pngSignature);
    expect(ticket).toMatchObject({ lines: ['A001'], cut: 'partial' });

    await bench.clearTickets('printer');
    expect(printer().tickets).toEqual([]);
    expect(await bench.tickets('printer')).toEqual([]);
  });

  it('applies each of its presets by name', async () => {
    expect(printer().presets.length).toBeGreaterThan(1);
    for (const { name } of printer().presets) {
      await bench.apply('printer', name);
      expect(printer().preset).toBe(name);
    }
  });

  it('shows in its sensors what a preset does to it', async () => {
    expect(printer().sensors.filter(({ trouble }) => trouble)).toEqual([]);
    await bench.apply('printer', 'paper-out');
    expect(printer().sensors).toContainEqual({ name: 'paper', trouble: true });
    await bench.apply('printer', 'normal');
    expect(printer().sensors.filter(({ trouble }) => trouble)).toEqual([]);
  });
});

describe('the cable', () => {
  it('cuts the connected program off, keeps it out, and lets it in again', async () => {
    const line = await plugInto('reader');
    const closed = once(line, 'close');
    await bench.unplug('reader');
    await closed;
    await bench.waitFor((devices) => !reader(devices).plugged && !reader(devices).connected, 2000);

    const { host, port } = rig.addresses().find(({ id }) => id === 'reader') ?? { host: '', port: 0 };
    const refused = connectTcp(port, host);
    lines.push(refused);
    await once(refused, 'close');

    await bench.plug('reader');
    await plugInto('reader');
    expect(reader()).toMatchObject({ plugged: true, connected: true });
  });
});

describe('the client itself', () => {
  it('rejects when the server is not there or refuses the token', async () => {
    const wrong = new URL(server.url);
    wrong.hash = 'token=wrong';
    await expect(connect(wrong.href)).rejects.toThrow('refused the token');
  });

  it('rejects waiting for what does not come', async () => {
    await expect(bench.waitFor((devices) => devices.length === 0, 20)).rejects.toThrow('within 20 ms');
  });

  it('rejects pending and later commands when the bench goes away', async () => {
    await server.close();
    await expect(bench.liftCard('reader')).rejects.toThrow(/clos/);
  });
});
