import type { Clock } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import type { Catalogue } from '../../state-machines/catalogue.ts';
import type { ItemInfo } from '../../state-machines/ports.ts';
import type { Config } from '../config/schema.ts';
import freshUntil from '../../assets/catalogue/fresh-until.json' with { type: 'json' };
import type { Log } from '../log/log.ts';
import { openItem } from '../services/catalogue.ts';
import type { ConfiguredDevice } from '../devices/create.ts';
import type { JournalWatch } from '../store/journal-watch.ts';
import { localTime } from '../store/local-time.ts';
import { DevicesNow } from './devices-now.ts';
import { CityHealth } from './city-health.ts';
import { Nearest } from './nearest.ts';
import { Offers } from './offers.ts';
import { OverdueWatch } from './overdue-watch.ts';
import { createShelf } from './shelf.ts';

export interface CatalogueOptions {
  config: Config;
  queue: ItemInfo;
  devices: readonly ConfiguredDevice[];
  journal: Pick<JournalWatch, 'writable' | 'onChange'>;
  clock: Clock;
  connect: (() => Promise<Pick<Platform, 'map'>>) | null;
  health: CityHealth;
  log: Log;
  /** What is shown may be different now. */
  changed: () => void;
}

export interface OpenCatalogue {
  catalogue: Catalogue;
  offers: Offers;
  stop(): void;
}

/** The start page's items with what is true of them now: devices, paper, the city, the hours, the guides. */
export function openCatalogue(options: CatalogueOptions): OpenCatalogue {
  const { config, queue, journal, clock, connect, health, log, changed } = options;
  const { site, platform } = config;
  const devices = new DevicesNow(options.devices, journal, clock, changed);
  const nearest = new Nearest({
    connect,
    office: platform?.office ?? '',
    place: site.location,
    clock,
    changed,
  });
  const offers = new Offers({
    devices,
    city: health,
    connected: platform !== null,
    clock,
    timeZone: site.timeZone,
    nearest: (itemId) => nearest.of(itemId),
  });
  const today = () => localTime(clock.now(), site.timeZone).date;
  const overdue = new OverdueWatch({ clock, today, log, freshUntil, openItem, changed });
  return {
    catalogue: createShelf({ queue, home: config.home, offers, today }),
    offers,
    stop() {
      overdue.stop();
      devices.stop();
      health.stop();
    },
  };
}
