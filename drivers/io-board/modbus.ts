import { encodeRtu, type LengthOf } from './rtu-frame.ts';

/** "MODBUS Application Protocol V1.1b3", chapter 6: the functions of outputs and inputs that are one bit. */
export const functions = { readCoils: 0x01, readInputs: 0x02, writeCoil: 0x05, writeCoils: 0x0f } as const;
/** Added to the function in the answer of a unit that could not (chapter 7). */
export const exceptionFlag = 0x80;
export const coilOn = 0xff00;
export const coilOff = 0x0000;
/** Chapter 6.1. */
export const maxBits = 2000;

export type ModbusRequest =
  | { kind: 'read'; what: 'coils' | 'inputs'; address: number; count: number }
  | { kind: 'write'; address: number; on: boolean };

/** What a unit answers: the bits that were asked for, the echo of a write, or why not. */
export type ModbusReply =
  | { kind: 'bits'; bits: readonly boolean[] }
  | { kind: 'written' }
  | { kind: 'exception'; code: number };

/** The whole frame, CRC included. */
export function encodeRequest(unit: number, request: ModbusRequest): Uint8Array {
  return encodeRtu(Uint8Array.of(unit, ...pduOf(request)));
}

function pduOf(request: ModbusRequest): number[] {
  const value = request.kind === 'read' ? request.count : request.on ? coilOn : coilOff;
  return [functionOf(request), ...word(request.address), ...word(value)];
}

function functionOf(request: ModbusRequest): number {
  if (request.kind === 'write') return functions.writeCoil;
  return request.what === 'coils' ? functions.readCoils : functions.readInputs;
}

function word(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}

/** What the unit says to this request; `null` where the frame (without its CRC) is no answer to it. */
export function replyTo(unit: number, request: ModbusRequest, frame: Uint8Array): ModbusReply | null {
  const [from, code, ...data] = frame;
  if (from !== unit) return null;
  const asked = functionOf(request);
  if (code === asked + exceptionFlag) return { kind: 'exception', code: data[0] ?? 0 };
  if (code !== asked) return null;
  if (request.kind === 'write') {
    // The echo is the request itself (6.5).
    const same = pduOf(request).every((byte, at) => byte === frame[at + 1]);
    return same ? { kind: 'written' } : null;
  }
  const [bytes, ...packed] = data;
  if (bytes !== Math.ceil(request.count / 8)) return null;
  const bits = Array.from(
    { length: request.count },
    (_, at) => (((packed[at >> 3] ?? 0) >> (at & 7)) & 1) === 1,
  );
  return { kind: 'bits', bits };
}

/** Length of an answer to one of these functions, from how it begins. */
export const replyLength: LengthOf = ([, code, bytes]) => {
  if (code === undefined) return 'more';
  switch (code) {
    case functions.readCoils:
    case functions.readInputs:
      if (bytes === undefined) return 'more';
      return bytes >= 1 && bytes <= maxBits / 8 ? 3 + bytes + 2 : 'none';
    case functions.writeCoil:
      return 8;
    case functions.readCoils + exceptionFlag:
    case functions.readInputs + exceptionFlag:
    case functions.writeCoil + exceptionFlag:
      return 5;
    default:
      return 'none';
  }
};
