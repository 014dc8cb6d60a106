import type { Clock, Timer } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import { raceAbort } from '../runtime/deadline.ts';
import {
  decodeBody,
  decodeTable,
  encodeBare,
  encodeRequest,
  messages,
  signal as signalForm,
  tableSize,
  type BodyOf,
  type MessageName,
  type ReaderState,
} from './messages.ts';
import { returnCodeName, returnCodes } from './return-codes.ts';

export interface PcscTimeouts {
  /** For an answer of the daemon alone. */
  daemonMs: number;
  /** For an answer in which the card has its say: powering it up, carrying out an APDU. */
  cardMs: number;
  /** After one of the two: the answer may still come, until the line is given up. */
  giveUpMs: number;
}

export interface PcscLineOptions {
  clock: Clock;
  timeouts: PcscTimeouts;
  write(bytes: Uint8Array): Promise<void>;
  count(name: string, by?: number): void;
  /** The table of readers, first and after every change and every sequence. */
  onReaders(readers: readonly ReaderState[]): void;
  /** An answer is overdue; nothing else can be asked until it comes. `onReaders` follows when it has. */
  onSilence(): void;
  /** No answer came at all, or bytes that nobody asked for: a new line is needed. */
  onUseless(): void;
}

/** What a sequence can do while the line is its own. */
export interface Session {
  /** As the daemon named it when it was greeted. */
  readonly context: number;
  /** Resolves with the daemon's answer, whatever its `rv`. @throws DeviceError when there is none. */
  ask<N extends MessageName>(name: N, body: Partial<BodyOf<N>>): Promise<BodyOf<N>>;
  /** Sends an APDU; `data` is what the card said, empty unless `rv` is success. */
  transmit(card: number, protocol: number, apdu: Uint8Array): Promise<{ rv: number; data: Uint8Array }>;
  readers(): Promise<readonly ReaderState[]>;
  /** Runs behind the sequence, before anything else has the line; the sequence has settled by then. */
  afterwards(task: () => Promise<unknown>): void;
}

interface Owed {
  /** Length of the whole answer, `null` while that cannot be told yet. */
  lengthOf(bytes: Uint8Array): number | null;
  /** The daemon says by its answer that it will signal the next change. */
  registers: boolean;
  answer: PromiseWithResolvers<Uint8Array>;
  /** Resolves when nothing is owed any more. */
  done: PromiseWithResolvers<void>;
  timer: Timer | null;
}

/** Versions of the protocol that have the messages of `messages.ts`, the most widespread first. */
const versions = [4, 5] as const;
const major = 4;
const scopeSystem = 2;
/** `sizeof(SCARD_IO_REQUEST)`; the daemon hands it on and nobody looks at it. */
const pciLength = 16;
/** 256 bytes and the status word. */
const shortAnswer = 258;

/**
 * One connection to pcscd. Answers carry nothing that tells which request they belong to, so one request is
 * outstanding at a time, and after a time-out the line stays taken until the late answer has come. While nobody
 * has the line, the daemon is asked to signal changes. Single use, like the transport below it.
 */
