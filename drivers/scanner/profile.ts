import { z } from 'zod';

const ms = z.int().min(1).max(60_000);
const byte = z.int().min(0).max(255);
const offset = z.int().min(0).max(1023);

const base = {
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** `triggered`: reads when it is told to. `presentation`: reads whatever it is shown. */
  reading: z.enum(['triggered', 'presentation']),
  /** A silence this long ends a code, and a message that came damaged. */
  quietMs: ms,
  /** So long after the last code that nobody asked for, or the last of a flood, all is well again. */
  floodClearMs: ms,
  /** Where each value comes from, and how sure it is. */
  facts: z.record(
    z.string(),
    z.strictObject({
      /** `agreed`: independent sources agree. `single`: one source. `inferred`: to be confirmed on hardware. */
      confidence: z.enum(['agreed', 'single', 'inferred']),
      source: z.string().min(1),
    }),
  ),
};

/** Of scanners that answer. */
const answering = {
  /** From a command to its reply. */
  replyMs: ms,
  /** Between two greetings of a scanner that is silent or refuses. */
  greetingRetryMs: ms,
};

/** What differs between models of scanners. Files in `assets/scanner-profiles` have this shape. */
export const scannerProfileSchema = z.discriminatedUnion('protocol', [
  z.strictObject({
    ...base,
    ...answering,
    protocol: z.enum(['newland', 'honeywell']),
    /** Between two commands of which the first has no reply. */
    gapMs: ms,
    /** What the scanner puts behind a code, as it was set up. `none`: silence ends a code. */
    suffix: z.enum(['cr', 'lf', 'crlf', 'none']),
    /** Commands that are sent, until power-off, when the line is up: tag, subtag, value. */
    setUp: z.array(z.string().regex(/^[A-Z0-9]{6}[A-Z0-9]*$/)).min(1),
  }),
  z.strictObject({
    ...base,
    ...answering,
    protocol: z.literal('zebra-ssi'),
    /** How often a message is asked for, or sent, again. */
    resendLimit: z.int().min(0).max(10),
    /** The bar code type stands in each packet of a long code, not in the first only. */
    typeInEveryPacket: z.boolean(),
    /** Parameters that are set, until power-off, when the line is up. */
    setUp: z.array(z.strictObject({ parameter: byte.max(0xef), value: byte })).min(1),
  }),
  z.strictObject({
    ...base,
    protocol: z.literal('hid-pos'),
    reading: z.literal('presentation'),
    /** The input report with decoded data; offsets count from the report id. */
    report: z.strictObject({
      id: byte,
      /** Length, report id included. */
      bytes: z.int().min(8).max(1024),
      /** How many bytes of data this report has. */
      lengthAt: offset,
      /** Three bytes of AIM symbology identifier; `null` where there are none. */
      aimAt: offset.nullable(),
      dataAt: offset,
      dataBytes: z.int().min(1).max(1023),
      /** The bit that says that the code goes on; `null`: it does where a report is full. */
      more: z.strictObject({ at: offset, bit: z.int().min(0).max(7) }).nullable(),
    }),
  }),
]);

export type ScannerProfile = z.infer<typeof scannerProfileSchema>;
export type ScannerProtocol = ScannerProfile['protocol'];
export type StreamProfile = Extract<ScannerProfile, { suffix: unknown }>;
export type SsiProfile = Extract<ScannerProfile, { protocol: 'zebra-ssi' }>;
export type HidPosProfile = Extract<ScannerProfile, { protocol: 'hid-pos' }>;

export const suffixBytes: Readonly<Record<StreamProfile['suffix'], Uint8Array>> = {
  cr: Uint8Array.of(0x0d),
  lf: Uint8Array.of(0x0a),
  crlf: Uint8Array.of(0x0d, 0x0a),
  none: new Uint8Array(),
};
