import { coilOff, coilOn, exceptionFlag, functions, maxBits } from '../modbus.ts';
import type { LengthOf } from '../rtu-frame.ts';

/** "MODBUS Application Protocol V1.1b3", chapter 7. */
export const exceptions = {
  illegalFunction: 1,
  illegalAddress: 2,
  illegalValue: 3,
  deviceFailure: 4,
} as const;

/** The bits of a board and what it answers, without a wire and without time. */
export class RelayBoard {
  readonly coils: boolean[];
  readonly #closed: (input: number) => boolean;
  readonly #inputs: number;

  /** @param closed whether the contact at this input is closed now. */
  constructor(sizes: { coils: number; inputs: number }, closed: (input: number) => boolean) {
    this.coils = Array.from({ length: sizes.coils }, () => false);
    this.#inputs = sizes.inputs;
    this.#closed = closed;
  }

  /** Relays fall off without power. */
  powerOff(): void {
    this.coils.fill(false);
  }

  /** @param pdu function and data. Returns the same of the answer. */
  execute(pdu: Uint8Array): Uint8Array {
    const view = new DataView(pdu.buffer, pdu.byteOffset, pdu.byteLength);
    const code = view.getUint8(0);
    const address = view.getUint16(1);
    const value = view.getUint16(3);
    switch (code) {
      case functions.readCoils:
        return this.#read(code, address, value, this.coils.length, (at) => this.coils[at] === true);
      case functions.readInputs:
        return this.#read(code, address, value, this.#inputs, this.#closed);
      case functions.writeCoil:
        if (value !== coilOn && value !== coilOff) return refusal(code, exceptions.illegalValue);
        if (address >= this.coils.length) return refusal(code, exceptions.illegalAddress);
        this.coils[address] = value === coilOn;
        return pdu;
      case functions.writeCoils:
        if (value < 1 || view.getUint8(5) !== Math.ceil(value / 8))
          return refusal(code, exceptions.illegalValue);
        if (address + value > this.coils.length) return refusal(code, exceptions.illegalAddress);
        for (let bit = 0; bit < value; bit += 1)
          this.coils[address + bit] = ((view.getUint8(6 + (bit >> 3)) >> (bit & 7)) & 1) === 1;
        return pdu.subarray(0, 5);
      default:
        return refusal(code, exceptions.illegalFunction);
    }
  }

  #read(code: number, from: number, count: number, size: number, bit: (at: number) => boolean): Uint8Array {
    if (count < 1 || count > maxBits) return refusal(code, exceptions.illegalValue);
    if (from + count > size) return refusal(code, exceptions.illegalAddress);
    const bytes = new Uint8Array(Math.ceil(count / 8));
    for (let at = 0; at < count; at += 1)
      if (bit(from + at)) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
    return Uint8Array.of(code, bytes.length, ...bytes);
  }
}

export function refusal(code: number, exception: number): Uint8Array {
  return Uint8Array.of(code + exceptionFlag, exception);
}

/** Length of a request, from how it begins. */
export const requestLength: LengthOf = (start) => {
  const code = start[1];
  if (code === undefined) return 'more';
  switch (code) {
    // Write many coils or registers.
    case 0x0f:
    case 0x10: {
      const bytes = start[6];
      return bytes === undefined ? 'more' : 7 + bytes + 2;
    }
    default:
      // Read and write of one kind, and diagnostics.
      return code >= 0x01 && code <= 0x08 ? 8 : 'none';
  }
};
