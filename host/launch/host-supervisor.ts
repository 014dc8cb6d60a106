import { SilenceWatch } from '../../drivers/runtime/silence-watch.ts';
import type { Clock, Timer } from './clock.ts';
import type { ChildExit, ChildLink } from './child-link.ts';
import type { BootMessage, HostToShell, ShellToHost } from './messages.ts';
import { RestartPolicy } from './restart-policy.ts';
import { screenUrl } from './screen-url.ts';
import { SessionKey } from './session-key.ts';

/** The host promises a sign of life each second; three missed ones mean it hangs. */
const silenceMs = 3000;
/** Loading native modules and opening the database come before the first sign of life. */
const startSilenceMs = 15_000;
/** A host that lives and never gets ready is stuck too. */
const readyMs = 60_000;
const stopMs = 5000;

export type HostState =
  | { name: 'starting' }
  /** `url`: of the screen. */
  | { name: 'ready'; url: string }
  | { name: 'restarting'; delayMs: number; exit: ChildExit }
  | { name: 'crash-loop'; delayMs: number; exit: ChildExit }
  | { name: 'stopped' }
  /** A restart cannot cure it. */
  | { name: 'failed'; reason: string };

export interface HostSupervisorOptions {
  spawn: () => ChildLink<ShellToHost, HostToShell>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  boot: Pick<BootMessage, 'config' | 'refusedConfig' | 'dataDir' | 'rendererDir' | 'port' | 'token'>;
}

/** Keeps one host process alive and keeps for it what must outlive it: port, token, session key. */
export class HostSupervisor {
  readonly #options: HostSupervisorOptions;
  readonly #policy: RestartPolicy;
  readonly #key = new SessionKey();
  readonly #silence: SilenceWatch;
  readonly #listeners = new Set<(state: HostState) => void>();
  #state: HostState = { name: 'stopped' };
  #port: number;
  #restarts = 0;
  #cameraWanted = false;
  #wasReady = false;
  #child: ChildLink<ShellToHost, HostToShell> | null = null;
  #readyDeadline: Timer | null = null;
  #nextAttempt: Timer | null = null;
  #stopping: PromiseWithResolvers<void> | null = null;

  constructor(options: HostSupervisorOptions) {
    this.#options = options;
    this.#policy = new RestartPolicy(options.clock, options.random);
    this.#silence = new SilenceWatch(options.clock, () => this.#child?.kill());
    this.#port = options.boot.port;
  }

  get state(): HostState {
    return this.#state;
  }

  /** The host has asked its page to look through the camera, and waits for the answer. */
  get cameraWanted(): boolean {
    return this.#cameraWanted;
  }

  /** Returns a function that ends the subscription. */
  onState(listener: (state: HostState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Once per supervisor: `stop` and a fatal cause end it for good. */
  start(): void {
    this.#enter({ name: 'starting' });
    this.#spawn();
  }

  /** Orderly: asks the host to stop and ends it after 5 s. */
  async stop(): Promise<void> {
    if (this.#stopping) return this.#stopping.promise;
    this.#stopping = Promise.withResolvers<void>();
    this.#nextAttempt?.cancel();
    this.#stopWatching();
    const child = this.#child;
    if (!child) {
      this.#ended();
      return this.#stopping.promise;
    }
    child.send({ type: 'stop' });
    const deadline = this.#options.clock.setTimer(() => child.kill(), stopMs);
    await this.#stopping.promise;
    deadline.cancel();
  }

  #spawn(): void {
    const child = this.#options.spawn();
    this.#child = child;
    child.onMessage((message) => {
      if (this.#child === child) this.#onMessage(child, message);
    });
    child.onExit((exit) => {
      if (this.#child === child) this.#onExit(exit);
    });
    child.send({
      type: 'boot',
      ...this.#options.boot,
      port: this.#port,
      sessionKey: this.#key.toBase64(),
      restarts: this.#restarts,
      crashLoop: this.#state.name === 'crash-loop',
    });
    this.#silence.heard(startSilenceMs);
    this.#readyDeadline = this.#options.clock.setTimer(() => child.kill(), readyMs);
  }

  #onMessage(child: ChildLink<ShellToHost, HostToShell>, message: HostToShell): void {
    if (this.#stopping) return;
    switch (message.type) {
      case 'ready':
        this.#port = message.port;
        this.#wasReady = true;
        this.#readyDeadline?.cancel();
        this.#policy.healthy();
        this.#silence.heard(silenceMs);
        this.#enter({ name: 'ready', url: screenUrl(message.port, this.#options.boot.token) });
        return;
      case 'alive':
        this.#silence.heard(this.#state.name === 'ready' ? silenceMs : startSilenceMs);
        return;
      case 'camera':
        this.#cameraWanted = message.wanted;
        return;
      case 'rotate-key':
        this.#key.rotate();
        child.send({ type: 'key', sessionKey: this.#key.toBase64() });
        return;
      case 'fatal':
        // What has worked before, a full disk for one, may be put right while the kiosk stands there.
        if (this.#wasReady) {
          child.kill();
          return;
        }
        this.#stopWatching();
        this.#key.forget();
        this.#enter({ name: 'failed', reason: message.reason });
        child.kill();
        return;
    }
  }

  #onExit(exit: ChildExit): void {
    this.#child = null;
    this.#cameraWanted = false;
    this.#stopWatching();
    if (this.#stopping) return this.#ended();
    if (this.#state.name === 'failed') return;
    const { kind, delayMs } = this.#policy.crashed();
    this.#restarts += 1;
    this.#nextAttempt = this.#options.clock.setTimer(() => {
      this.#enter({ name: 'starting' });
      this.#spawn();
    }, delayMs);
    this.#enter({ name: kind === 'restart' ? 'restarting' : 'crash-loop', delayMs, exit });
  }

  #stopWatching(): void {
    this.#silence.stop();
    this.#readyDeadline?.cancel();
  }

  #ended(): void {
    this.#key.forget();
    if (this.#state.name !== 'failed') this.#enter({ name: 'stopped' });
    this.#stopping?.resolve();
  }

  #enter(state: HostState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
