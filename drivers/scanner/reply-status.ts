import type { StreamReply } from './stream-wire.ts';

/** ENQ, ACK and NAK, with which both makers answer a command. */
const statuses: ReadonlyMap<number, StreamReply['status']> = new Map([
  [0x05, 'enq'],
  [0x06, 'ack'],
  [0x15, 'nak'],
]);

export function isStatus(byte: number | undefined): boolean {
  return byte !== undefined && statuses.has(byte);
}

/** @param reply from the first command's name on: a status stands behind each command. */
export function parseReply(reply: Uint8Array): StreamReply {
  const found = [...reply].flatMap((byte) => statuses.get(byte) ?? []);
  const setting = reply.subarray(0, reply.findIndex(isStatus));
  return {
    status: found.find((status) => status !== 'ack') ?? 'ack',
    setting: Buffer.from(setting).toString('latin1'),
  };
}
