import { pcsc } from './pcsc.ts';
import { serial } from './serial.ts';
import { tcp } from './tcp.ts';
import type { OpenTransport, TransportConfig } from './transport.ts';

/** The transport that the configuration asks for. */
export function transportFor(config: TransportConfig): OpenTransport {
  switch (config.kind) {
    case 'tcp':
      return tcp(config.host, config.port);
    case 'serial':
      return serial(config.path, config.baudRate);
    case 'pcsc':
      return pcsc(config.path);
  }
}
