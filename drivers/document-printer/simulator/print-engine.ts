import type { Clock, Timer } from '../../contract/clock.ts';
import { jobState } from '../ipp/names.ts';

/** A job of the simulated printer, and what has come out of it. */
export interface SimulatedJob {
  id: number;
  name: string;
  copies: number;
  sides: string;
  pdf: Uint8Array;
  pages: number;
  state: number;
  reasons: readonly string[];
  impressions: number;
  sheets: number;
  began: boolean;
}

export type JobRequest = Pick<SimulatedJob, 'name' | 'copies' | 'sides' | 'pdf'>;

export interface EngineEvents {
  /** A side of a sheet is about to come out; the printer may stop or end the job now. */
  onSideDue(job: SimulatedJob): void;
  onChange(): void;
}

/** So many jobs that have ended are listed; their documents are kept as long. */
const keptJobs = 50;

/** Prints one side after another, one job after another. */
export class PrintEngine {
  readonly #clock: Clock;
  readonly #events: EngineEvents;
  #sideMs: number;
  #jobs: SimulatedJob[] = [];
  #lastId = 0;
  #motor: Timer | null = null;
  #isStopped = false;
  #sheets = 0;

  constructor(clock: Clock, sideMs: number, events: EngineEvents) {
    this.#clock = clock;
    this.#sideMs = sideMs;
    this.#events = events;
  }

  /** Oldest first. */
  get jobs(): readonly SimulatedJob[] {
    return this.#jobs;
  }

  set sideMs(ms: number) {
    this.#sideMs = ms;
  }

  add(request: JobRequest, held: boolean): SimulatedJob {
    this.#lastId += 1;
    const job: SimulatedJob = {
      ...request,
      id: this.#lastId,
      pages: pagesOf(request.pdf),
      state: held ? jobState.held : jobState.pending,
      reasons: held ? ['job-hold-until-specified'] : ['none'],
      impressions: 0,
      sheets: 0,
      began: false,
    };
    this.#jobs.push(job);
    const ended = this.#jobs.filter(hasEnded);
    if (ended.length > keptJobs) this.#jobs = this.#jobs.filter((each) => each !== ended[0]);
    this.#work();
    return job;
  }

  /** Sheets that came out since the start. */
  get sheets(): number {
    return this.#sheets;
  }

  /** The printer stands still, or goes on. */
  stop(stopped: boolean): void {
    this.#isStopped = stopped;
    if (stopped) this.#halt();
    for (const job of this.#jobs) {
      if (job.state !== jobState.processing && job.state !== jobState.stopped) continue;
      job.state = stopped ? jobState.stopped : jobState.processing;
      job.reasons = [stopped ? 'printer-stopped' : 'job-printing'];
    }
    this.#work();
  }

  release(): void {
    for (const job of this.#jobs) if (job.state === jobState.held) job.state = jobState.pending;
    this.#work();
  }

  /** False where the job has ended already. */
  end(job: SimulatedJob, state: number, reasons: readonly string[]): boolean {
    if (hasEnded(job)) return false;
    if (job.state === jobState.processing) this.#halt();
    job.state = state;
    job.reasons = reasons;
    this.#work();
    return true;
  }

  /** Power fails: nothing is left, and numbers begin again. */
  forget(): void {
    this.#halt();
    this.#jobs = [];
    this.#lastId = 0;
  }

  #halt(): void {
    this.#motor?.cancel();
    this.#motor = null;
  }

  #work(): void {
    const job = this.#jobs.find(({ state }) => state === jobState.pending || state === jobState.processing);
    if (job && !this.#isStopped && !this.#motor) {
      job.state = jobState.processing;
      job.reasons = ['job-printing'];
      job.began = true;
      this.#motor = this.#clock.setTimer(() => this.#side(job), this.#sideMs);
    }
    this.#events.onChange();
  }

  #side(job: SimulatedJob): void {
    this.#motor = null;
    this.#events.onSideDue(job);
    if (job.state !== jobState.processing) return;
    const page = job.impressions % job.pages;
    if (job.sides === 'one-sided' || page % 2 === 0) {
      job.sheets += 1;
      this.#sheets += 1;
    }
    job.impressions += 1;
    if (job.impressions < job.pages * job.copies) this.#work();
    else this.end(job, jobState.completed, ['job-completed-successfully']);
  }
}

export function hasEnded({ state }: SimulatedJob): boolean {
  return state >= jobState.canceled;
}

/** By its page objects; a file that hides them in compressed object streams counts as one page. */
export function pagesOf(pdf: Uint8Array): number {
  const found = Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page(?![A-Za-z])/g);
  return Math.max(1, found?.length ?? 0);
}
