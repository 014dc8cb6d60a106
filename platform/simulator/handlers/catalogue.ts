import { z } from 'zod';
import regionData from '../../../assets/platform/regions.json' with { type: 'json' };
import { localized } from '../../core/shapes.ts';
import type { catalogue } from '../../ports/catalogue.ts';
import { addDays } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { itemNamed, items } from '../city/items.ts';
import { offices } from '../city/offices.ts';
import type { Handlers } from '../handler.ts';

const regions = z.array(z.strictObject({ region: z.string(), name: localized })).parse(regionData);
const freshMs = 24 * 3_600_000;
/** How long a guide may be shown after somebody has looked at it. */
const checkedForDays = 30;

export function catalogueHandlers(city: City): Handlers<typeof catalogue> {
  return {
    regions() {
      return { data: { regions }, freshMs };
    },
    list({ region, audience }) {
      if (!regions.some((each) => each.region === region)) return { refusal: 'unknownRegion' };
      const found = items.filter((item) => item.audience === audience && item.regions.includes(region));
      return { data: { items: found.map(({ id, ...item }) => ({ item: id, ...item })) }, freshMs };
    },
    guide({ item, region }) {
      const found = itemNamed(item);
      if (!found) return { refusal: 'unknownItem' };
      if (!found.regions.includes(region)) return { refusal: 'notInRegion' };
      const daysAgo = city.chance(`guide ${item}`).int(0, 20) + (found.overdue ? checkedForDays : 0);
      const checkedOn = addDays(city.today(), -daysAgo - (found.overdue ? 1 : 0));
      return {
        data: {
          title: found.title,
          version: found.version,
          effectiveFrom: found.effectiveFrom,
          checkedOn,
          checkDueOn: addDays(checkedOn, checkedForDays),
          conditions: found.conditions,
          materials: found.materials,
          promisedWorkingDays: found.promisedDays,
          legalWorkingDays: found.legalDays,
          feeFen: found.feeFen,
          offices: offices.map(({ id }) => id),
          standards: found.standards,
        },
        freshMs,
      };
    },
  };
}
