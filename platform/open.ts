import { type PlatformLine, portClient, type PortClient } from './core/client.ts';
import { ports, type Ports } from './ports/index.ts';

/** The city as the kiosk sees it: a client for each port. */
export type Platform = { readonly [K in keyof Ports]: PortClient<Ports[K]> };

export function openPlatform(line: PlatformLine): Platform {
  const clients = Object.entries(ports).map(([name, port]) => [name, portClient(port, line)]);
  return Object.fromEntries(clients) as Platform;
}
