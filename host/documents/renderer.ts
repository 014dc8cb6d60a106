import { Worker } from 'node:worker_threads';
import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import { documentsEntry } from '../launch/paths.ts';
import type { CivicDocument } from './document.ts';
import { DocumentError } from './document-error.ts';
import type { RenderAnswer, RenderOrder } from './messages.ts';
import type { RenderedDocument, SealJob } from './render.ts';

/** One person's documents come within it; loading everything again takes a fifth of a second. */
const idleMs = 60_000;

interface Waiting {
  done: PromiseWithResolvers<RenderedDocument>;
  deadline: Timer;
}

/**
 * Makes documents away from the host's own loop. A thread and not a process: under Electron the host can start none,
 * and there is no native code that could take the host down. It is started by the first document and ended when none
 * was asked for in a minute. The allocators of the host's process keep 55 to 65 MB after sixty documents (measured).
 */
export class DocumentRenderer {
  readonly #clock: Clock;
  readonly #entry: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #idle: Timer | null = null;
  #lastId = 0;

  /** @param entry of the thread. */
  constructor(clock: Clock, entry = documentsEntry) {
    this.#clock = clock;
    this.#entry = entry;
  }

  /** Whether its thread runs. */
  get running(): boolean {
    return this.#worker !== null;
  }

  /**
   * The finished, sealed file; not yet released (`ReleaseDesk`).
   * @param deadlineMs from now. A renderer that misses it is ended, with all that it has in hand.
   * @throws DocumentError
   */
  render(document: CivicDocument, job: SealJob, deadlineMs: number): Promise<RenderedDocument> {
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const done = Promise.withResolvers<RenderedDocument>();
    const deadline = this.#clock.setTimer(() => this.#late(id), deadlineMs);
    this.#waiting.set(id, { done, deadline });
    worker.postMessage({ id, document, job } satisfies RenderOrder);
    return done.promise;
  }

  /** What is in hand fails. Idempotent. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#lose();
    await worker?.terminate();
  }

  #start(): Worker {
    this.#idle?.cancel();
    this.#idle = null;
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#entry);
    worker.on('message', (answer: RenderAnswer) => this.#answered(answer));
    // What went wrong may name a person and goes nowhere.
    worker.on('error', () => this.#ended(worker));
    worker.on('exit', () => this.#ended(worker));
    this.#worker = worker;
    return worker;
  }

  #answered(answer: RenderAnswer): void {
    const waiting = this.#take(answer.id);
    if (waiting === undefined) return;
    if (answer.ok) waiting.done.resolve({ pdf: answer.pdf, pages: answer.pages });
    else waiting.done.reject(new DocumentError(answer.code, answer.message));
    if (this.#waiting.size === 0) this.#idle = this.#clock.setTimer(() => void this.close(), idleMs);
  }

  #late(id: number): void {
    this.#take(id)?.done.reject(new DocumentError('deadline', 'the document was not made in time'));
    void this.close();
  }

  #ended(worker: Worker): void {
    if (worker === this.#worker) this.#lose();
  }

  /** The thread is no more, or as good as that; the next document starts another. */
  #lose(): void {
    this.#worker = null;
    this.#idle?.cancel();
    this.#idle = null;
    for (const id of this.#waiting.keys())
      this.#take(id)?.done.reject(new DocumentError('renderer-lost', 'the renderer has ended'));
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.deadline.cancel();
    return waiting;
  }
}
