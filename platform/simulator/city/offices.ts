import { z } from 'zod';
import officeData from '../../../assets/platform/offices.json' with { type: 'json' };
import { localized, timeOfDay } from '../../core/shapes.ts';
import { pointKind } from '../../ports/map.ts';

const officeSchema = z.strictObject({
  id: z.string(),
  name: localized,
  kind: pointKind,
  address: localized,
  phone: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  opens: timeOfDay,
  closes: timeOfDay,
  /** Has kiosks that can be reached when the counters are closed. */
  kiosk24h: z.boolean(),
});
export type Office = z.infer<typeof officeSchema>;

export const offices: readonly Office[] = z.array(officeSchema).parse(officeData);

export function officeNamed(id: string): Office | null {
  return offices.find((office) => office.id === id) ?? null;
}

/** Whether its counters are open. @param at `2026-03-04T12:00:00+08:00` */
export function isOpen({ opens, closes }: Office, at: string): boolean {
  const weekday = new Date(`${at.slice(0, 10)}T00:00:00Z`).getUTCDay();
  const time = at.slice(11, 16);
  return weekday !== 0 && weekday !== 6 && time >= opens && time < closes;
}
