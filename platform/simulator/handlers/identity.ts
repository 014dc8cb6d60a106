import type { identity } from '../../ports/identity.ts';
import { addDays } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { items } from '../city/items.ts';
import { masked } from '../city/mask.ts';
import type { Handlers } from '../handler.ts';

export function identityHandlers(city: City): Handlers<typeof identity> {
  return {
    identify({ document }) {
      if (document.validUntil !== null && document.validUntil < city.today())
        return { refusal: 'documentExpired' };
      const person = city.personWithNumber(document.number);
      if (!person) return { refusal: 'unknownDocument' };
      if (person.name !== document.name) return { refusal: 'nameDiffers' };
      return { data: { subject: person.subject, maskedName: masked(person.name) } };
    },
    mandates(_request, { person }) {
      // The holders of the first two simulated cards: the second acts for the first.
      const [principal, agent] = city.people;
      if (!principal || person !== agent) return { data: { mandates: [] } };
      const mandate = {
        mandate: 'WT-2026-0001',
        principal: { subject: principal.subject, maskedName: masked(principal.name) },
        items: items.filter(({ audience }) => audience === 'person').map(({ id }) => id),
        validUntil: addDays(city.today(), 180),
      };
      return { data: { mandates: [mandate] }, freshMs: 3_600_000 };
    },
  };
}
