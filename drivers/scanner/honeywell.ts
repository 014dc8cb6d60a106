import { isStatus, parseReply } from './reply-status.ts';
import type { Dialect, StreamCommand } from './stream-wire.ts';

/** SYN M CR in front of menu commands. */
const menuPrefix = '\x16M\r';
/** Until power-off; `.` would write to the flash memory. */
const volatile = '!';
/** Tag and subtag. */
const nameLength = 6;

/** Honeywell menu commands, and triggers that are not answered. */
export const honeywell: Dialect = {
  replyPrefix: null,
  setUp: (commands) => menu(commands.join(';')),
  query: (setting) => menu(`${setting.slice(0, nameLength)}?`),
  start: trigger('T'),
  stop: trigger('U'),
  // The storage character ends a reply, behind the last status.
  replyLength(bytes) {
    const at = bytes.findIndex(
      (byte, index) => byte === volatile.charCodeAt(0) && isStatus(bytes[index - 1]),
    );
    return at < 0 ? null : at + 1;
  },
  parse: parseReply,
};

function menu(commands: string): StreamCommand {
  return {
    bytes: Buffer.from(`${menuPrefix}${commands}${volatile}`, 'latin1'),
    replyBegins: Buffer.from(commands.slice(0, nameLength), 'latin1'),
  };
}

function trigger(letter: 'T' | 'U'): StreamCommand {
  return { bytes: Buffer.from(`\x16${letter}\r`, 'latin1'), replyBegins: null };
}
