import { z } from 'zod';
import { languages } from '../../contract/localized.ts';

const localized = z.strictObject(
  Object.fromEntries(languages.map((language) => [language, z.string().min(1)])) as Record<
    (typeof languages)[number],
    z.ZodString
  >,
);
const id = z.string().regex(/^[a-z0-9-]{1,64}$/, 'lower-case letters, digits and hyphens');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm');
const port = z.int().min(1).max(65_535);

const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1), port }),
  z.strictObject({
    kind: z.literal('serial'),
    path: z.string().min(1),
    baudRate: z.int().min(1200).max(921_600).default(115_200),
  }),
  /** The shell starts a simulator and puts its tcp address here. Refused in production mode. */
  z.strictObject({ kind: z.literal('simulator'), preset: z.string().min(1).optional() }),
]);

const deviceBase = {
  id,
  /** Without a required device the kiosk is out of service. */
  required: z.boolean(),
  transport: transportSchema,
};

const deviceSchema = z.discriminatedUnion('role', [
  z.strictObject({
    ...deviceBase,
    role: z.literal('id-card'),
    driver: z.literal('sam'),
    /** Name of a file in `assets/reader-profiles`. */
    profile: id,
    timeouts: z
      .strictObject({ readMs: z.int().min(500).max(60_000).default(8000) })
      .prefault({}),
  }),
  z.strictObject({
    ...deviceBase,
    role: z.literal('ticket-printer'),
    driver: z.literal('escpos'),
    /** Name of a file in `assets/printer-profiles`. */
    profile: id,
    timeouts: z
      .strictObject({ printMs: z.int().min(1000).max(120_000).default(15_000) })
      .prefault({}),
  }),
]);

export const configSchema = z.strictObject({
  /** `training` allows simulated devices and says so on every screen. */
  mode: z.enum(['production', 'training']),
  panel: z.strictObject({
    widthPx: z.int().min(480).max(7680),
    heightPx: z.int().min(480).max(7680),
    diagonalInch: z.number().min(7).max(100),
  }),
  site: z.strictObject({
    id,
    name: localized,
    /** Where in the building, as printed on the ticket. */
    place: localized,
    helpPhone: z.string().regex(/^[0-9 +-]{3,20}$/),
    /** IANA name; ticket times and the reset of numbers follow it. */
    timeZone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'IANA time zone'),
  }),
  /** Local time at which ticket numbers start again at 1. */
  numbersResetAt: timeOfDay.default('00:00'),
  devices: z
    .array(deviceSchema)
    .refine((devices) => new Set(devices.map((d) => d.id)).size === devices.length, 'device ids must differ')
    .refine((devices) => new Set(devices.map((d) => d.role)).size === devices.length, 'one device per role'),
  /** Every time-out that a citizen can meet. Milliseconds. */
  timeouts: z
    .strictObject({
      /** Without a touch in a step, before the warning. */
      idleMs: z.int().min(20_000).max(300_000).default(60_000),
      /** WCAG 2.2.1: at least 20 s to react. */
      warningMs: z.int().min(20_000).max(120_000).default(20_000),
      /** WCAG 2.2.1: at least ten extensions. */
      extensions: z.int().min(10).max(100).default(10),
      /** Hard ceiling of a session. */
      ceilingMs: z.int().min(60_000).max(3_600_000).default(1_200_000),
      /** How long the thanks screen stays. */
      thanksMs: z.int().min(1000).max(30_000).default(6000),
      /** How long "take your ticket" stays where the printer cannot tell that it was taken. */
      takeMs: z.int().min(3000).max(60_000).default(15_000),
    })
    .prefault({}),
  log: z.strictObject({ maxEntries: z.int().min(1000).max(5_000_000).default(1_000_000) }).prefault({}),
});
export type Config = z.infer<typeof configSchema>;
export type DeviceConfig = Config['devices'][number];
