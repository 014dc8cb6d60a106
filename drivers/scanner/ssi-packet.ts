/** Operation codes of Zebra's Simple Serial Interface. */
export const ssiOpcodes = {
  requestRevision: 0xa3,
  replyRevision: 0xa4,
  paramSend: 0xc6,
  ack: 0xd0,
  nak: 0xd1,
  /** The scanner forgets what it has not sent yet, or was not thanked for. */
  flushQueue: 0xd2,
  startSession: 0xe4,
  stopSession: 0xe5,
  decodeData: 0xf3,
  event: 0xf6,
} as const;

export const ssiNak = { resend: 0x01, badContext: 0x02, denied: 0x06 } as const;

export const ssiSource = { decoder: 0x00, host: 0x04 } as const;
export type SsiSource = (typeof ssiSource)[keyof typeof ssiSource];

/** Bits of the status byte. */
export const ssiStatus = { resent: 0x01, goesOn: 0x02 } as const;

export interface SsiPacket {
  opcode: number;
  status: number;
  data: Uint8Array;
}

/** Length, operation code, source, status. */
const headerLength = 4;
const checksumLength = 2;
export const maxSsiData = 0xff - headerLength;

/** The length byte counts itself and leaves the checksum out. */
export function encodeSsi(source: SsiSource, { opcode, status, data }: SsiPacket): Uint8Array {
  const body = Uint8Array.from([headerLength + data.length, opcode, source, status, ...data]);
  const sum = checksum(body);
  return Uint8Array.from([...body, sum >> 8, sum & 0xff]);
}

/** Two's complement of the sum, 16 bits. */
function checksum(body: Uint8Array): number {
  return -body.reduce((sum, byte) => sum + byte, 0) & 0xffff;
}

/**
 * Cuts what one side sends into packets. There is no mark that a packet begins, but each side waits for the other's
 * answer: what is left when the line falls silent is one damaged packet, or noise.
 */
export class SsiParser {
  readonly #source: SsiSource;
  #bytes = new Uint8Array();
  #damaged = false;

  /** @param source the side that is listened to. */
  constructor(source: SsiSource) {
    this.#source = source;
  }

  /** Bytes that are kept because their end is not there yet. */
  get size(): number {
    return this.#bytes.length;
  }

  push(bytes: Uint8Array): SsiPacket[] {
    const all = Uint8Array.from([...this.#bytes, ...bytes]);
    this.#bytes.fill(0);
    this.#bytes = all;
    return this.#cut();
  }

  /** The line is silent: the packets behind damage or noise, and whether something began like a packet. */
  silence(): { packets: SsiPacket[]; damaged: boolean } {
    const damaged = this.#bytes.length >= headerLength;
    const packets: SsiPacket[] = [];
    while (this.#bytes.length > 0) {
      this.#damaged = false;
      this.#drop(1);
      packets.push(...this.#cut());
    }
    this.#damaged = false;
    return { packets, damaged };
  }

  reset(): void {
    this.#drop(this.#bytes.length);
    this.#damaged = false;
  }

  #cut(): SsiPacket[] {
    const packets: SsiPacket[] = [];
    while (!this.#damaged && this.#bytes.length > 0) {
      const [length = 0, opcode = 0, source, status = 0] = this.#bytes;
      const whole = length + checksumLength;
      if (length < headerLength || (this.#bytes.length > 2 && source !== this.#source)) {
        this.#drop(1);
      } else if (this.#bytes.length < whole) {
        break;
      } else if (this.#checks(length)) {
        packets.push({ opcode, status, data: this.#bytes.slice(headerLength, length) });
        this.#drop(whole);
      } else {
        this.#damaged = true;
      }
    }
    return packets;
  }

  #checks(length: number): boolean {
    const sum = checksum(this.#bytes.subarray(0, length));
    return this.#bytes[length] === sum >> 8 && this.#bytes[length + 1] === (sum & 0xff);
  }

  #drop(count: number): void {
    const rest = this.#bytes.slice(count);
    this.#bytes.fill(0);
    this.#bytes = rest;
  }
}
