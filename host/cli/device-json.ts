import { z } from 'zod';
import { conditionCodes } from '../../drivers/contract/status.ts';

/**
 * What `tongban device … --json` prints: one JSON value on stdout, described for people in docs/device-json.md. Scripts
 * of others rely on it, so a field is only ever added: never renamed, taken away or given another unit. Strict on
 * purpose: a test that parses real output with these fails for a field that is not documented.
 */

const counters = z.record(z.string(), z.number());
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const text = z.string().nullable();
const coded = z.strictObject({ code: z.string(), name: z.string() });
const sex = z.strictObject({ code: z.string(), name: z.enum(['unknown', 'male', 'female', 'not-stated']) });

const totals = {
  /** Of the unit that stands there now; `null`: it does not say. */
  serialNumber: text,
  lifetime: counters,
  sinceService: counters,
};

const condition = z.strictObject({
  code: z.enum(conditionCodes),
  severity: z.enum(['report', 'warning', 'error']),
  action: z.enum(['none', 'user', 'attendant', 'technician', 'reset']),
  /** Milliseconds since the epoch. */
  since: z.number(),
  raw: z.string().optional(),
});

const status = {
  id: z.string(),
  link: z.enum(['absent', 'connecting', 'up', 'lost']),
  device: z.enum([
    'starting',
    'online',
    'offline',
    'powerOff',
    'noDevice',
    'hardwareError',
    'userError',
    'potentialFraud',
    'fraudAttempt',
  ]),
  activity: z.enum(['idle', 'busy']),
  conditions: z.array(condition),
  summary: z.enum(['ready', 'degraded', 'unavailable']),
};

export const listJson = z.array(
  z.strictObject({
    id: z.string(),
    role: z.string(),
    driver: z.string(),
    profile: z.string(),
    required: z.boolean(),
    transport: z.string(),
  }),
);

/** With the counters of the store, or, where that cannot be opened, those since the device was opened. */
export const statusJson = z.union([
  z.strictObject({ ...status, ...totals }),
  z.strictObject({ ...status, sinceOpened: counters }),
]);

export const checkJson = z.strictObject({
  id: z.string(),
  level: z.literal('internal'),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  detail: z.string(),
});

export const serviceJson = z.strictObject({ id: z.string(), ...totals });

/** By role; a role that is not here has nothing to read. */
export const readJson = {
  'id-card': z.strictObject({
    kind: z.enum(['citizen', 'residence-permit', 'foreigner-2017', 'foreigner-2023']),
    name: z.string(),
    englishName: text,
    sex,
    nation: coded.nullable(),
    nationality: text,
    birthDate: date,
    address: text,
    number: z.string(),
    authority: text,
    validFrom: date,
    validTo: z.union([date, z.literal('long-term')]),
    passNumber: text,
    issueCount: text,
    newestAddress: text,
    photo: z.strictObject({ format: z.literal('wlt'), base64: z.string() }),
  }),
  'social-security-card': z.strictObject({
    region: text,
    cardClass: text,
    specVersion: text,
    issuer: text,
    issueDate: date.nullable(),
    expiryDate: date.nullable(),
    cardNumber: text,
    number: z.string(),
    name: z.string(),
    sex: sex.nullable(),
    nation: coded.nullable(),
    birthplace: text,
    birthDate: date.nullable(),
  }),
  scanner: z.strictObject({
    length: z.number(),
    symbology: z
      .discriminatedUnion('scheme', [
        z.strictObject({ scheme: z.literal('aim'), id: z.string() }),
        z.strictObject({ scheme: z.literal('ssi'), type: z.number() }),
      ])
      .nullable(),
    base64: z.string(),
  }),
  'io-board': z.record(z.string(), z.boolean().nullable()),
  ups: z.strictObject({
    power: z.enum(['mains', 'battery', 'unknown']),
    low: z.boolean(),
    chargePercent: z.number().nullable(),
    runtimeSeconds: z.number().nullable(),
    tokens: z.array(z.string()),
  }),
  camera: z.strictObject({
    name: text,
    report: z
      .strictObject({
        verdict: z.enum(['ok', 'dark', 'frozen', 'no-frame', 'denied', 'busy', 'gone']),
        meanLuma: z.number().nullable(),
        fps: z.number().nullable(),
      })
      .nullable(),
  }),
};

export const discoverJson = z.strictObject({
  candidates: z.array(
    z.strictObject({
      role: z.string(),
      at: z.string(),
      score: z.number(),
      driver: z.string(),
      profile: z.string(),
      /** As the configuration takes it. */
      transport: z.looseObject({ kind: z.string() }),
      reasons: z.array(z.string()),
    }),
  ),
  undecided: z.array(z.strictObject({ role: z.string(), equals: z.array(z.string()) })),
  problems: z.array(z.strictObject({ at: z.string(), why: z.string() })),
});

/** In the place of what was asked for; the exit code is 1. */
export const errorJson = z.strictObject({
  id: z.string(),
  error: z.strictObject({
    code: z.string(),
    condition: z.enum(conditionCodes).optional(),
    message: z.string(),
    effect: z.enum(['none', 'partial', 'done', 'unknown']),
    retry: z.enum(['safe', 'afterFix', 'never']),
  }),
});
