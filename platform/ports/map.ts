import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { localized, reference, timeOfDay } from '../core/shapes.ts';

/** Where a service point stands. */
export const pointKind = z.enum(['hall', 'community', 'building', 'mall', 'park']);

/** The map of service points (政务地图), with what is true there now. */
export const map = definePort({
  id: 'map',
  title: { 'zh-CN': '政务地图', en: 'Map' },
  operations: {
    points: {
      summary: 'Service points, nearest first where a place is given.',
      effects: 'none',
      about: null,
      timeoutMs: 8000,
      request: z.strictObject({
        /** WGS 84 degrees; the kiosk's own place, never a person's. */
        near: z
          .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
          .nullable(),
        /** Only where this can be done. */
        item: reference.nullable(),
      }),
      reply: z.object({
        points: z.array(
          z.object({
            office: reference,
            name: localized,
            kind: pointKind,
            address: localized,
            phone: z.string(),
            latitude: z.number(),
            longitude: z.number(),
            /** As the crow flies; `null` without a place. */
            distanceMetres: z.int().min(0).nullable(),
            opens: timeOfDay,
            closes: timeOfDay,
            open: z.boolean(),
            kiosk24h: z.boolean(),
            waiting: z.int().min(0),
          }),
        ),
      }),
      refusals: ['unknownItem'],
    },
  },
});
