import documentKinds from '../../assets/catalogue/document-kinds.json' with { type: 'json' };
import ports from '../../assets/catalogue/ports.json' with { type: 'json' };
import themes from '../../assets/catalogue/themes.json' with { type: 'json' };
import addresses from '../../assets/addresses/standard-addresses.json' with { type: 'json' };
import { deviceKinds } from '../devices/kinds.ts';
import type { Localized } from '../../contract/localized.ts';

/** What a value is that can be had somewhere. */
export type ValueKind = 'text' | 'date' | 'number' | 'flag' | 'list';

/** A system of the city, or the card or code at the kiosk: where values come from and requests go. */
export interface KnownPort {
  /** As the citizen reads it beside a field that came from there. */
  name: Localized;
  /** What it can be asked for; the card and the code are no systems of the city and have none. */
  operations?: readonly string[];
  /** Those of them whose answer nobody has to wait for at the kiosk. */
  later?: readonly string[];
  /** Path of a value (`OPERATION.FIELD` for a system of the city) → what it is. */
  gives: Readonly<Record<string, ValueKind>>;
}

/** What an item may name. */
export interface Known {
  ports: Readonly<Record<string, KnownPort>>;
  /** Kind of document → the paper that it is drawn for. */
  documents: Readonly<Record<string, string>>;
  themes: ReadonlySet<string>;
  /** Roles that a configuration can name. */
  devices: ReadonlySet<string>;
  /** Ids of the standard addresses of the district. */
  addresses: ReadonlySet<string>;
}

/** What this release knows. */
export const known: Known = {
  ports: ports as Record<string, KnownPort>,
  documents: documentKinds,
  themes: new Set(themes.map(({ id }) => id)),
  devices: new Set(Object.keys(deviceKinds)),
  addresses: new Set(addresses.streets.flatMap((street) => street.addresses.map(({ id }) => id))),
};
