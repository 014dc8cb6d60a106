import type { Timer } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import { Exchanges } from './exchanges.ts';
import type { SsiProfile } from './profile.ts';
import { SsiCode } from './ssi-code.ts';
import {
  encodeSsi,
  ssiNak,
  ssiOpcodes,
  SsiParser,
  ssiSource,
  ssiStatus,
  type SsiPacket,
} from './ssi-packet.ts';
import { maxCodeBytes, type ScannerWire, type WireOptions } from './wire.ts';

/** In the place of a beep code: none. */
const noBeep = 0xff;

const never = new AbortController().signal;
const opcodes = ssiOpcodes;
const replies: ReadonlySet<number> = new Set([opcodes.ack, opcodes.nak, opcodes.replyRevision]);

interface Request {
  bytes: Uint8Array;
  /** Operation code of the reply, where it is no NAK. */
  reply: number;
}

/** Zebra's Simple Serial Interface with packeted data and ACK/NAK handshaking. */
export class SsiWire implements ScannerWire {
  readonly #profile: SsiProfile;
  readonly #options: WireOptions;
  readonly #parser = new SsiParser(ssiSource.decoder);
  readonly #code: SsiCode;
  readonly #exchanges: Exchanges<Request, SsiPacket>;
  /** How often the packet that is due was asked for again. */
  #resends = 0;
  #quiet: Timer | null = null;
  #unfinished: Timer | null = null;

  constructor(profile: SsiProfile, options: WireOptions) {
    this.#profile = profile;
    this.#options = options;
    this.#code = new SsiCode(profile, options.onFlood);
    this.#exchanges = new Exchanges({ ...options, replyMs: profile.replyMs, gapMs: profile.quietMs });
  }

  reset(): void {
    this.#forget();
    this.#exchanges.reset();
  }

  lost(error: DeviceError): void {
    this.#forget();
    this.#exchanges.lost(error);
  }

  received(bytes: Uint8Array): void {
    const packets = this.#parser.push(bytes);
    // The piece is ours, and with it what a code may have said in it.
    bytes.fill(0);
    for (const packet of packets) this.#packet(packet);
    this.#watch();
    this.#quiet?.cancel();
    this.#quiet = null;
    if (this.#parser.size > maxCodeBytes) {
      this.#parser.reset();
      this.#options.onFlood();
    } else if (this.#parser.size > 0) {
      this.#quiet = this.#options.clock.setTimer(() => this.#silence(), this.#profile.quietMs);
    }
  }

  discard(): void {
    this.#code.discard();
  }

  async greet(): Promise<void> {
    const parameters = this.#profile.setUp.flatMap(({ parameter, value }) => [parameter, value]);
    await this.#ask(opcodes.paramSend, [noBeep, ...parameters], never);
  }

  ask = async (signal: AbortSignal): Promise<string> => {
    const { data } = await this.#ask(opcodes.requestRevision, [], signal);
    return Buffer.from(data)
      .toString('latin1')
      .replaceAll(/[^ -~]/g, ' ')
      .trim();
  };

  async start(signal: AbortSignal, reading: () => void): Promise<void> {
    // A code whose acknowledgement was lost is sent again and again, and would be taken for the one that is asked for.
    // A scanner that does not know the command is none the worse for it.
    await this.#exchange(opcodes.flushQueue, [], signal, () => this.#code.drop());
    await this.#ask(opcodes.startSession, [], signal, reading);
  }

  async stop(): Promise<void> {
    await this.#ask(opcodes.stopSession, [], never);
  }

