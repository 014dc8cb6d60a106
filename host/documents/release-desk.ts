import type { DocumentKind, Subject } from './document.ts';
import type { RenderedDocument, SealJob } from './render.ts';
import { checkRelease, type Expected, type Refusal, type Release } from './seal/check-release.ts';

/**
 * `not-awaited`: nobody ordered it here, it was called off, or it was released already. `session-over`: whoever
 * ordered it has gone.
 */
export type DeskRefusal = Refusal | 'not-awaited' | 'session-over';

export interface DeskSession {
  sessionId: string;
  subject: Subject;
  /** 32 random bytes that are kept nowhere else; the desk overwrites them when it closes. */
  key: Uint8Array;
}

/**
 * Between the renderer and the printer, one for each session: lets a document through once, to the person that
 * ordered it, and not after it was called off. Whatever comes otherwise is refused and gone.
 */
export class ReleaseDesk {
  readonly #session: DeskSession;
  readonly #awaited = new Map<string, DocumentKind>();
  #open = true;

  constructor(session: DeskSession) {
    this.#session = session;
  }

  /** What the renderer is to be given with the document. @param jobId random, never used before. */
  order(jobId: string, kind: DocumentKind): SealJob {
    if (!this.#open) throw new Error('a session that is over orders nothing');
    this.#awaited.set(jobId, kind);
    const { sessionId, key } = this.#session;
    return { jobId, sessionId, key };
  }

  /** The person stopped, or it took too long: the document does not come out any more, however late it is made. */
  callOff(jobId: string): void {
    this.#awaited.delete(jobId);
  }

  /** Whether the file may go to the printer. A refused one ends its job too: what was mixed up is not waited for. */
  release(jobId: string, { pdf, pages }: RenderedDocument): Release<DeskRefusal> {
    const taken = this.take(jobId);
    return taken.ok ? checkRelease(pdf, { ...taken.expected, pages }) : taken;
  }

  /** The one time that this job's answer is looked at, and what it is compared with. */
  take(
    jobId: string,
  ): { ok: true; expected: Omit<Expected, 'pages'> } | { ok: false; reason: 'not-awaited' | 'session-over' } {
    if (!this.#open) return { ok: false, reason: 'session-over' };
    const kind = this.#awaited.get(jobId);
    if (kind === undefined) return { ok: false, reason: 'not-awaited' };
    this.#awaited.delete(jobId);
    return { ok: true, expected: { ...this.#session, jobId, kind } };
  }

  /** Idempotent. Nothing sealed in this session can be proved any more, or read back to a person. */
  close(): void {
    this.#open = false;
    this.#awaited.clear();
    this.#session.key.fill(0);
  }
}
