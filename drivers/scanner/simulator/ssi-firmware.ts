import type { Timer } from '../../contract/clock.ts';
import {
  encodeSsi,
  maxSsiData,
  ssiNak,
  ssiOpcodes,
  SsiParser,
  ssiSource,
  ssiStatus,
  type SsiPacket,
} from '../ssi-packet.ts';
import type { SimulatedCode } from './codes.ts';
import { floodBytes, floodOf, type Firmware, type Hardware } from './firmware.ts';

const opcodes = ssiOpcodes;
/** As delivered: so long it waits for an answer, and so often it sends a message again. */
const hostResponseMs = 2000;
const resends = 2;

/** The decoder's side of Zebra's Simple Serial Interface. */
export class SsiFirmware implements Firmware {
  readonly #hardware: Hardware;
  readonly #parser = new SsiParser(ssiSource.host);
  /** Packets of codes that the host has not acknowledged; the first one is on its way. */
  #queue: SsiPacket[] = [];
  #sends = 0;
  #waiting: Timer | null = null;

  constructor(hardware: Hardware) {
    this.#hardware = hardware;
  }

  received(bytes: Uint8Array): void {
    for (const packet of this.#parser.push(bytes)) this.#packet(packet);
  }

  sendCode({ text, ssiType }: SimulatedCode): void {
    this.#sendAll(Buffer.from(text), ssiType);
  }

  sendFlood(): void {
    this.#sendAll(floodOf(floodBytes), 0);
  }

  #sendAll(payload: Uint8Array, type: number): void {
    const room = maxSsiData - 1;
    const idle = this.#queue.length === 0;
    for (let at = 0; at < payload.length; at += room) {
      const data = Uint8Array.from([type, ...payload.subarray(at, at + room)]);
      const status = at + room < payload.length ? ssiStatus.goesOn : 0;
      this.#queue.push({ opcode: opcodes.decodeData, status, data });
    }
    if (idle) this.#send();
  }

  #packet({ opcode, data }: SsiPacket): void {
    switch (opcode) {
      case opcodes.ack:
        return this.#next();
      case opcodes.nak:
        if (data[0] === ssiNak.resend) return this.#again();
        return this.#flush();
      case opcodes.startSession:
        return this.#answer('START_SESSION', opcodes.ack, '', () => this.#hardware.light(true));
      case opcodes.stopSession:
        return this.#answer('STOP_SESSION', opcodes.ack, '', () => this.#hardware.light(false));
      case opcodes.flushQueue:
        return this.#answer('FLUSH_QUEUE', opcodes.ack, '', () => this.#flush());
      case opcodes.paramSend:
        return this.#answer('PARAM_SEND', opcodes.ack);
      case opcodes.requestRevision:
        return this.#answer('REQUEST_REVISION', opcodes.replyRevision, 'SIM000-R00 BRD0 0 0');
      default:
        return this.#answer('unknown', opcodes.nak, String.fromCharCode(ssiNak.badContext));
    }
  }

  #answer(name: string, opcode: number, text = '', afterwards: () => void = () => {}): void {
    const { clock, latencyMs, preset, remember, write } = this.#hardware;
    remember(name);
    if (preset().silent) return;
    clock.setTimer(() => {
      const refused = preset().refuses;
      const data = refused ? Uint8Array.of(ssiNak.denied) : Buffer.from(text, 'latin1');
      write(encodeSsi(ssiSource.decoder, { opcode: refused ? opcodes.nak : opcode, status: 0, data }));
      if (!refused) afterwards();
    }, latencyMs);
  }

  #next(): void {
    this.#waiting?.cancel();
    this.#queue.shift();
    this.#sends = 0;
    this.#send();
  }

  #flush(): void {
    this.#queue = [];
    this.#next();
  }

  #again(): void {
    if (this.#sends <= resends) this.#send();
    else {
      this.#queue = [];
      this.#next();
    }
  }

  #send(): void {
    const [packet] = this.#queue;
    this.#waiting?.cancel();
    if (!packet) return;
    const status = packet.status | (this.#sends === 0 ? 0 : ssiStatus.resent);
    const bytes = encodeSsi(ssiSource.decoder, { ...packet, status });
    const wrong = this.#sends === 0 && this.#hardware.preset().badChecksum === true;
    this.#hardware.write(wrong ? bytes.with(bytes.length - 1, ~(bytes.at(-1) ?? 0)) : bytes);
    this.#sends += 1;
    this.#waiting = this.#hardware.clock.setTimer(() => this.#again(), hostResponseMs);
  }
}
