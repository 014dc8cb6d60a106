import type { Person } from '../../../platform/simulator/city/people.ts';
import type { Identified, ServicePorts } from '../../../state-machines/service/service.ts';
import { openItem } from '../../services/catalogue.ts';

/** For tests: somebody of the simulated city who lays down a card. */
export function byCard(person: Person, changes: Partial<Identified> = {}): Identified {
  const { name, number, birth, sex, address } = person;
  return {
    name,
    idNumber: number,
    birthDate: birth,
    sex,
    address,
    validTo: 'long-term',
    document: 'id-card',
    subject: null,
    ...changes,
  };
}

type Gather = Parameters<ServicePorts['gather']>[0];

/** For tests: somebody who agrees to everything, with the first of what there is to choose. */
export function asking(itemId: string, person: Identified | null, changes: Partial<Gather> = {}): Gather {
  const { consents, regions, variants } = openItem(itemId);
  return {
    sessionId: 'session-1',
    itemId,
    person,
    receipt: null,
    region: regions[0]?.code ?? null,
    variant: variants[0]?.id ?? null,
    consents: Object.fromEntries(consents.map(({ id }) => [id, true])),
    ...changes,
  };
}