  async #ask(
    opcode: number,
    data: readonly number[],
    signal: AbortSignal,
    agreed: () => void = () => {},
  ): Promise<SsiPacket> {
    const reply = await this.#exchange(opcode, data, signal, agreed);
    if (reply.opcode !== opcodes.nak) return reply;
    const raw = `NAK ${reply.data[0] ?? 0}`;
    this.#options.onRefusal(raw);
    throw new DeviceError('condition', `the scanner refused a command (${raw})`, {
      condition: 'fault.recoverable',
      effect: 'none',
      retry: 'afterFix',
    });
  }

  /** Resolves with the reply, also where that is a NAK. */
  async #exchange(
    opcode: number,
    data: readonly number[],
    signal: AbortSignal,
    agreed: () => void,
  ): Promise<SsiPacket> {
    const due = opcode === opcodes.requestRevision ? opcodes.replyRevision : opcodes.ack;
    for (let attempt = 0; ; attempt += 1) {
      const status = attempt === 0 ? 0 : ssiStatus.resent;
      const bytes = encodeSsi(ssiSource.host, { opcode, status, data: Uint8Array.from(data) });
      const reply = await this.#exchanges.run({ bytes, reply: due }, signal, (packet) => {
        if (packet.opcode !== opcodes.nak) agreed();
      });
      const again = reply.opcode === opcodes.nak && reply.data[0] === ssiNak.resend;
      if (!again || attempt === this.#profile.resendLimit) return reply;
      this.#options.count('ResendCount');
    }
  }

  #packet(packet: SsiPacket): void {
    if (replies.has(packet.opcode)) {
      const due = this.#exchanges.outstanding;
      if (due && (packet.opcode === opcodes.nak || packet.opcode === due.reply))
        this.#exchanges.answer(packet);
      else this.#options.count('StrayPacketCount');
      return;
    }
    switch (packet.opcode) {
      case opcodes.decodeData:
        this.#decodeData(packet);
        break;
      case opcodes.event:
        this.#send(opcodes.ack);
        break;
      default:
        this.#send(opcodes.nak, ssiNak.badContext);
    }
    packet.data.fill(0);
  }

  #decodeData(packet: SsiPacket): void {
    const { count, onCode } = this.#options;
    const piece = this.#code.take(packet, this.#resends > 0);
    this.#resends = 0;
    // `denied` stops the scanner from sending the rest of it.
    if (piece.kind === 'flood') this.#send(opcodes.nak, ssiNak.denied);
    else this.#send(opcodes.ack);
    switch (piece.kind) {
      case 'repeated':
        count('RepeatedPacketCount');
        return;
      case 'part':
      case 'flood':
        return;
      case 'code': {
        const { payload, type, stale } = piece;
        onCode({ payload, symbology: { scheme: 'ssi', type }, stale });
      }
    }
  }

  #silence(): void {
    const { count } = this.#options;
    this.#quiet = null;
    const { packets, damaged } = this.#parser.silence();
    for (const packet of packets) this.#packet(packet);
    this.#watch();
    if (!damaged || packets.length > 0) return;
    count('DamagedPacketCount');
    if (this.#resends === this.#profile.resendLimit) {
      this.#resends = 0;
      this.#giveUp();
      return;
    }
    this.#resends += 1;
    count('ResendRequestCount');
    this.#send(opcodes.nak, ssiNak.resend);
  }

  /** Gives up what has begun when nothing more of it comes. A flood that was denied ends without a last packet. */
  #watch(): void {
    const { flooding, begun } = this.#code;
    const { quietMs, replyMs } = this.#profile;
    this.#unfinished?.cancel();
    this.#unfinished = begun
      ? this.#options.clock.setTimer(() => this.#giveUp(), flooding ? quietMs : replyMs)
      : null;
  }

  #giveUp(): void {
    const { flooding } = this.#code;
    this.#unfinished?.cancel();
    this.#unfinished = null;
    this.#code.drop();
    if (!flooding) this.#options.onDamaged();
  }

  #send(opcode: number, ...data: number[]): void {
    const packet = { opcode, status: 0, data: Uint8Array.from(data) };
    // Where the line has gone, the connection says so.
    this.#options.write(encodeSsi(ssiSource.host, packet)).catch(() => {});
  }

  #forget(): void {
    this.#quiet?.cancel();
    this.#quiet = null;
    this.#unfinished?.cancel();
    this.#unfinished = null;
    this.#resends = 0;
    this.#parser.reset();
    this.#code.reset();
  }
}
