import type { Device } from 'usb';
import { usbPath } from '../transport/usb-pipe.ts';
import type { Buses, Found } from './found.ts';

/** What this computer sees. The native addons are loaded on first use. */
export const systemBuses: Buses = {
  async serial() {
    const { SerialPort } = await import('serialport');
    const ports = await SerialPort.list();
    return ports.map(({ path, vendorId, productId, serialNumber, pnpId, manufacturer }) => ({
      bus: 'serial',
      path,
      vendorId: vendorId?.toLowerCase(),
      productId: productId?.toLowerCase(),
      serialNumber,
      product: pnpId ?? manufacturer,
    }));
  },
  async hid() {
    const { devicesAsync } = await import('node-hid');
    const devices = await devicesAsync();
    const found = devices.flatMap(({ path, vendorId, productId, serialNumber, product }): Found[] =>
      path === undefined
        ? []
        : [
            {
              bus: 'hid',
              path,
              vendorId: fourDigits(vendorId),
              productId: fourDigits(productId),
              serialNumber: serialNumber || undefined,
              product: product || undefined,
            },
          ],
    );
    // A device is listed once for each of its usages.
    return [...new Map(found.map((each) => [each.path, each])).values()];
  },
  async usb() {
    const { getDeviceList } = await import('usb');
    const devices = getDeviceList().filter(
      ({ deviceDescriptor }) => deviceDescriptor.bDeviceClass !== hubClass,
    );
    return Promise.all(devices.map(describe));
  },
  async tcp() {
    // The network is not searched: hosts are known from the configuration only.
    return [];
  },
};

/** As in `bDeviceClass` (USB 2.0, 11.23.1). */
const hubClass = 9;

async function describe(device: Device): Promise<Found> {
  const { idVendor, idProduct } = device.deviceDescriptor;
  return {
    bus: 'usb',
    path: usbPath(device),
    vendorId: fourDigits(idVendor),
    productId: fourDigits(idProduct),
    ...(await textsOf(device)),
  };
}

interface Texts {
  serialNumber: string | undefined;
  product: string | undefined;
}

/** By address, which a device gets anew at each replug: a device that a driver has open is not asked again. */
const knownTexts = new Map<string, Texts>();

async function textsOf(device: Device): Promise<Texts> {
  const { deviceDescriptor: descriptor, busNumber, deviceAddress, interfaces } = device;
  const key = [busNumber, deviceAddress, descriptor.idVendor, descriptor.idProduct].join(':');
  const known = knownTexts.get(key);
  if (known) return known;
  const none: Texts = { serialNumber: undefined, product: undefined };
  // Open already: closing it below would close it for its driver.
  if (interfaces) return none;
  try {
    device.open();
  } catch {
    // No right to open it, or no driver that allows it (Windows): it stays without texts.
    return none;
  }
  try {
    const texts: Texts = {
      serialNumber: await textOf(device, descriptor.iSerialNumber),
      product: await textOf(device, descriptor.iProduct),
    };
    knownTexts.set(key, texts);
    return texts;
  } finally {
    device.close();
  }
}

function textOf(device: Device, index: number): Promise<string | undefined> {
  if (index === 0) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    device.getStringDescriptor(index, (error, text) => resolve(error ? undefined : text));
  });
}

function fourDigits(id: number): string {
  return id.toString(16).padStart(4, '0');
}
