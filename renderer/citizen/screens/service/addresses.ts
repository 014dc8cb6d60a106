import file from '../../../../assets/addresses/standard-addresses.json' with { type: 'json' };
import type { Localized } from '../../../../contract/localized.ts';
import type { ChoiceView } from '../../../../contract/service-view.ts';

export interface Street {
  code: string;
  name: Localized;
  addresses: readonly ChoiceView[];
}

/** The standard addresses of the district; the value of one is its number there. */
export const streets: readonly Street[] = file.streets.map(({ code, name, addresses }) => ({
  code,
  name,
  addresses: addresses.map(({ id, name }) => ({ value: id, label: name })),
}));

export const allAddresses: readonly ChoiceView[] = streets.flatMap(({ addresses }) => addresses);

const names = new Map(allAddresses.map(({ value, label }) => [value, label]));

/** `null`: there is none of that number. */
export const addressName = (id: string): Localized | null => names.get(id) ?? null;