export class PcscLine {
  readonly #options: PcscLineOptions;
  #received: Uint8Array = new Uint8Array(0);
  #owed: Owed | null = null;
  #registered = false;
  #lost: DeviceError | null = null;
  #context = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: PcscLineOptions) {
    this.#options = options;
  }

  /**
   * Agrees on the version, gets a context and asks for the readers.
   * @throws DeviceError condition `fault.unrecoverable` for a daemon of another version.
   */
  greet(): Promise<void> {
    return this.#turn(async () => {
      await this.#agree();
      const { rv, context } = await this.#ask('establishContext', { scope: scopeSystem }, 'patient');
      if (rv !== returnCodes.success) throw this.#useless(`establishContext: ${returnCodeName(rv)}`);
      this.#context = context;
      await this.#watch();
    });
  }

  /** Runs a sequence that nothing else may come between, in order of arrival. The signal ends the waiting only. */
  async exclusive<T>(signal: AbortSignal, task: (session: Session) => Promise<T>): Promise<T> {
    const before = this.#tail;
    const freed = Promise.withResolvers<void>();
    this.#tail = before.then(() => freed.promise);
    try {
      await raceAbort(before, signal);
    } catch (error) {
      freed.resolve();
      throw error;
    }
    const later: (() => Promise<unknown>)[] = [];
    try {
      await this.#stopWatching();
      return await task(this.#session(later));
    } finally {
      void this.#tidyUp(later).finally(() => freed.resolve());
    }
  }

  received(bytes: Uint8Array): void {
    const whole = new Uint8Array(this.#received.length + bytes.length);
    whole.set(this.#received);
    whole.set(bytes, this.#received.length);
    // The pieces are ours, and with them what a card may have said.
    this.#received.fill(0);
    bytes.fill(0);
    this.#received = whole;
    while (this.#received.length > 0 && this.#takeMessage());
  }

  /** Fails what is outstanding and everything that comes after. */
  lost(error: DeviceError): void {
    this.#lost ??= error;
    this.#owed?.timer?.cancel();
    this.#owed?.answer.reject(error);
    this.#owed?.done.resolve();
    this.#owed = null;
    this.#received.fill(0);
  }

  async #agree(): Promise<void> {
    let offered: number = versions[0];
    for (;;) {
      const answer = await this.#ask('version', { major, minor: offered }, 'patient');
      if (answer.rv === returnCodes.success) return;
      const known = answer.major === major && versions.some((minor) => minor === answer.minor);
      if (!known || answer.minor === offered)
        throw new DeviceError(
          'protocol',
          `pcscd speaks version ${answer.major}:${answer.minor} of its protocol, which is not known here`,
          { condition: 'fault.unrecoverable', effect: 'none', retry: 'afterFix' },
        );
      offered = answer.minor;
    }
  }

  #session(later: (() => Promise<unknown>)[]): Session {
    return {
      context: this.#context,
      ask: (name, body) => this.#ask(name, body, name === 'connect' ? 'card' : 'daemon'),
      transmit: (card, protocol, apdu) => this.#transmit(card, protocol, apdu),
      readers: async () => decodeTable(await this.#exchange(encodeBare('getReadersState'), 'daemon', table)),
      afterwards: (task) => later.push(task),
    };
  }

  async #transmit(
    card: number,
    protocol: number,
    apdu: Uint8Array,
  ): Promise<{ rv: number; data: Uint8Array }> {
    const { body } = messages.transmit;
    const request = {
      card,
      sendProtocol: protocol,
      sendPciLength: pciLength,
      sendLength: apdu.length,
      receiveProtocol: protocol,
      receivePciLength: pciLength,
      receiveLength: shortAnswer,
    };
    const answer = await this.#exchange(encodeRequest('transmit', request, apdu), 'card', (bytes) => {
      if (bytes.length < body.size) return null;
      const { rv, receiveLength } = body.decode(bytes);
      return rv === returnCodes.success ? body.size + Math.min(receiveLength, shortAnswer) : body.size;
    });
    const { rv } = body.decode(answer);
    return { rv: this.#plausible('transmit', rv), data: answer.subarray(body.size) };
  }

  async #ask<N extends MessageName>(
    name: N,
    values: Partial<BodyOf<N>>,
    patience: Patience,
  ): Promise<BodyOf<N>> {
    const { size } = messages[name].body;
    const answer = decodeBody(name, await this.#exchange(encodeRequest(name, values), patience, () => size));
    this.#plausible(name, answer.rv);
    return answer;
  }

  /** Only a line that is out of step gives something else where the return code stands. */
  #plausible(name: string, rv: number): number {
    if (rv === returnCodes.success || rv >>> 16 === 0x8010) return rv;
    throw this.#useless(`${name}: the answer is not one of pcscd`);
  }

  /** Nothing that is said on this line from now on can be relied on. */
  #useless(reason: string): DeviceError {
    const error = new DeviceError('disconnected', reason, {
      condition: 'device.gone',
      effect: 'none',
      retry: 'afterFix',
    });
    this.lost(error);
    this.#options.onUseless();
    return error;
  }

  async #exchange(
    request: Uint8Array,
    patience: Patience,
    lengthOf: Owed['lengthOf'],
    registers = false,
  ): Promise<Uint8Array> {
    await this.#owed?.done.promise;
    if (this.#lost) throw this.#lost;
    const owed: Owed = {
      lengthOf,
      registers,
      answer: Promise.withResolvers(),
      done: Promise.withResolvers(),
      timer: null,
    };
    this.#owed = owed;
    this.#awaitAnswer(owed, patience);
    this.#options.write(request).catch((error: unknown) => owed.answer.reject(error));
    return owed.answer.promise;
  }

  #awaitAnswer(owed: Owed, patience: Patience): void {
    const { clock, timeouts, count, onSilence } = this.#options;
    const limitMs = patience === 'card' ? timeouts.cardMs : timeouts.daemonMs;
    owed.timer = clock.setTimer(() => {
      count('TimeoutCount');
      onSilence();
      if (patience !== 'patient') owed.answer.reject(noAnswer(patience, limitMs));
      owed.timer = clock.setTimer(() => this.#useless('pcscd does not answer'), timeouts.giveUpMs);
    }, limitMs);
  }

  /** Takes one whole message off what has been received; false where there is none. */
  #takeMessage(): boolean {
    const owed = this.#owed;
    if (owed) {
      const length = owed.lengthOf(this.#received);
      if (length === null || this.#received.length < length) return false;
      this.#owed = null;
      owed.timer?.cancel();
      this.#registered = owed.registers;
      owed.answer.resolve(this.#take(length));
      owed.done.resolve();
      return true;
    }
    if (this.#registered && this.#received.length < signalForm.size) return false;
    if (!this.#registered || signalForm.decode(this.#received).rv !== returnCodes.success) {
      this.#options.count('StrayByteCount', this.#received.length);
      this.#useless('bytes that nobody asked for');
      return false;
    }
    this.#take(signalForm.size);
    this.#registered = false;
    void this.#turn(async () => {
      if (!this.#registered) await this.#watch();
    }).catch(ifLost);
    return true;
  }

  #take(length: number): Uint8Array {
    const whole = this.#received;
    const taken = whole.slice(0, length);
    this.#received = whole.slice(length);
    whole.fill(0);
    return taken;
  }

  async #turn(task: () => Promise<void>): Promise<void> {
    const mine = this.#tail.then(task);
    this.#tail = mine.catch(() => {});
    return mine;
  }

  async #watch(): Promise<void> {
    const answer = await this.#exchange(encodeBare('waitForChange'), 'patient', table, true);
    this.#options.onReaders(decodeTable(answer));
  }

  async #stopWatching(): Promise<void> {
    if (!this.#registered) return;
    this.#registered = false;
    await this.#exchange(encodeBare('stopWaiting'), 'daemon', () => signalForm.size);
  }

  async #tidyUp(later: readonly (() => Promise<unknown>)[]): Promise<void> {
    try {
      for (const task of later.toReversed()) await task();
      await this.#watch();
    } catch (error) {
      ifLost(error);
    }
  }
}

/**
 * What an answer depends on, and who waits for it. `patient`: whatever becomes of it there is nothing else to do
 * on this line, so it is waited for until it comes or the line is given up.
 */
type Patience = 'patient' | 'daemon' | 'card';

const table = () => tableSize;

function noAnswer(patience: Exclude<Patience, 'patient'>, limitMs: number): DeviceError {
  return new DeviceError('timeout', `no answer within ${limitMs} ms`, {
    condition: patience === 'card' ? 'card.mute' : 'device.silent',
    effect: 'none',
    retry: 'safe',
  });
}

/** A lost line has been told to everybody already; anything else is a bug. */
function ifLost(error: unknown): void {
  if (!(error instanceof DeviceError)) throw error;
}
