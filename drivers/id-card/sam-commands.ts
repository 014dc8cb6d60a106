import type { SamReply } from './sam-frame.ts';

/** Commands share a time-out with others of their step. */
export type SamStep = 'status' | 'find' | 'select' | 'read';

export interface SamCommand {
  /** CMD and PARA. */
  code: readonly [number, number];
  step: SamStep;
  /** SW3 of a good reply, and how long its data can be. */
  success: number;
  dataLengths: readonly number[];
  /**
   * SW3 values that only another command is answered with. Replies carry no request number, so this and the
   * length are all that tells a late reply from the awaited one.
   */
  foreign: readonly number[];
}

const cardOnly = [0x40, 0x41, 0x80, 0x81, 0x91];

/** Text length and photo length (two bytes each), text, photo. */
const textAndPhoto = 2 + 2 + 256 + 1024;

/** Commands of the SAM (GA/T 467-2019, chapter 7). */
export const samCommands = {
  reset: { code: [0x10, 0xff], step: 'status', success: 0x90, dataLengths: [0], foreign: cardOnly },
  status: { code: [0x11, 0xff], step: 'status', success: 0x90, dataLengths: [0], foreign: cardOnly },
  samId: { code: [0x12, 0xff], step: 'status', success: 0x90, dataLengths: [16], foreign: cardOnly },
  find: { code: [0x20, 0x01], step: 'find', success: 0x9f, dataLengths: [4], foreign: [0x41, 0x81, 0x91] },
  select: { code: [0x20, 0x02], step: 'select', success: 0x90, dataLengths: [8], foreign: [0x91] },
  read: { code: [0x30, 0x01], step: 'read', success: 0x90, dataLengths: [textAndPhoto], foreign: [0x91] },
  /** One to four addresses of 70 bytes. */
  newestAddress: {
    code: [0x30, 0x03],
    step: 'read',
    success: 0x90,
    dataLengths: [70, 140, 210, 280],
    foreign: [],
  },
  chipNumber: { code: [0x30, 0x05], step: 'read', success: 0x90, dataLengths: [28], foreign: [] },
} as const satisfies Readonly<Record<string, SamCommand>>;

export type SamCommandName = keyof typeof samCommands;

/** Whether `reply` can be the answer to `command` at all. */
export function fits(command: SamCommand, reply: SamReply): boolean {
  if (reply.sw3 === command.success) return command.dataLengths.includes(reply.data.length);
  const refusal = reply.sw3 !== 0x90 && reply.sw3 !== 0x9f && reply.data.length === 0;
  return refusal && !command.foreign.includes(reply.sw3);
}

/** Bytes of the longest reply to `command`: preamble, length, status words, data, check byte. */
export function replyBytes(command: SamCommand): number {
  return 5 + 2 + 3 + Math.max(...command.dataLengths) + 1;
}
