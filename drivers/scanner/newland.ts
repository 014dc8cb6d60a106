import { parseReply } from './reply-status.ts';
import type { Dialect, StreamCommand } from './stream-wire.ts';

/** `~`, SOH and four zeros in front of a command; STX, SOH and four zeros in front of a reply. */
const commandPrefix = Uint8Array.of(0x7e, 0x01, 0x30, 0x30, 0x30, 0x30);
const replyPrefix = Uint8Array.of(0x02, 0x01, 0x30, 0x30, 0x30, 0x30);
/** `;` and ETX. */
const end = Uint8Array.of(0x3b, 0x03);
/** Lasts until power-off; `@` would wear out the flash memory. */
const volatile = '#';
/** Tag and subtag. */
const nameLength = 6;

/** Newland unified commands, which Sunmi's scanners speak too. */
export const newland: Dialect = {
  replyPrefix,
  setUp: (commands) => command(commands.join(';')),
  query: (setting) => command(`${setting.slice(0, nameLength)}*`),
  start: command('SCNTRG1'),
  stop: command('SCNTRG0'),
  replyLength(bytes) {
    const at = Buffer.from(bytes).indexOf(end);
    return at < 0 ? null : at + end.length;
  },
  parse: (reply) => parseReply(reply.subarray(replyPrefix.length + 1)),
};

function command(text: string): StreamCommand {
  const storageAndText = Buffer.from(`${volatile}${text}`, 'latin1');
  return {
    bytes: Uint8Array.from([...commandPrefix, ...storageAndText, ...end]),
    replyBegins: Uint8Array.from([...replyPrefix, ...storageAndText.subarray(0, 1 + nameLength)]),
  };
}
