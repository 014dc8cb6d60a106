import { describe, expect, it } from 'vitest';
import type { Subject } from '../../host/documents/document.ts';
import { type DeskRefusal, ReleaseDesk } from '../../host/documents/release-desk.ts';
import { type Random, seeded } from '../conformance/random.ts';
import {
  fileKind,
  idOf,
  otherKinds,
  readReply,
  renderedReply,
  type Reply,
  resealedReply,
} from '../support/document-replies.ts';

/**
 * Jobs of many people at once, whose answers are swapped, late, doubled, or hold a page of somebody else. The desk,
 * the seals and the comparison are the host's own for all of them. Of the files: 1,000 are made by the renderer for
 * their job, 19,000 are files of the renderer (one for each subject) that are marked and sealed anew for their job; both
 * are released by their bytes. The other 80,000 begin where a file has been read: their pages are marks sealed by the
 * same functions over digests by chance. Only those have pages of others mixed in; `seal.test.ts` does it with files.
 */
const jobs = 100_000;
const rendered = 1000;
const files = 20_000;
/** Sessions at a time. */
const desks = 50;

/** Invented names on the standards' sample numbers: people who share one or the other must be told apart too. */
const subjects: readonly Subject[] = [
  '11010519491231002X',
  '440524188001010014',
  '34052419800101001X',
].flatMap((idNumber) =>
  ['样例甲', '样例乙', '样例曱', '𠮷㙦䶮', 'Sample Example'].map((name) => ({ name, idNumber })),
);

interface Session {
  id: string;
  desk: ReleaseDesk;
  subject: Subject;
  key: Uint8Array;
  open: boolean;
}

interface Job {
  id: string;
  session: Session;
  /** Whether its answer may still be released. */
  awaited: boolean;
}

interface InFlight {
  of: Job;
  reply: Reply;
  mixed: boolean;
}

interface Tally {
  released: number;
  foreign: number;
  wronglyRefused: number;
  reasons: Partial<Record<DeskRefusal, number>>;
}

class Street {
  readonly #random: Random;
  readonly #inFlight: InFlight[] = [];
  readonly #sessions: Session[] = [];
  readonly tally: Tally = { released: 0, foreign: 0, wronglyRefused: 0, reasons: {} };
  #ordered = 0;
  #begun = 0;

  constructor(seed: number) {
    this.#random = seeded(seed, 'right person');
    while (this.#sessions.length < desks) this.#sessions.push(this.#begin());
  }

  run(): void {
    while (this.#ordered < jobs || this.#inFlight.length > 0) {
      if (this.#ordered < jobs && this.#inFlight.length < 2 * desks) this.#order();
      else this.#answer();
    }
  }

  #order(): void {
    const random = this.#random;
    const session = this.#pick(this.#sessions);
    this.#ordered += 1;
    const job: Job = { id: idOf('j', this.#ordered), session, awaited: true };
    const { subject, desk } = session;
    const isFile = this.#ordered % (jobs / files) === 0;
    const kind = isFile ? fileKind : this.#pick(otherKinds);
    const sealJob = desk.order(job.id, kind);
    let reply: Reply;
    if (!isFile) reply = readReply(subject, kind, sealJob, random);
    else if (this.#ordered % (jobs / rendered) === 0) reply = renderedReply(subject, sealJob);
    else reply = resealedReply(subject, sealJob);
    this.#inFlight.push({ of: job, reply, mixed: false });
  }

  /** What comes back next, which need not be what went out first, and what happens to it on the way. */
  #answer(): void {
    const at = this.#random.int(0, this.#inFlight.length - 1);
    const [answer] = this.#inFlight.splice(at, 1);
    if (answer === undefined) return;
    const { of: job } = answer;
    const fate = this.#random.int(0, 99);
    if (fate < 5) this.#inFlight.push(answer);
    else if (fate < 10) {
      job.session.desk.callOff(job.id);
      job.awaited = false;
    } else if (fate < 11) this.#end(job.session);
    const swapped = fate >= 11 && fate < 20 ? this.#someOther(answer)?.of : undefined;
    const delivered = fate >= 20 && fate < 25 ? this.#mix(answer) : answer;
    this.#deliver(delivered, swapped ?? job);
  }

  #deliver({ of, reply, mixed }: InFlight, to: Job): void {
    const right = of === to && !mixed && to.awaited && to.session.open;
    const release = reply.deliver(to.session.desk, to.id);
    to.awaited = false;
    if (release.ok) {
      this.tally.released += 1;
      if (!right) this.tally.foreign += 1;
      return;
    }
    if (right) this.tally.wronglyRefused += 1;
    this.tally.reasons[release.reason] = (this.tally.reasons[release.reason] ?? 0) + 1;
  }

  #mix(answer: InFlight): InFlight {
    const other = this.#someOther(answer);
    const reply = other === undefined ? null : answer.reply.withPageOf(other.reply);
    return reply === null ? answer : { of: answer.of, reply, mixed: true };
  }

  /** Of another job; half of the time of the same person, where there is one. */
  #someOther(answer: InFlight): InFlight | undefined {
    const others = this.#inFlight.filter(({ of }) => of !== answer.of);
    const own = others.filter(({ of }) => of.session === answer.of.session);
    const from = own.length > 0 && this.#chance(50) ? own : others;
    return from.length > 0 ? this.#pick(from) : undefined;
  }

  #end(session: Session): void {
    if (!session.open) return;
    session.desk.close();
    session.open = false;
    this.#sessions.splice(this.#sessions.indexOf(session), 1, this.#begin());
  }

  #begin(): Session {
    this.#begun += 1;
    const subject = this.#pick(subjects);
    const key = this.#random.bytes(32);
    const id = idOf('s', this.#begun);
    return { id, subject, key, open: true, desk: new ReleaseDesk({ sessionId: id, subject, key }) };
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[this.#random.int(0, from.length - 1)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  #chance(percent: number): boolean {
    return this.#random.int(0, 99) < percent;
  }
}

describe('the right person gets the page', () => {
  it('100,000 jobs at once with swapped, late, doubled and mixed answers: no foreign page, none withheld', () => {
    const street = new Street(20261125);
    street.run();
    const { released, foreign, wronglyRefused, reasons } = street.tally;
    expect({ foreign, wronglyRefused }).toEqual({ foreign: 0, wronglyRefused: 0 });
    // Each fault has really been there, and most people got theirs.
    expect(released).toBeGreaterThan(jobs * 0.5);
    const seen = Object.entries(reasons).filter(([, count]) => count > 100);
    expect(Object.fromEntries(seen)).toEqual({
      'not-awaited': expect.any(Number),
      'session-over': expect.any(Number),
      'another-session': expect.any(Number),
      'another-job': expect.any(Number),
      'foreign-page': expect.any(Number),
      altered: expect.any(Number),
    });
  }, 120_000);
});
