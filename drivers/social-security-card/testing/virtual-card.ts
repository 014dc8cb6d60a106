import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { SimulatedCard } from '../simulator/card.ts';

/** Commands of one byte that vpcd gives a card beside APDUs. Only the last is answered. */
const control = { off: 0, on: 1, reset: 2, atr: 4 } as const;

export interface VirtualCardOptions {
  /** Asked before an APDU is answered; `silent`: no answer at all. */
  onApdu?: (apdu: Uint8Array) => 'answer' | 'silent';
  /** Its answer to reset is none that ISO 7816-3 knows. */
  senselessAtr?: boolean;
}

/**
 * A card in a slot of vpcd, the virtual reader of vsmartcard: it connects to the slot's port, and each message is
 * a length of two bytes and so many bytes.
 */
export class VirtualCard {
  readonly #socket: Socket;
  readonly #card: SimulatedCard;
  readonly #options: VirtualCardOptions;
  #received = Buffer.alloc(0);

  private constructor(socket: Socket, card: SimulatedCard, options: VirtualCardOptions) {
    this.#socket = socket;
    this.#card = card;
    this.#options = options;
    socket.on('data', (piece) => this.#heard(piece));
    // The reader may hang up first.
    socket.on('error', () => socket.destroy());
  }

  static async insert(
    port: number,
    card: SimulatedCard,
    options: VirtualCardOptions = {},
  ): Promise<VirtualCard> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new VirtualCard(socket, card, options);
  }

  pull(): void {
    this.#socket.destroy();
  }

  #heard(piece: Buffer): void {
    this.#received = Buffer.concat([this.#received, piece]);
    while (this.#received.length >= 2) {
      const length = this.#received.readUInt16BE();
      if (this.#received.length < 2 + length) return;
      const message = this.#received.subarray(2, 2 + length);
      this.#received = this.#received.subarray(2 + length);
      this.#carryOut(message);
    }
  }

  #carryOut(message: Uint8Array): void {
    if (message.length > 1) {
      if ((this.#options.onApdu?.(message) ?? 'answer') === 'answer') this.#send(this.#card.answer(message));
      return;
    }
    if (message[0] === control.atr)
      this.#send(this.#options.senselessAtr ? Uint8Array.of(0x00) : this.#card.atr());
    else this.#card.reset();
  }

  #send(bytes: Uint8Array): void {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    this.#socket.write(Buffer.concat([length, bytes]));
  }
}
