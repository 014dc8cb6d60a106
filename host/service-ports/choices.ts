import type { Localized } from '../../contract/localized.ts';
import type { ChoiceView } from '../../contract/service-view.ts';
import type { PlatformResult } from '../../platform/core/result.ts';
import type { Platform } from '../../platform/open.ts';
import type { ServicePorts } from '../../state-machines/service/service.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import type { Item } from '../services/item-schema.ts';
import { type Day, daysWithRoom, ownBookings, ownCases, timesWithRoom, validLicences } from './city-lists.ts';
import { failureOf } from './failure.ts';

export interface ChoicesWorld {
  platform: Platform;
  /** The city's reference of the place where the kiosk stands. */
  office: string;
  /** IANA name. */
  timeZone: string;
}

interface Asked {
  item: Item;
  /** What the form says already, by the names of the city's question; blank where it is absent. */
  form: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** @throws Error where nobody was identified. */
  subject: () => string;
}

type Chosen = Awaited<ReturnType<ServicePorts['choices']>>;

/** Every list of the city that a form may offer, by `PORT.PATH`. */
const lists: Readonly<Record<string, (world: ChoicesWorld, asked: Asked) => Promise<Chosen>>> = {
  'bookings.slots.days': async (world, asked) => slots(world, asked, daysWithRoom),
  'bookings.slots.days.slots': async (world, asked) =>
    slots(world, asked, (days) => timesWithRoom(days, asked.form['day'] ?? '', world.timeZone)),
  'bookings.list.bookings': async ({ platform, timeZone }, { subject, item, signal }) =>
    shown('bookings.list', await platform.bookings.list({ subject: subject() }, { signal }), ({ bookings }) =>
      ownBookings(bookings, (matter) => nameOf(item, matter), timeZone),
    ),
  'licences.list.licences': async ({ platform }, { subject, signal }) =>
    shown('licences.list', await platform.licences.list({ subject: subject() }, { signal }), ({ licences }) =>
      validLicences(licences),
    ),
  'cases.list.cases': async ({ platform, timeZone }, { subject, signal }) =>
    shown('cases.list', await platform.cases.list({ subject: subject() }, { signal }), ({ cases }) =>
      ownCases(cases, timeZone),
    ),
};

/** Asks the city what can be chosen in a field, each time that the field is entered. */
export function createChoices(world: ChoicesWorld): ServicePorts['choices'] {
  return async ({ itemId, field, values, subject }, signal) => {
    const item = openItem(itemId);
    const from = item.form?.fields[field]?.choicesFrom;
    const list = from && lists[`${from.source}.${from.path}`];
    if (!list) throw new Error(`the city has no choices for ${itemId} ${field}`);
    const form = Object.entries(from.with).flatMap(([asked, named]): [string, string][] => {
      const value = values[named];
      return typeof value === 'string' ? [[asked, value]] : [];
    });
    const identified = () => {
      if (subject === null)
        throw new Error(`nobody was identified, and ${itemId} ${field} lists what is theirs`);
      return subject;
    };
    return list(world, { item, form: Object.fromEntries(form), signal, subject: identified });
  };
}

/** Until a matter was chosen there is nothing to ask. */
async function slots(
  { platform, office }: ChoicesWorld,
  { form: { item }, signal }: Asked,
  show: (days: readonly Day[]) => ChoiceView[],
): Promise<Chosen> {
  if (item === undefined) return { ok: true, choices: [] };
  const result = await platform.bookings.slots({ office, item }, { signal });
  return shown('bookings.slots', result, ({ days }) => show(days));
}

function shown<Reply>(
  operation: string,
  result: PlatformResult<Reply>,
  show: (reply: Reply) => ChoiceView[],
): Chosen {
  return result.ok ? { ok: true, choices: show(result.data) } : failureOf(operation, result.error);
}

/** As the form itself calls it, or the catalogue. */
function nameOf({ form }: Item, matter: string): Localized {
  const choices = Object.values(form?.fields ?? {}).flatMap((field) => field.choices ?? []);
  const named = choices.find(({ value }) => value === matter)?.label;
  return named ?? catalogue.find(({ id }) => id === matter)?.name ?? { 'zh-CN': matter, en: matter };
}
