import { assign, fromPromise, sendParent, setup } from 'xstate';
import type { CarriedService } from './carried-service.ts';
import type { CarryFailure, CarryPorts, CarryProblem, Redeemed } from './carry-ports.ts';
import type { LeaveEvent, Tag } from './events.ts';
import type { Ending } from './ports.ts';
import type { Identified } from './service/service.ts';

export interface CarriedInput {
  /** Of the QR code that was shown here. */
  scanned: string;
  /** The same for every repetition, so that a lost answer comes again. 16 to 64 letters, digits, `-`, `_`. */
  opId: string;
}

export interface CarriedContext {
  /** `null` once it has been used. */
  scanned: string | null;
  opId: string;
  service: CarriedService | null;
  subject: string | null;
  person: Identified | null;
  problem: CarryProblem;
  ending: Ending | null;
}

/** With `ending: null` all others are there: the flow goes on with them, and nothing is asked twice. */
export interface CarriedOutput {
  service: CarriedService | null;
  subject: string | null;
  person: Identified | null;
  problem: CarryProblem | null;
  ending: Ending | null;
}

type CarriedEvent =
  /** Of the session: somebody has been identified in the usual way. */
  { type: 'IDENTIFIED'; person: Identified } | { type: 'RETRY' } | { type: 'CANCEL' } | LeaveEvent;

/** What may pass by itself, and where the same may be asked again. */
const passing: ReadonlySet<CarryProblem> = new Set(['city-unavailable']);

export function canRetryCarried({ problem }: Pick<CarriedContext, 'problem'>): boolean {
  return passing.has(problem);
}

/**
 * Picks up what was left at another kiosk. Whoever holds the QR code may have photographed it, so nothing of what was
 * left is shown or used before the citizen has been identified here and is the one who left it. Anybody else is sent
 * away, and what was left is gone: it can be picked up once.
 */
export function carriedMachine(ports: Pick<CarryPorts, 'redeem' | 'isSame'>) {
  return setup({
    types: {
      context: {} as CarriedContext,
      events: {} as CarriedEvent,
      input: {} as CarriedInput,
      output: {} as CarriedOutput,
      tags: {} as Tag,
    },
    actors: {
      redeem: fromPromise<Redeemed | CarryFailure, CarriedInput>(({ input, signal }) =>
        ports.redeem(input, signal),
      ),
      isSame: fromPromise<{ ok: true } | CarryFailure, { person: Identified; subject: string }>(
        ({ input, signal }) => ports.isSame(input, signal),
      ),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      forget: assign({ scanned: null, service: null, subject: null, person: null }),
      kioskFault: assign({ problem: 'kiosk-fault' }),
    },
    guards: {
      canRetry: ({ context }) => canRetryCarried(context),
    },
  }).createMachine({
    id: 'carried',
    context: ({ input }) => ({
      ...input,
      service: null,
      subject: null,
      person: null,
      problem: 'kiosk-fault',
      ending: null,
    }),
    output: ({ context: { service, subject, person, problem, ending } }) =>
      ending === null
        ? { service, subject, person, problem: null, ending }
        : { service: null, subject: null, person: null, problem, ending },
    initial: 'redeeming',
    on: {
      CANCEL: { target: '.done', actions: assign({ ending: 'cancelled' }) },
      LEAVE: { target: '.done', actions: assign({ ending: ({ event }) => event.ending }) },
    },
    states: {
      redeeming: {
        tags: ['busy:RETRY'],
        entry: 'pauseCountdown',
        exit: 'resumeCountdown',
        invoke: {
          id: 'redeem',
          src: 'redeem',
          input: ({ context }) => ({ scanned: context.scanned ?? '', opId: context.opId }),
          onDone: [
            {
              guard: ({ event }) => event.output.ok,
              target: 'identifying',
              actions: assign(({ event: { output } }) =>
                output.ok ? { service: output.service, subject: output.subject, scanned: null } : {},
              ),
            },
            {
              target: 'problem',
              actions: assign({
                problem: ({ event: { output } }) => (output.ok ? 'kiosk-fault' : output.problem),
              }),
            },
          ],
          onError: { target: 'problem', actions: 'kioskFault' },
        },
      },
      /** The session identifies the citizen as it always does, and says who it is. */
      identifying: {
        on: {
          IDENTIFIED: { target: 'comparing', actions: assign({ person: ({ event }) => event.person }) },
        },
      },
      comparing: {
        tags: ['busy:RETRY'],
        entry: 'pauseCountdown',
        exit: 'resumeCountdown',
        invoke: {
          id: 'same',
          src: 'isSame',
          input: ({ context: { person, subject } }) => {
            if (person === null || subject === null) throw new Error('nobody to compare');
            return { person, subject };
          },
          onDone: [
            { guard: ({ event }) => event.output.ok, target: 'done' },
            {
              target: 'problem',
              actions: assign({
                problem: ({ event: { output } }) => (output.ok ? 'kiosk-fault' : output.problem),
              }),
            },
          ],
          onError: { target: 'problem', actions: 'kioskFault' },
        },
      },
      problem: {
        tags: ['offers:RETRY'],
        // What cannot be gone on with is not kept for the time that its problem is on the screen.
        always: {
          guard: ({ context }) =>
            !canRetryCarried(context) && (context.service !== null || context.scanned !== null),
          actions: 'forget',
        },
        on: {
          RETRY: [
            {
              guard: ({ context }) => canRetryCarried(context) && context.service !== null,
              target: 'comparing',
            },
            { guard: 'canRetry', target: 'redeeming' },
          ],
        },
      },
      done: { type: 'final' },
    },
  });
}
