import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import { IdCardSimulator } from '../id-card/simulator/simulator.ts';
import { instant } from '../id-card/testing/reader-bench.ts';
import { type Listening, listen } from '../simulation/listen.ts';
import type { Simulator, WireLine } from '../simulation/simulator.ts';
import { TicketPrinterSimulator } from '../ticket-printer/simulator/simulator.ts';
import { fonts, generic80 } from '../ticket-printer/test-rig.ts';
import { tcp } from '../transport/tcp.ts';
import type { OpenTransport, TransportConfig } from '../transport/transport.ts';
import { choose } from './candidates.ts';
import { discover, type Discovery } from './discover.ts';
import { fingerprintSchema } from './fingerprint.ts';
import type { Buses, Found } from './found.ts';

const folder = join(import.meta.dirname, '../../assets/fingerprints');
const fingerprints = readdirSync(folder).map((file) =>
  fingerprintSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
);

/** A device on the desk: what it hears is kept. */
interface Desk {
  port: number;
  heard: string[];
  lines: number;
}
let desk: Map<string, Desk>;
let listening: Listening[];
let listed: Found[];

beforeEach(() => {
  desk = new Map();
  listening = [];
  listed = [];
});

afterEach(async () => {
  for (const each of listening) await each.close();
});

/** Puts a device on the desk; at another rate than its own it hears noise. */
async function put(found: Found, device: Pick<Simulator, 'attach'>, ownRate?: number): Promise<Desk> {
  const place: Desk = { port: 0, heard: [], lines: 0 };
  const attach = (line: WireLine) => {
    place.lines += 1;
    void line.closed.then(() => (place.lines -= 1));
    device.attach({
      ...line,
      onData: (listener) =>
        line.onData((bytes) => {
          const right = ownRate === undefined || rate === ownRate;
          place.heard.push(right ? Buffer.from(bytes).toString('hex') : 'noise');
          if (right) listener(bytes);
        }),
    });
  };
  const made = await listen(
    { attach },
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural' },
  );
  listening.push(made);
  if (made.address.kind !== 'tcp') throw new Error('asked for tcp');
  place.port = made.address.port;
  listed.push(found);
  desk.set(found.path, place);
  return place;
}

/** The rate at which the last port was opened. */
let rate = 0;
function open(place: TransportConfig): OpenTransport {
  const path = place.kind === 'tcp' ? `${place.host}:${place.port}` : place.path;
  return async (signal) => {
    const at = desk.get(path);
    if (!at) return tcp('127.0.0.1', 9)(signal);
    await vi.waitUntil(() => at.lines === 0);
    if (place.kind === 'serial') rate = place.baudRate;
    return tcp('127.0.0.1', at.port)(signal);
  };
}

function look(failing: Partial<Buses> = {}): Promise<Discovery> {
  const on = (bus: Found['bus']) => async () => listed.filter((each) => each.bus === bus);
  const buses = { serial: on('serial'), hid: on('hid'), usb: on('usb'), tcp: on('tcp'), ...failing };
  return discover({ buses, fingerprints, open, clock: systemClock });
}

const reader = () => new IdCardSimulator({ clock: systemClock, latency: instant });
const printer = () => new TicketPrinterSimulator({ profile: generic80, clock: systemClock, fonts });
const names = ({ candidates }: Discovery) =>
  candidates.map(({ fingerprint, found }) => `${found.path} ${fingerprint.name}`);
const adapter = { bus: 'serial', vendorId: '1a86', productId: '7523' } as const;
const dleEot1 = '100401';

describe('what is plugged in', () => {
  test('a reader behind a USB serial adapter, at a rate that nobody named', async () => {
    await put({ ...adapter, path: '/dev/ttyUSB0' }, reader(), 57_600);
    const { candidates } = await look();
    expect(candidates).toHaveLength(1);
    expect(candidates[0]).toMatchObject({
      fingerprint: { name: 'sam-serial', role: 'id-card', profile: 'generic-sam' },
      score: 90,
      reasons: ['USB id 1a86:7523', 'answers sam-status'],
      answer: { probe: 'sam-status', baudRate: 57_600 },
    });
  });

  test('a printer is never asked what it would print', async () => {
    const place = await put({ ...adapter, path: '/dev/ttyUSB0' }, printer());
    expect(names(await look())).toEqual(['/dev/ttyUSB0 escpos-serial']);
    expect(place.heard).toEqual([dleEot1]);
  });

  test('a configured host is asked for what it is configured as, and for nothing else', async () => {
    const place = await put({ bus: 'tcp', path: '10.0.0.9:4001', configuredAs: 'id-card' }, reader());
    expect(names(await look())).toEqual(['10.0.0.9:4001 sam-serial']);
    expect(place.heard).not.toContain(dleEot1);
  });

  test('USB and HID devices by their ids alone', async () => {
    listed = [
      { bus: 'usb', path: '1-1', vendorId: '0400', productId: 'c35a' },
      { bus: 'hid', path: '/dev/hidraw0', vendorId: '203b', productId: '0101' },
      { bus: 'hid', path: '/dev/hidraw1', vendorId: '046d', productId: 'c31c', product: 'USB Keyboard' },
    ];
    expect(names(await look()).toSorted()).toEqual([
      '/dev/hidraw0 sam-zhongzheng-hid',
      '1-1 sam-standard-usb',
    ]);
  });

  test('the fingerprint that knows the model wins over the one that knows the class', async () => {
    const found: Found = {
      bus: 'usb',
      path: '1-4',
      vendorId: '04b8',
      productId: '0202',
      product: 'TM-T88V POS',
    };
    await put(found, printer());
    const { candidates } = await look();
    expect(candidates.map(({ fingerprint }) => fingerprint.name)).toEqual(['epson-tm-t88-usb', 'escpos-usb']);
    expect(choose(candidates)).toMatchObject({ candidate: { fingerprint: { profile: 'epson-tm-t88' } } });
  });

  test('nothing speaks for it: it is left alone', async () => {
    const place = await put(
      { bus: 'serial', path: '/dev/ttyUSB7', vendorId: 'ffff', productId: '0001' },
      printer(),
    );
    expect(await look()).toEqual({ candidates: [], problems: [] });
    expect(place.heard).toEqual([]);
  });

  test('what cannot be listed or opened is said, and the rest is found', async () => {
    listed = [
      { ...adapter, path: '/dev/ttyUSB0' },
      { bus: 'serial', path: '/dev/ttyS9' },
      { bus: 'usb', path: '1-1', vendorId: '0400', productId: 'c35a' },
    ];
    const found = await look({ hid: () => Promise.reject(new Error('no library')) });
    expect(names(found)).toEqual(['1-1 sam-standard-usb']);
    expect(found.problems).toEqual([
      { at: 'hid', why: 'no library' },
      { at: '/dev/ttyUSB0', why: expect.stringContaining('no connection') },
    ]);
  });
});
