import { struct, type Fields, type Struct, type ValuesOf } from './struct.ts';

/**
 * What a client and pcscd say to each other over pcscd's socket: `winscard_msg.h` and `eventhandler.h` of
 * pcsc-lite. A request is a header and a body; the answer is the same body filled in, without a header or
 * anything else that tells which request it belongs to. These forms have been the same since version 4:4 of the
 * protocol (pcsc-lite 1.8.24).
 */
export const messages = {
  establishContext: message(0x01, { scope: 'u32', context: 'u32', rv: 'u32' }),
  connect: message(0x04, {
    context: 'u32',
    reader: 'name',
    shareMode: 'u32',
    preferredProtocols: 'u32',
    card: 'u32',
    activeProtocol: 'u32',
    rv: 'u32',
  }),
  disconnect: message(0x06, { card: 'u32', disposition: 'u32', rv: 'u32' }),
  beginTransaction: message(0x07, { card: 'u32', rv: 'u32' }),
  endTransaction: message(0x08, { card: 'u32', disposition: 'u32', rv: 'u32' }),
  /** `sendLength` bytes follow the request, and `receiveLength` bytes the answer if `rv` is success. */
  transmit: message(0x09, {
    card: 'u32',
    sendProtocol: 'u32',
    sendPciLength: 'u32',
    sendLength: 'u32',
    receiveProtocol: 'u32',
    receivePciLength: 'u32',
    receiveLength: 'u32',
    rv: 'u32',
  }),
  version: message(0x11, { major: 'u32', minor: 'u32', rv: 'u32' }),
} as const;
export type MessageName = keyof typeof messages;
/** `rv` is zero in a request. */
export type BodyOf<N extends MessageName> = { rv: number } & ((typeof messages)[N]['body'] extends Struct<
  infer F
>
  ? ValuesOf<F>
  : never);

/** Requests without a body. */
export const bare = {
  /** Answered with the table of readers. */
  getReadersState: 0x12,
  /**
   * Answered with the table of readers, and once with a `signal` when something about any reader changes. The
   * client is then to ask again.
   */
  waitForChange: 0x13,
  /** Answered with a `signal`, unless one is on its way already: exactly one comes in either case. */
  stopWaiting: 0x14,
} as const;

export const header = struct({ size: 'u32', command: 'u32' });
export const signal = struct({ timeout: 'u32', rv: 'u32' });

const readerState = struct({
  name: 'name',
  eventCounter: 'u32',
  state: 'u32',
  sharing: 'u32',
  atr: 'atr',
  atrLength: 'u32',
  protocol: 'u32',
});
/** `PCSCLITE_MAX_READERS_CONTEXTS`: the table always has this many rows. */
const tableRows = 16;
export const tableSize = tableRows * readerState.size;

/** Bits of a reader's state in the table. They are not those of the API's `SCARD_STATE_…`. */
export const stateBits = {
  absent: 0x02,
  present: 0x04,
  /** A card that gave no answer to reset. */
  swallowed: 0x08,
  powered: 0x10,
  negotiable: 0x20,
} as const;

export interface ReaderState {
  name: string;
  state: number;
  atr: Uint8Array;
}

export function encodeTable(readers: readonly ReaderState[]): Uint8Array {
  const table = Buffer.alloc(tableSize);
  for (const [row, { name, state, atr }] of readers.entries())
    table.set(readerState.encode({ name, state, atr, atrLength: atr.length }), row * readerState.size);
  return table;
}

/** The readers that there are; empty rows are left out. */
export function decodeTable(table: Uint8Array): ReaderState[] {
  return Array.from({ length: tableRows }, (_, row) =>
    readerState.decode(table.subarray(row * readerState.size)),
  )
    .filter(({ name }) => name !== '')
    .map(({ name, state, atr, atrLength }) => ({ name, state, atr: atr.slice(0, atrLength) }));
}

export function encodeRequest<N extends MessageName>(
  name: N,
  body: Partial<BodyOf<N>>,
  data: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const bytes = encodeBody(name, body);
  return Buffer.concat([header.encode({ size: bytes.length, command: messages[name].code }), bytes, data]);
}

export function encodeBody<N extends MessageName>(name: N, body: Partial<BodyOf<N>>): Uint8Array {
  return (messages[name].body as Struct<Fields>).encode(body);
}

/** @param bytes at least as many as the body has. */
export function decodeBody<N extends MessageName>(name: N, bytes: Uint8Array): BodyOf<N> {
  return (messages[name].body as Struct<Fields>).decode(bytes) as BodyOf<N>;
}

export function encodeBare(name: keyof typeof bare): Uint8Array {
  return header.encode({ size: 0, command: bare[name] });
}

function message<const F extends Fields>(code: number, fields: F): { code: number; body: Struct<F> } {
  return { code, body: struct(fields) };
}
