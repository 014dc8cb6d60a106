import type { WireLine } from '../../simulation/simulator.ts';
import {
  bare,
  decodeBody,
  encodeBody,
  encodeTable,
  header,
  messages,
  signal,
  type BodyOf,
  type MessageName,
  type ReaderState,
} from '../../pcsc/messages.ts';
import { returnCodes } from '../../pcsc/return-codes.ts';

/** A card in a reader; another insertion is another object. */
export interface Insertion {
  transmit(apdu: Uint8Array): TransmitAnswer;
  /** As PC/SC numbers it: 1 for T=0, 2 for T=1. */
  protocol: number;
}
export interface TransmitAnswer {
  rv: number;
  data?: Uint8Array;
  /** What becomes of the answer on its way out. */
  fate?: 'die' | 'half' | 'late' | 'twice';
}

/** What pcscd knows, whoever asks. */
export interface Machine {
  readonly minor: number;
  readonly silent: boolean;
  table(): readonly ReaderState[];
  /** The card in a reader, or why there is none. */
  cardIn(reader: string): Insertion | { rv: number };
  /** Another program keeps the card to itself. */
  readonly held: boolean;
  /** Calls back when the answer to a request may go out. */
  later(send: () => void, fate: 'late' | undefined): void;
}

interface Request {
  command: number;
  body: Uint8Array;
  data: Uint8Array;
}

const major = 4;
const context = 0x10475863;

/** pcscd's end of one connection. It carries out one request after the other, as the thread of a client does. */
export class DaemonConnection {
  readonly #line: WireLine;
  readonly #machine: Machine;
  readonly #cards = new Map<number, { reader: string; insertion: Insertion }>();
  #nextHandle = 0x63211e68;
  #received = Buffer.alloc(0);
  #busy = false;
  #registered = false;

  constructor(line: WireLine, machine: Machine) {
    this.#line = line;
    this.#machine = machine;
    line.onData((bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#next();
    });
  }

  /** Something about a reader has changed. */
  changed(): void {
    if (!this.#registered) return;
    this.#registered = false;
    this.#line.write(signal.encode({}));
  }

  #next(): void {
    if (this.#busy) return;
    const request = this.#takeRequest();
    if (!request) return;
    if (this.#machine.silent) return this.#next();
    this.#busy = true;
    const { bytes, fate } = this.#carryOut(request);
    this.#machine.later(
      () => {
        this.#busy = false;
        this.#send(bytes, fate);
        this.#next();
      },
      fate === 'late' ? fate : undefined,
    );
  }

  #takeRequest(): Request | null {
    if (this.#received.length < header.size) return null;
    const { size, command } = header.decode(this.#received);
    const rest = this.#received.subarray(header.size);
    if (rest.length < size) return null;
    const body = rest.subarray(0, size);
    const isTransmit = command === messages.transmit.code && size === messages.transmit.body.size;
    const dataLength = isTransmit ? decodeBody('transmit', body).sendLength : 0;
    if (rest.length < size + dataLength) return null;
    const data = rest.subarray(size, size + dataLength);
    this.#received = Buffer.from(rest.subarray(size + dataLength));
    return { command, body, data };
  }

  #send(bytes: Uint8Array, fate: TransmitAnswer['fate']): void {
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    this.#line.write(fate === 'die' || fate === 'half' ? half : bytes);
    if (fate === 'twice') this.#line.write(bytes);
    if (fate === 'die') this.#line.close();
  }

  #carryOut({ command, body, data }: Request): { bytes: Uint8Array; fate?: TransmitAnswer['fate'] } {
    if (command === bare.getReadersState) return { bytes: encodeTable(this.#machine.table()) };
    if (command === bare.waitForChange) {
      this.#registered = true;
      return { bytes: encodeTable(this.#machine.table()) };
    }
    if (command === bare.stopWaiting) {
      const signalled = !this.#registered;
      this.#registered = false;
      return { bytes: signalled ? new Uint8Array(0) : signal.encode({}) };
    }
    const name = (Object.keys(messages) as MessageName[]).find((each) => messages[each].code === command);
    if (!name || body.length !== messages[name].body.size) return this.#hangUp();
    if (name === 'transmit') return this.#transmit(decodeBody('transmit', body), data);
    return { bytes: this.#answer(name, body) ?? this.#hangUp().bytes };
  }

  /** `null`: a handle that this client does not have; pcscd ends the connection of such a client. */
  #answer(name: Exclude<MessageName, 'transmit'>, bytes: Uint8Array): Uint8Array | null {
    switch (name) {
      case 'version': {
        const { minor } = this.#machine;
        const same = decodeBody('version', bytes).minor === minor;
        const rv = same ? returnCodes.success : returnCodes.serviceStopped;
        return encodeBody('version', { major, minor, rv });
      }
      case 'establishContext':
        return encodeBody('establishContext', { ...decodeBody('establishContext', bytes), context });
      case 'connect':
        return encodeBody('connect', this.#connect(decodeBody('connect', bytes)));
      case 'disconnect': {
        const request = decodeBody('disconnect', bytes);
        return this.#cards.delete(request.card) ? encodeBody('disconnect', request) : null;
      }
      case 'beginTransaction': {
        const request = decodeBody('beginTransaction', bytes);
        const rv = this.#stateOf(request.card);
        return rv === null ? null : encodeBody('beginTransaction', { ...request, rv });
      }
      case 'endTransaction': {
        const request = decodeBody('endTransaction', bytes);
        const rv = this.#stateOf(request.card);
        return rv === null ? null : encodeBody('endTransaction', { ...request, rv });
      }
    }
  }

  #connect(request: BodyOf<'connect'>): BodyOf<'connect'> {
    const found = this.#machine.cardIn(request.reader);
    if ('rv' in found) return { ...request, rv: found.rv };
    if ((request.preferredProtocols & found.protocol) === 0)
      return { ...request, rv: returnCodes.protocolMismatch };
    const card = this.#nextHandle++;
    this.#cards.set(card, { reader: request.reader, insertion: found });
    return { ...request, card, activeProtocol: found.protocol };
  }

  #transmit(
    request: BodyOf<'transmit'>,
    apdu: Uint8Array,
  ): { bytes: Uint8Array; fate?: TransmitAnswer['fate'] } {
    const state = this.#stateOf(request.card);
    const connected = this.#cards.get(request.card);
    if (state === null || !connected) return this.#hangUp();
    const {
      rv,
      data = new Uint8Array(0),
      fate,
    } = state === returnCodes.success ? connected.insertion.transmit(apdu) : { rv: state };
    const body = encodeBody('transmit', { ...request, receiveLength: data.length, rv });
    const bytes = Buffer.concat([body, rv === returnCodes.success ? data : new Uint8Array(0)]);
    return { bytes, ...(fate && { fate }) };
  }

  /** What a request about a connected card meets; `null` for a handle that this client does not have. */
  #stateOf(card: number): number | null {
    const connected = this.#cards.get(card);
    if (!connected) return null;
    const now = this.#machine.cardIn(connected.reader);
    if ('rv' in now) {
      const gone = now.rv === returnCodes.unknownReader;
      return gone ? returnCodes.readerUnavailable : returnCodes.removedCard;
    }
    if (now !== connected.insertion) return returnCodes.removedCard;
    return this.#machine.held ? returnCodes.sharingViolation : returnCodes.success;
  }

  #hangUp(): { bytes: Uint8Array } {
    this.#line.close();
    return { bytes: new Uint8Array(0) };
  }
}
