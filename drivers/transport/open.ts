import { pcsc } from './pcsc.ts';
import { hid } from './hid.ts';
import { serial } from './serial.ts';
import { tcp } from './tcp.ts';
import type { OpenTransport, TransportConfig } from './transport.ts';
import { usb } from './usb.ts';

/** The line to that place. */
export function transportFor(config: TransportConfig): OpenTransport {
  switch (config.kind) {
    case 'tcp':
      return tcp(config.host, config.port);
    case 'serial':
      return serial(config.path, config.baudRate);
    case 'pcsc':
      return pcsc(config.path);
    case 'hid':
      return hid(config.path);
    case 'usb':
      return usb(config.path);
  }
}
