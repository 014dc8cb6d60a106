import { z } from 'zod';
import type { Expectation } from './expectations.ts';
import { localizedSchema } from './localized-schema.ts';
import {
  boardLineSchema,
  ippSchema,
  lineSchema,
  nutLineSchema,
  pcscLineSchema,
  samLineSchema,
  simulator,
} from './transport-schema.ts';

/** The sentence for a rule that zod has no words for, by its key in `expectations.ts`. */
const says = (key: Expectation): string => key;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, says('id'));
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, says('time-of-day'));
const deviceBase = {
  id,
  /** Without a required device the kiosk is out of service. */
  required: z.boolean(),
  transport: lineSchema,
};

const deviceSchema = z.discriminatedUnion('role', [
  z.strictObject({
    ...deviceBase,
    role: z.literal('id-card'),
    driver: z.literal('sam'),
    transport: samLineSchema,
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
  z.strictObject({
    ...deviceBase,
    role: z.literal('scanner'),
    driver: z.literal('code-scanner'),
    /** Name of a file in `assets/scanner-profiles`. */
    profile: id,
    /** What this one puts behind a code on a serial line, where it is not as its model is delivered. */
    suffix: z.enum(['cr', 'lf', 'crlf', 'none']).optional(),
  }),
  z.strictObject({
    ...deviceBase,
    role: z.literal('document-printer'),
    driver: z.literal('ipp'),
    transport: ippSchema,
    /** Name of a file in `assets/document-printer-profiles`. */
    profile: id,
    timeouts: z.strictObject({ printMs: z.int().min(5000).max(600_000).default(120_000) }).prefault({}),
  }),
  z.strictObject({
    ...deviceBase,
    role: z.literal('io-board'),
    /** On a serial line, or as RTU frames over tcp behind a converter. */
    driver: z.literal('modbus'),
    transport: boardLineSchema,
    /** Name of a file in `assets/io-profiles`. */
    profile: id,
  }),
  z.strictObject({
    ...deviceBase,
    role: z.literal('ups'),
    driver: z.literal('nut'),
    transport: nutLineSchema,
    /** Name of a file in `assets/ups-profiles`. */
    profile: id,
    /** Name of the UPS at its server; needed only where the server has several. */
    ups: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,64}$/, says('ups-name'))
      .optional(),
  }),
  z.strictObject({
    ...deviceBase,
    role: z.literal('social-security-card'),
    driver: z.literal('pcsc'),
    transport: pcscLineSchema,
    /** Name of a file in `assets/card-profiles`. */
    profile: id,
    /** Part of the reader's name as pcscd lists it; empty takes the only reader that there is. */
    reader: z.string().max(127).default(''),
    timeouts: z.strictObject({ readMs: z.int().min(500).max(60_000).default(15_000) }).prefault({}),
  }),
  /** No line: the picture comes through the screen. */
  z.strictObject({
    id,
    required: z.boolean(),
    role: z.literal('camera'),
    driver: z.literal('get-user-media'),
    /** Name of a file in `assets/camera-profiles`. */
    profile: id,
    /** Part of the name that the system gives it, where there is more than one camera. */
    name: z.string().min(1).max(64).optional(),
  }),
]);

/** The systems of the city. */
const platformSchema = z.strictObject({
  /** The city's own name of the office that this kiosk stands for: its counters are booked and queued for. */
  office: z.string().regex(/^[\w.-]{1,64}$/, says('id')),
  transport: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('http'),
      url: z.string().refine(isPlatformUrl, says('platform-url')),
      /** A JSON file `{"keyId", "secret"}`; the secret in base64, at least 32 bytes. Readable by the kiosk alone. */
      keyFile: z.string().min(1),
      /**
       * A JSON file `{"secret"}`, the same on every kiosk of the site; base64, at least 32 bytes. Readable by the kiosk
       * alone.
       */
      siteFile: z.string().min(1),
    }),
    simulator,
  ]),
});

/** Over TLS, except on this machine. */
function isPlatformUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1');
}

type AnyDevice = z.infer<typeof deviceSchema>;
/** A device that hangs on a line of bytes: all but the camera. */
export type LineDevice = Extract<AnyDevice, { transport: unknown }>;

export function hasLine(device: AnyDevice): device is LineDevice {
  return 'transport' in device;
}

/** Of all of China; to ask for it costs every start 12 ms. */
const chinaTime = 'Asia/Shanghai';

/** Links such as `Asia/Calcutta` are valid too, which `Intl.supportedValuesOf` does not list. */
function isTimeZone(name: string): boolean {
  if (name === chinaTime) return true;
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
function identity(device: AnyDevice): string[] {
  if (!hasLine(device) || device.transport.kind !== 'match') return [];
  const { bus, vendorId, productId, serialNumber } = device.transport;
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
      /** WGS 84 degrees; `null`: not entered. With it, other places are told by how near they are. */
      location: z
        .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
        .nullable()
        .default(null),
      /** IANA name; ticket times and the reset of numbers follow it. */
      timeZone: z.string().refine(isTimeZone, says('time-zone')),
    }),
    /** Ids of the items that the start page shows first, in this order. */
    home: z.array(id).min(1).max(12).refine(allDiffer, says('home-differs')).default(['queue-ticket']),
    /** Local time at which ticket numbers start again at 1. */
    numbersResetAt: timeOfDay.default('00:00'),
    devices: z
      .array(deviceSchema)
      .refine((devices) => allDiffer(devices.map((device) => device.id)), says('device-ids-differ'))
      .refine((devices) => allDiffer(devices.map((device) => device.role)), says('one-per-role'))
      .refine((devices) => allDiffer(devices.flatMap(identity)), says('serial-numbers-tell-apart')),
    /** `null`: the kiosk has no connection to the systems of a city. */
    platform: platformSchema.nullable().default(null),
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
  .superRefine(({ mode, devices, platform }, context) => {
    if (mode !== 'production') return;
    for (const [index, device] of devices.entries()) {
      if (!hasLine(device) || device.transport.kind !== 'simulator') continue;
      const path = ['devices', index, 'transport', 'kind'];
      context.addIssue({ code: 'custom', path, message: says('no-simulator') });
    }
    if (platform?.transport.kind !== 'simulator') return;
    const path = ['platform', 'transport', 'kind'];
    context.addIssue({ code: 'custom', path, message: says('no-simulated-platform') });
  });
export type Config = z.infer<typeof configSchema>;
export type DeviceConfig = Config['devices'][number];
export type PlatformConfig = NonNullable<Config['platform']>;
