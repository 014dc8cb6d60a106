import type { Clock } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import { askFullStatus, askRealTimeStatus } from './commands.ts';
import { replyMs } from './pace.ts';
import type { PrinterProfile } from './profile.ts';
import { type Sensors, fromFullStatus, fromRealTime, withEjectorStatus } from './sensors.ts';
import type { PrinterMessage, StatusReader } from './status-bytes.ts';

interface Round {
  answers: number[];
  /** All that was told so far, where the ejector is still to answer. */
  sensors: Sensors | null;
  finish(answered: boolean): void;
  done: Promise<boolean>;
}

export interface StatusRoundsOptions {
  profile: PrinterProfile;
  clock: Clock;
  reader: StatusReader;
  write(bytes: Uint8Array): Promise<void>;
  /** No ticket is on its way, so that a question which waits its turn in the buffer is answered at once. */
  isIdle(): boolean;
  onSensors(sensors: Sensors): void;
}

/**
 * Asks the printer how it is, one round at a time: DLE EOT 1 to 4, or Custom's full status. Where the ejector has a
 * status of its own (GS e 6), that comes second: it is no real-time command, and its byte looks like any other.
 */
export class StatusRounds {
  readonly #options: StatusRoundsOptions;
  #round: Round | null = null;

  constructor(options: StatusRoundsOptions) {
    this.#options = options;
  }

  /** True when the printer answered; its status is then up to date. Joins the round that is under way. */
  ask(): Promise<boolean> {
    if (this.#round) return this.#round.done;
    const { clock, profile, reader } = this.#options;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = clock.setTimer(() => this.#late(round), replyMs);
    const round: Round = {
      answers: [],
      sensors: null,
      done: promise,
      finish: (answered) => {
        timer.cancel();
        if (this.#round === round) this.#round = null;
        resolve(answered);
      },
    };
    this.#round = round;
    const isFull = profile.status.strategy === 'custom-full';
    // Half an answer to an earlier question must not begin this one's.
    if (isFull) reader.dropFullStatus();
    this.#send(isFull ? askFullStatus : askRealTimeStatus, round);
    return promise;
  }

  /** The line is gone, or the driver closes. */
  end(): void {
    this.#round?.finish(false);
  }

  answered(message: Extract<PrinterMessage, { kind: 'real-time' | 'full-status' | 'ejector' }>): void {
    const round = this.#round;
    if (!round) return;
    if (message.kind === 'full-status') this.#tell(round, fromFullStatus(message.bytes));
    else if (message.kind === 'ejector') {
      if (round.sensors) this.#tell(round, withEjectorStatus(round.sensors, message.byte));
    } else {
      round.answers.push(message.byte);
      const [printer, cause, error, roll] = round.answers;
      if (printer === undefined || cause === undefined || error === undefined || roll === undefined) return;
      this.#fourAnswers(round, fromRealTime([printer, cause, error, roll], this.#options.profile));
    }
  }

  #fourAnswers(round: Round, sensors: Sensors): void {
    const { profile, reader, isIdle } = this.#options;
    const { ejectorStatus } = profile.presenter ?? {};
    // Off-line, the buffer stands still and with it the question.
    if (!ejectorStatus || sensors.offline || !isIdle()) {
      this.#tell(round, sensors);
      return;
    }
    round.sensors = sensors;
    reader.expectEjector();
    this.#send(ejectorStatus, round);
  }

  #late(round: Round): void {
    if (round.sensors) this.#tell(round, round.sensors);
    else round.finish(false);
  }

  #tell(round: Round, sensors: Sensors): void {
    this.#options.onSensors(sensors);
    round.finish(true);
  }

  #send(bytes: Uint8Array, round: Round): void {
    this.#options.write(bytes).catch((error: unknown) => {
      round.finish(false);
      if (!(error instanceof DeviceError)) throw error;
    });
  }
}
