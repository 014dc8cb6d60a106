import { randomBytes } from 'node:crypto';
import { type Clock, type Timer } from '../../drivers/contract/clock.ts';
import type { Ending } from '../../state-machines/ports.ts';
import { type Json, SealedSnapshot } from '../session/sealed-snapshot.ts';
import type { KioskLog } from './kiosk-log.ts';
import type { Shell } from './shell.ts';

export interface SessionKeeperOptions {
  dataDir: string;
  /** AES-256 key, base64. */
  sessionKey: string;
  shell: Shell;
  clock: Clock;
  log: KioskLog;
}

export interface Resumed {
  sessionId: string;
  snapshot: Json;
}

/** The shell answers from its memory; if it does not, it is not there any more and neither is the key. */
const newKeyMs = 2000;

/** Keeps the running session for the case that the host crashes, and forgets it for good at its end. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  readonly #sealed: SealedSnapshot;
  #key: Buffer;
  /** ms since the epoch: it outlives this process. */
  #startedAt = 0;
  #ended: string | null = null;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    this.#key = Buffer.from(options.sessionKey, 'base64');
    this.#sealed = new SealedSnapshot(options.dataDir, () => options.log.write('session.not-sealed', {}));
  }

  /** The session that a crashed host left, or `null`. */
  resume(): Resumed | null {
    const { log } = this.#options;
    const opened = this.#sealed.open(this.#key);
    if ('reason' in opened) {
      if (opened.reason !== 'absent') log.write('session.not-resumed', { resumeRefusal: opened.reason });
      return null;
    }
    const { sessionId, snapshot, startedAt } = opened.value as {
      sessionId: string;
      snapshot: Json;
      startedAt: number;
    };
    this.#startedAt = startedAt;
    log.write('session.resumed', { resumes: opened.resumes });
    return { sessionId, snapshot };
  }

  /** What was resumed cannot be used after all. */
  refuse(): void {
    this.#sealed.discard();
    this.#options.log.write('session.not-resumed', { resumeRefusal: 'damaged' });
  }

  started(item: string): void {
    const { log, clock } = this.#options;
    this.#startedAt = clock.now();
    log.write('session.started', { item });
  }

  /** To be called on every change of the session. The machines' last changes come while it is being wiped. */
  keep(sessionId: string, snapshot: unknown): void {
    if (sessionId === this.#ended) return;
    this.#sealed.seal(this.#key, { sessionId, snapshot: snapshot as Json, startedAt: this.#startedAt });
  }

  /** Writes what was last kept, now: before an effect that the session must remember. */
  flush(): void {
    this.#sealed.flush();
  }

  /** Deletes what was kept and has the shell throw its key away, so that no copy on the disk can be opened. */
  async end(sessionId: string, ending: Ending): Promise<void> {
    const { log, clock } = this.#options;
    this.#ended = sessionId;
    await this.forget();
    log.write('session.ended', { ending, ms: Math.max(0, clock.now() - this.#startedAt) });
  }

  /** Nothing that was sealed so far can be opened any more, also where the disk does not let go of it. */
  async forget(): Promise<void> {
    try {
      this.#sealed.discard();
    } finally {
      this.#key.fill(0);
      // Should the shell not answer, the next session is sealed with a key that nobody else has.
      this.#key = randomBytes(32);
      this.#key = await this.#newKey();
    }
  }

  #newKey(): Promise<Buffer> {
    const { shell, clock } = this.#options;
    return new Promise((resolve, reject) => {
      let timer: Timer;
      const stop = shell.onMessage((message) => {
        if (message.type !== 'key') return;
        timer.cancel();
        stop();
        resolve(Buffer.from(message.sessionKey, 'base64'));
      });
      timer = clock.setTimer(() => {
        stop();
        reject(new Error('the shell gave no new session key'));
      }, newKeyMs);
      shell.send({ type: 'rotate-key' });
    });
  }
}
