import { z } from 'zod';

/**
 * What the development bench page and the simulator process say to each other. None of it exists in a
 * production installation: there the simulators are refused.
 */

/** WebSocket subprotocol. The per-process token travels as a second subprotocol. */
export const benchProtocol = 'tongban-bench.v1';
export type BenchProtocol = typeof benchProtocol;

/** No honest request comes near this; a longer one closes the connection (RFC 6455 code 1009). */
export const maxBenchRequestBytes = 4096;

const name = z.string().min(1).max(64);
const localized = z.strictObject({ 'zh-CN': z.string(), en: z.string() });

/** What a person at the bench can do to a simulated device, by the device's id. */
export const benchCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('apply'), device: name, preset: name }),
  /** Lays a card on the reader, in the place of the one that lies there. */
  z.strictObject({ type: z.literal('put-card'), device: name, card: name }),
  z.strictObject({ type: z.literal('lift-card'), device: name }),
  /** Holds a QR code with this text before the scanner, until it is read. */
  z.strictObject({ type: z.literal('show-code'), device: name, text: z.string().min(1).max(1024) }),
  /** Pulls the cable out; nobody can connect until it is put back. */
  z.strictObject({ type: z.literal('unplug'), device: name }),
  z.strictObject({ type: z.literal('plug'), device: name }),
  /** Takes every ticket away, also the one that stands at the mouth. */
  z.strictObject({ type: z.literal('clear-tickets'), device: name }),
]);
export type BenchCommand = z.infer<typeof benchCommandSchema>;

export const benchRequestSchema = z.strictObject({
  /** Chosen by the page, repeated in the answer. */
  id: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  command: benchCommandSchema,
});
export type BenchRequest = z.infer<typeof benchRequestSchema>;

/** `not-supported`: the device exists and has no such thing (a ticket printer has no card). */
export const benchRejections = [
  'malformed',
  'unknown-device',
  'unknown-preset',
  'unknown-card',
  'not-supported',
] as const;
export type BenchRejection = (typeof benchRejections)[number];

const deviceBase = {
  id: name,
  presets: z.array(z.strictObject({ name, description: localized })),
  /** Name of the preset that is in force. */
  preset: z.string(),
  /** The cable is in. */
  plugged: z.boolean(),
  /** A peer has the line open. */
  connected: z.boolean(),
};

const cardSchema = z.strictObject({
  id: name,
  kind: z.enum(['citizen', 'residence-permit', 'foreigner-2017', 'foreigner-2023', 'unknown']),
  /** The invented holder, as printed on the card. */
  holder: z.string(),
  /** Its kind, and what it is good for at the bench. */
  description: localized,
});
export type BenchCard = z.infer<typeof cardSchema>;

/** What of the last read was not the driver's doing. Instants in ms since the epoch, with fractions. */
const readTimingSchema = z.strictObject({
  /** The card was laid down. */
  putAt: z.number(),
  /** The look that found the card came in. */
  findRequestedAt: z.number(),
  /** The first byte of the last reply went out. */
  lastReplyAt: z.number(),
  /** Sum of the simulated latencies from that look to the last reply. */
  latencyMs: z.number(),
  /** Sum of the lengths of the replies, for the wire time. */
  replyBytes: z.number(),
  replies: z.number(),
});

export const benchSensors = [
  'paper',
  'paper-near-end',
  'cover',
  'cutter',
  'head',
  'unrecoverable',
  'online',
  'presenter',
  'mouth',
] as const;
export type BenchSensor = (typeof benchSensors)[number];

/** `trouble`: the sensor sees something that the device would tell its host. */
const sensorSchema = z.strictObject({ name: z.enum(benchSensors), trouble: z.boolean() });

const ticketSchema = z.strictObject({
  /** Counts from 1 since the printer's start. */
  id: z.int(),
  /** ISO 8601 instant. */
  printedAt: z.string(),
  /** `none`: it came out without being cut off. */
  cut: z.enum(['full', 'partial', 'none']),
  /** As decoded from the bytes. */
  lines: z.array(z.string()),
  /** What its QR codes say. */
  qr: z.array(z.string()),
  /** Commands that the printer did not know, in hex. */
  unknown: z.array(z.string()),
});
export type BenchTicket = z.infer<typeof ticketSchema>;

/** Devices that the bench shows all in one way: what can be done to them, and what they say of themselves. */
export const genericRoles = [
  'social-security-card',
  'scanner',
  'document-printer',
  'io-board',
  'ups',
] as const;
/** What a simulated device of such a role says of itself, by name; for developers, in plain words. */
const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type BenchFacts = z.infer<typeof factsSchema>;

const deviceSchema = z.discriminatedUnion('role', [
  z.strictObject({
    ...deviceBase,
    role: z.literal('id-card'),
    cards: z.array(cardSchema),
    /** Id of the card that lies on the reader. */
    card: z.string().nullable(),
    lastRead: readTimingSchema.nullable(),
  }),
  z.strictObject({
    ...deviceBase,
    role: z.literal('ticket-printer'),
    sensors: z.array(sensorSchema),
    /** When the first byte of the last ticket came in, in ms since the epoch, with fractions. */
    firstByteAt: z.number().nullable(),
    /** Oldest first. */
    tickets: z.array(ticketSchema),
  }),
  z.strictObject({ ...deviceBase, role: z.enum(genericRoles), facts: factsSchema }),
]);
export type BenchDevice = z.infer<typeof deviceSchema>;

export const benchMessageSchema = z.discriminatedUnion('kind', [
  /** The whole of it, on connection and after every change. */
  z.strictObject({ kind: z.literal('devices'), devices: z.array(deviceSchema) }),
  z.strictObject({ kind: z.literal('accepted'), id: z.int() }),
  /** `id` is null where the request was too broken to have one. */
  z.strictObject({ kind: z.literal('rejected'), id: z.int().nullable(), reason: z.enum(benchRejections) }),
]);
export type BenchMessage = z.infer<typeof benchMessageSchema>;
