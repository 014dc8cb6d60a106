import type { map } from '../../ports/map.ts';
import { instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { itemNamed } from '../city/items.ts';
import { isOpen, offices } from '../city/offices.ts';
import type { Handlers } from '../handler.ts';

const earthMetres = 6_371_000;
const freshMs = 60_000;

export function mapHandlers(city: City): Handlers<typeof map> {
  return {
    points({ near, item }) {
      const wanted = item === null ? null : itemNamed(item);
      if (item !== null && !wanted) return { refusal: 'unknownItem' };
      const at = instantOf(city.now());
      const points = offices
        .filter(({ kind }) => wanted?.audience !== 'enterprise' || kind === 'hall' || kind === 'building')
        .map((office) => {
          const { id, name, kind, address, phone, latitude, longitude, opens, closes, kiosk24h } = office;
          const queues = city.queues.state(id);
          return {
            office: id,
            name,
            kind,
            address,
            phone,
            latitude,
            longitude,
            distanceMetres: near && metresBetween(near, office),
            opens,
            closes,
            open: isOpen(office, at),
            kiosk24h,
            waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
          };
        });
      return {
        data: { points: points.toSorted((a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0)) },
        freshMs,
      };
    },
  };
}

interface Place {
  latitude: number;
  longitude: number;
}

/** On a sphere (haversine); within a city that is exact to a metre or two. */
function metresBetween(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) *
      Math.cos(radians(b.latitude)) *
      Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return Math.round(2 * earthMetres * Math.asin(Math.sqrt(half)));
}
