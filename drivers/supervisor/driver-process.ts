import type { Clock, Timer } from '../contract/clock.ts';
import type { ChildExit, ChildLink } from '../runtime/child-link.ts';
import { RestartPolicy } from '../runtime/restart-policy.ts';
import { SilenceWatch } from '../runtime/silence-watch.ts';
import type { FromDriver, ToDriver } from './messages.ts';

/** The process gives a sign of life each second; three missed ones mean that it hangs. */
const silenceMs = 3000;
/** Loading the driver and its native code comes first. */
const startSilenceMs = 15_000;
/** To close the device in order. */
const stopMs = 2000;

/** Why a driver process ended by itself, in codes that may stand in the log. */
export interface Crash {
  /** A signal's name, `code-1`, `silent` (hung and was killed), `not-started`, `refused` (see `reason`). */
  cause: string;
  /** The source line of a bug, `sam-line.ts:120`; `null` where none is known. */
  place: string | null;
  /** For a technician; why a driver could not be made. Never in the log. */
  reason: string | null;
}

/** `down`: none runs, and the next one is started after a pause. */
export type ProcessState = 'stopped' | 'starting' | 'running' | 'down' | 'quarantined';

export interface DriverProcessOptions {
  spawn: () => ChildLink<ToDriver, FromDriver>;
  /** Goes over the channel, never into arguments or environment. */
  device: unknown;
  /** What the process before told last, for the next one. */
  state: () => unknown;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  onMessage: (message: FromDriver) => void;
  /** On every change of `state`; `crash` when it became `down` or `quarantined`. */
  onState: (state: ProcessState, crash: Crash | null) => void;
}

/**
 * Keeps the process of one driver alive: again after a crash, 0.25 s doubling to 30 s; after five crashes within
 * ten minutes, or where the driver cannot be made at all, not before a technician says so.
 */
export class DriverProcess {
  readonly #options: DriverProcessOptions;
  readonly #silence: SilenceWatch;
  readonly #policy: RestartPolicy;
  #state: ProcessState = 'stopped';
  #child: ChildLink<ToDriver, FromDriver> | null = null;
  #last: Omit<Crash, 'cause'> & { hung: boolean } = { place: null, reason: null, hung: false };
  #nextAttempt: Timer | null = null;
  #stopping: PromiseWithResolvers<void> | null = null;

  constructor(options: DriverProcessOptions) {
    this.#options = options;
    this.#policy = new RestartPolicy(options.clock, options.random);
    this.#silence = new SilenceWatch(options.clock, () => {
      this.#last.hung = true;
      this.#child?.kill();
    });
  }

  get state(): ProcessState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Idempotent. */
  start(): void {
    if (this.#state === 'stopped' && !this.#stopping) this.#spawn();
  }

  /** Dropped silently unless a process runs. */
  send(message: ToDriver): void {
    this.#child?.send(message);
  }

  /** For good: closes the device, and ends the process after 2 s if it does not end by itself. */
  async stop(): Promise<void> {
    if (this.#stopping) return this.#stopping.promise;
    this.#stopping = Promise.withResolvers<void>();
    this.#nextAttempt?.cancel();
    this.#silence.stop();
    const child = this.#child;
    if (!child) {
      this.#stopped();
      return this.#stopping.promise;
    }
    child.send({ type: 'close' });
    const late = this.#options.clock.setTimer(() => child.kill(), stopMs);
    await this.#stopping.promise;
    late.cancel();
  }

  #spawn(): void {
    const { spawn, device, state } = this.#options;
    const child = spawn();
    this.#child = child;
    this.#last = { place: null, reason: null, hung: false };
    child.onMessage((message) => {
      if (this.#child === child) this.#received(message);
    });
    child.onExit((exit) => {
      if (this.#child === child) this.#ended(exit);
    });
    child.send({ type: 'start', device, state: state() });
    this.#silence.heard(startSilenceMs);
    this.#enter('starting', null);
  }

  #received(message: FromDriver): void {
    if (message.type === 'started') {
      this.#policy.healthy();
      this.#enter('running', null);
    }
    if (message.type === 'fault') this.#last.place = message.place;
    if (message.type === 'refused') {
      this.#last.reason = message.reason;
      this.#child?.kill();
    }
    if (!this.#stopping) this.#silence.heard(this.#state === 'running' ? silenceMs : startSilenceMs);
    this.#options.onMessage(message);
  }

  #ended(exit: ChildExit): void {
    this.#child = null;
    this.#silence.stop();
    if (this.#stopping) {
      this.#stopped();
      return;
    }
    const { place, reason, hung } = this.#last;
    const cause = reason === null ? (hung ? 'silent' : causeOf(exit)) : 'refused';
    const crash: Crash = { cause, place, reason };
    const { kind, delayMs } = this.#policy.crashed();
    // What cannot be made now cannot be made later: only another configuration cures it, and with it comes another host.
    if (reason === null) this.#nextAttempt = this.#options.clock.setTimer(() => this.#spawn(), delayMs);
    this.#enter(kind === 'crash-loop' || reason !== null ? 'quarantined' : 'down', crash);
  }

  #stopped(): void {
    this.#enter('stopped', null);
    this.#stopping?.resolve();
  }

  #enter(state: ProcessState, crash: Crash | null): void {
    this.#state = state;
    this.#options.onState(state, crash);
  }
}

function causeOf({ code, signal }: ChildExit): string {
  if (signal !== null) return signal;
  return code === null ? 'not-started' : `code-${code}`;
}
