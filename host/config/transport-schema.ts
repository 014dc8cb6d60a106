import { z } from 'zod';
import { samBaudRates } from '../../drivers/id-card/baud-rates.ts';
import type { Expectation } from './expectations.ts';

/** The sentence for a rule that zod has no words for, by its key in `expectations.ts`. */
const says = (key: Expectation): string => key;

const port = z.int().min(1).max(65_535);
const tcp = z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1), port });
/** The shell starts a simulator and puts its address here. Refused in production mode. */
export const simulator = z.strictObject({
  kind: z.literal('simulator'),
  preset: z.string().min(1).optional(),
});

const hexId = z.string().regex(/^[0-9a-f]{4}$/, says('usb-id'));
/** By what the device is and not by where it is: found again wherever it is plugged in. */
const match = {
  kind: z.literal('match'),
  vendorId: hexId,
  productId: hexId,
  /** Needed where there are several of the same kind. */
  serialNumber: z.string().min(1).optional(),
};
const matchOnUsb = z.strictObject({ ...match, bus: z.literal(['hid', 'usb']) });

const rate = z.int().min(1200).max(921_600);

/** A line of bytes, whatever carries it. `baudRate`: what a serial one may have. */
const line = <Baud extends z.ZodType>(baudRate: Baud) =>
  z.discriminatedUnion('kind', [
    tcp,
    z.strictObject({ kind: z.literal('serial'), path: z.string().min(1), baudRate }),
    simulator,
    z.discriminatedUnion('bus', [
      z.strictObject({ ...match, bus: z.literal('serial'), baudRate }),
      matchOnUsb,
    ]),
  ]);

export const lineSchema = line(rate.default(115_200));

/** `auto`: found out by asking the reader at each of the rates. */
export const samLineSchema = line(z.literal([...samBaudRates, 'auto']).default(115_200));

/** Relay boards leave the factory at 9600 baud. */
export const boardLineSchema = line(rate.default(9600));

/** A NUT server is asked over tcp, on the port that IANA gave it. */
export const nutLineSchema = z.discriminatedUnion('kind', [
  tcp.extend({ port: port.default(3493) }),
  simulator,
]);

export const pcscLineSchema = z.discriminatedUnion('kind', [
  /** The socket of pcscd, which has the card readers. */
  z.strictObject({ kind: z.literal('pcsc'), path: z.string().min(1).default('/run/pcscd/pcscd.comm') }),
  // Where a simulator of pcscd listens.
  tcp,
  simulator,
]);

export const ippSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ipp'), url: z.url({ protocol: /^ipp$/, error: says('ipp-url') }) }),
  simulator,
]);
