import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportConfig } from '../transport/transport.ts';
import type { Buses, Found } from './found.ts';
import { matched, type Wanted } from './match.ts';

const never = new AbortController().signal;
const adapter = (path: string, serialNumber?: string): Found => ({
  bus: 'serial',
  path,
  vendorId: '1a86',
  productId: '7523',
  serialNumber,
});
const wanted = { bus: 'serial', vendorId: '1a86', productId: '7523', baudRate: 9600 } as const;

let plugged: Found[];
let opened: TransportConfig[];
let others: string[];

beforeEach(() => {
  plugged = [];
  opened = [];
  others = [];
});

const buses: Buses = {
  serial: async () => plugged,
  hid: async () => plugged,
  usb: () => Promise.reject(new Error('no right to look')),
  tcp: async () => [],
};

/** Where the device was found, or why it was not. */
async function find(what: Wanted): Promise<string> {
  const open = matched(what, {
    buses,
    open: (place) => {
      opened.push(place);
      return () => Promise.reject(new Error('opened'));
    },
    isAnothers: ({ serialNumber }) => serialNumber !== undefined && others.includes(serialNumber),
  });
  const error = await open(never).catch((failure: unknown) => failure);
  if (!(error instanceof Error)) throw new Error('nothing opens here');
  const place = opened.at(-1);
  return error.message === 'opened' && place && 'path' in place ? place.path : error.message;
}

describe('a device by what it is', () => {
  test('is found where it is now, with the rate of the configuration', async () => {
    plugged = [adapter('/dev/ttyUSB0'), { bus: 'serial', path: '/dev/ttyS0' }];
    expect(await find(wanted)).toBe('/dev/ttyUSB0');
    plugged = [adapter('/dev/ttyUSB3')];
    expect(await find(wanted)).toBe('/dev/ttyUSB3');
    expect(opened).toEqual([
      { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 9600 },
      { kind: 'serial', path: '/dev/ttyUSB3', baudRate: 9600 },
    ]);
  });

  test('is told apart by its serial number', async () => {
    plugged = [adapter('/dev/ttyUSB0', 'A'), adapter('/dev/ttyUSB1', 'B')];
    expect(await find({ ...wanted, serialNumber: 'B' })).toBe('/dev/ttyUSB1');
  });

  test('may have been exchanged: another serial number will do if it is the only one', async () => {
    plugged = [adapter('/dev/ttyUSB0', 'C')];
    expect(await find({ ...wanted, serialNumber: 'A' })).toBe('/dev/ttyUSB0');
  });

  test('is never taken for another device of the kiosk', async () => {
    plugged = [adapter('/dev/ttyUSB1', 'B')];
    others = ['B'];
    expect(await find({ ...wanted, serialNumber: 'A' })).toBe('no serial device 1a86:7523');
    plugged = [adapter('/dev/ttyUSB1', 'B'), adapter('/dev/ttyUSB2', 'C')];
    expect(await find({ ...wanted, serialNumber: 'A' })).toBe('/dev/ttyUSB2');
  });

  test.each([
    ['without a serial number', undefined],
    ['with one that neither has', 'X'],
  ])('two of its kind, %s: refused, and both are named', async (_, serialNumber) => {
    plugged = [adapter('/dev/ttyUSB0', 'A'), adapter('/dev/ttyUSB1')];
    const why = await find({ ...wanted, serialNumber });
    expect(why).toContain('/dev/ttyUSB0 (serial number A)');
    expect(why).toContain('/dev/ttyUSB1 (serial number none)');
    expect(opened).toEqual([]);
  });

  test('two with the same serial number are refused too', async () => {
    plugged = [adapter('/dev/ttyUSB0', 'A'), adapter('/dev/ttyUSB1', 'A')];
    expect(await find({ ...wanted, serialNumber: 'A' })).toContain('none is certain');
  });

  test('on a bus without rates', async () => {
    plugged = [{ ...adapter('/dev/hidraw2'), bus: 'hid' }];
    expect(await find({ ...wanted, bus: 'hid' })).toBe('/dev/hidraw2');
    expect(opened).toEqual([{ kind: 'hid', path: '/dev/hidraw2' }]);
  });

  test('is not there, or the system does not say what is: an error like that of a missing cable', async () => {
    const open = (bus: 'hid' | 'usb') =>
      matched(
        { ...wanted, bus },
        { buses, open: () => () => Promise.reject(new Error('opened')), isAnothers: () => false },
      );
    await expect(open('hid')(never)).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
    });
    await expect(open('usb')(never)).rejects.toMatchObject({
      code: 'disconnected',
      message: 'cannot list usb devices (no right to look)',
    });
  });
});
