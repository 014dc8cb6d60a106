import { z } from 'zod';
import { samBaudRates } from '../../drivers/id-card/baud-rates.ts';
import type { Expectation } from './expectations.ts';
import { localizedSchema } from './localized-schema.ts';

/** The sentence for a rule that zod has no words for, by its key in `expectations.ts`. */
const says = (key: Expectation): string => key;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, says('id'));
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, says('time-of-day'));
const port = z.int().min(1).max(65_535);

const tcp = z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1), port });
/** The shell starts a simulator and puts its tcp address here. Refused in production mode. */
const simulator = z.strictObject({ kind: z.literal('simulator'), preset: z.string().min(1).optional() });

const hexId = z.string().regex(/^[0-9a-f]{4}$/, says('usb-id'));
/** By what the device is and not by where it is: found again wherever it is plugged in. */
const match = {
  kind: z.literal('match'),
  vendorId: hexId,
  productId: hexId,
  /** Needed where there are several of the same kind. */
  serialNumber: z.string().min(1).optional(),
};
const onSerial = { ...match, bus: z.literal('serial') };
const onUsb = z.strictObject({ ...match, bus: z.literal(['hid', 'usb']) });

const baudRate = z.int().min(1200).max(921_600).default(115_200);
const transportSchema = z.discriminatedUnion('kind', [
  tcp,
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1), baudRate }),
  simulator,
  z.discriminatedUnion('bus', [z.strictObject({ ...onSerial, baudRate }), onUsb]),
]);

/** `auto`: found out by asking the reader at each of the rates. */
const readerBaudRate = z.literal([...samBaudRates, 'auto']).default(115_200);
const readerTransportSchema = z.discriminatedUnion('kind', [
  tcp,
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1), baudRate: readerBaudRate }),
  simulator,
  z.discriminatedUnion('bus', [z.strictObject({ ...onSerial, baudRate: readerBaudRate }), onUsb]),
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
    transport: readerTransportSchema,
    /** Name of a file in `assets/reader-profiles`. */
    profile: id,
    timeouts: z.strictObject({ readMs: z.int().min(500).max(60_000).default(8000) }).prefault({}),
  }),
  z.strictObject({
    ...deviceBase,
    role: z.literal('ticket-printer'),
    driver: z.literal('escpos'),
    /** Name of a file in `assets/printer-profiles`. */
    profile: id,
    timeouts: z.strictObject({ printMs: z.int().min(1000).max(120_000).default(15_000) }).prefault({}),
  }),
]);

/** Links such as `Asia/Calcutta` are valid too, which `Intl.supportedValuesOf` does not list. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
}

function allDiffer(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** What a device is known by where it is not known by its place. */
function identity({ transport }: z.infer<typeof deviceSchema>): string[] {
  if (transport.kind !== 'match') return [];
  const { bus, vendorId, productId, serialNumber } = transport;
  return [[bus, vendorId, productId, serialNumber].join(' ')];
}

export const configSchema = z
  .strictObject({
    /** `training` allows simulated devices and says so on every screen. */
    mode: z.enum(['production', 'training']),
    panel: z.strictObject({
      widthPx: z.int().min(480).max(7680),
      heightPx: z.int().min(480).max(7680),
      diagonalInch: z.number().min(7).max(100),
    }),
    site: z.strictObject({
      id,
      name: localizedSchema,
      /** Where in the building, as printed on the ticket. */
      place: localizedSchema,
      helpPhone: z.string().regex(/^[0-9 +-]{3,20}$/, says('phone')),
      /** IANA name; ticket times and the reset of numbers follow it. */
      timeZone: z.string().refine(isTimeZone, says('time-zone')),
    }),
    /** Local time at which ticket numbers start again at 1. */
    numbersResetAt: timeOfDay.default('00:00'),
    devices: z
      .array(deviceSchema)
      .refine((devices) => allDiffer(devices.map((device) => device.id)), says('device-ids-differ'))
      .refine((devices) => allDiffer(devices.map((device) => device.role)), says('one-per-role'))
      .refine((devices) => allDiffer(devices.flatMap(identity)), says('serial-numbers-tell-apart')),
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
  })
  .superRefine(({ mode, devices }, context) => {
    if (mode !== 'production') return;
    for (const [index, { transport }] of devices.entries()) {
      if (transport.kind !== 'simulator') continue;
      const path = ['devices', index, 'transport', 'kind'];
      context.addIssue({ code: 'custom', path, message: says('no-simulator') });
    }
  });
export type Config = z.infer<typeof configSchema>;
export type DeviceConfig = Config['devices'][number];
