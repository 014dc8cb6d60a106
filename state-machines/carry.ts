import { assign, fromPromise, sendParent, setup } from 'xstate';
import { waitActor } from './actors.ts';
import type { CarriedService } from './carried-service.ts';
import type { CarryFailure, CarryPorts, CarryProblem } from './carry-ports.ts';
import type { LeaveEvent, Tag } from './events.ts';
import type { Ending, Ports } from './ports.ts';

export interface CarryInput {
  service: CarriedService;
  /** Whose it is, in the city's terms. */
  subject: string;
}

export interface CarryContext extends CarryInput {
  /** What the QR code says. It is good once, and nothing personal is in it. */
  qr: string | null;
  remainingMs: number;
  /**
   * `ports.monotonic()` when the QR code came. After a restart it is of another process and the wait begins again; by
   * then the city may refuse what the screen still shows.
   */
  shownAt: number;
  problem: CarryProblem;
  ending: Ending | null;
}

/** `ending`: `null` where it goes on here. */
export interface CarryOutput {
  ending: Ending | null;
}

type CarryEvent =
  /** "Go on here after all". */
  { type: 'BACK' } | { type: 'RETRY' } | { type: 'DONE' } | { type: 'CANCEL' } | LeaveEvent;

/**
 * Leaves a service for another kiosk of the site: the QR code stays on the screen until the citizen has taken it, or
 * goes on here, or its time has passed. What was left and is not picked up is forgotten by the city.
 */
export function carryMachine(carry: Pick<CarryPorts, 'offer'>, ports: Pick<Ports, 'wait' | 'monotonic'>) {
  return setup({
    types: {
      context: {} as CarryContext,
      events: {} as CarryEvent,
      input: {} as CarryInput,
      output: {} as CarryOutput,
      tags: {} as Tag,
    },
    actors: {
      offer: fromPromise<{ ok: true; qr: string; remainingMs: number } | CarryFailure, CarryInput>(
        ({ input, signal }) => carry.offer(input, signal),
      ),
      wait: waitActor(ports),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      noQr: assign({ qr: null }),
    },
  }).createMachine({
    id: 'carry',
    context: ({ input }) => ({
      ...input,
      qr: null,
      remainingMs: 0,
      shownAt: 0,
      problem: 'kiosk-fault',
      ending: null,
    }),
    output: ({ context }) => ({ ending: context.ending }),
    initial: 'offering',
    on: {
      CANCEL: { target: '.done', actions: assign({ ending: 'cancelled' }) },
      LEAVE: { target: '.done', actions: assign({ ending: ({ event }) => event.ending }) },
    },
    states: {
      offering: {
        tags: ['busy:RETRY', 'busy:DONE'],
        entry: 'pauseCountdown',
        exit: 'resumeCountdown',
        invoke: {
          id: 'offer',
          src: 'offer',
          input: ({ context: { service, subject } }) => ({ service, subject }),
          onDone: [
            {
              guard: ({ event }) => event.output.ok,
              target: 'shown',
              actions: assign(({ event: { output } }) =>
                output.ok
                  ? { qr: output.qr, remainingMs: output.remainingMs, shownAt: ports.monotonic() }
                  : {},
              ),
            },
            {
              target: 'problem',
              actions: assign({
                problem: ({ event: { output } }) => (output.ok ? 'kiosk-fault' : output.problem),
              }),
            },
          ],
          onError: { target: 'problem', actions: assign({ problem: 'kiosk-fault' }) },
        },
        on: { BACK: 'done' },
      },
      shown: {
        exit: 'noQr',
        invoke: {
          id: 'validity',
          src: 'wait',
          input: ({ context }) => context.remainingMs,
          onDone: { target: 'problem', actions: assign({ problem: 'carry-expired' }) },
          onError: { target: 'problem', actions: assign({ problem: 'carry-expired' }) },
        },
        on: {
          BACK: 'done',
          /** It has been taken along: this session is over. */
          DONE: { target: 'done', actions: assign({ ending: 'finished' }) },
        },
      },
      problem: { on: { BACK: 'done', RETRY: 'offering' } },
      done: { type: 'final' },
    },
  });
}
