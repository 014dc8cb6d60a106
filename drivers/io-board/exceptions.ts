import type { ConditionCode } from '../contract/status.ts';

/** "MODBUS Application Protocol V1.1b3", chapter 7. */
const meanings: Readonly<Record<number, { condition: ConditionCode; words: string }>> = {
  0x01: { condition: 'device.mismatch', words: 'illegal function' },
  0x02: { condition: 'device.mismatch', words: 'illegal data address' },
  0x03: { condition: 'device.mismatch', words: 'illegal data value' },
  0x04: { condition: 'fault.unrecoverable', words: 'server device failure' },
  0x05: { condition: 'fault.recoverable', words: 'acknowledge, still at it' },
  0x06: { condition: 'fault.recoverable', words: 'server device busy' },
  0x08: { condition: 'fault.unrecoverable', words: 'memory parity error' },
  0x0a: { condition: 'device.mismatch', words: 'gateway path unavailable' },
  0x0b: { condition: 'device.silent', words: 'gateway target did not respond' },
};

/** What an exception of a unit means. Codes outside the standard count as faults of the unit. */
export function meaningOf(code: number): { condition: ConditionCode; raw: string } {
  const { condition, words } = meanings[code] ?? { condition: 'fault.unrecoverable', words: 'unknown' };
  return { condition, raw: `exception ${code.toString(16).padStart(2, '0').toUpperCase()}: ${words}` };
}
