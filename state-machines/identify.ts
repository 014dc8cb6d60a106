import { assign, fromPromise, sendParent, setup } from 'xstate';
import type { Problem } from '../contract/problem.ts';
import { isDown } from './events.ts';
import type { DeviceEvent, LeaveEvent, Tag } from './events.ts';
import { identifiedBy } from './identified.ts';
import type { DeviceReadiness, Ending, Ports } from './ports.ts';
import { problemOf } from './problem-of.ts';
import type { Identified } from './service/service.ts';

export interface IdentifyInput {
  /** The item can be used without a card. */
  canSkip: boolean;
  /** Name and number are enough for the item. */
  nameOnly: boolean;
  /** A card already lies on the reader: it was laid on the attract screen. */
  cardLaid: boolean;
  /** `YYYY-MM-DD`. */
  today: string;
  reader: DeviceReadiness;
}

export interface IdentifyContext extends IdentifyInput {
  person: Identified | null;
  problem: Problem;
  /** Set when the step is left without going on. */
  ending: Ending | null;
}

/** `cardLaid`: a card was on the reader at some time, so its removal has to be waited for. */
export interface IdentifyOutput {
  person: Identified | null;
  cardLaid: boolean;
  ending: Ending | null;
}

type IdentifyEvent =
  | { type: 'SKIP_IDENTITY' }
  | { type: 'RETRY' }
  | { type: 'CANCEL' }
  | LeaveEvent
  | DeviceEvent;

/** Trying the same card again cannot change these; another card can still be laid. */
const hopeless: ReadonlySet<Problem> = new Set(['card-expired', 'card-unknown']);

export function canRetryReading(context: Pick<IdentifyContext, 'problem' | 'reader'>): boolean {
  return !isDown(context.reader) && !hopeless.has(context.problem);
}

/**
 * Who is it? A card that was read stays invisible to the reader until it is lifted and laid again, so a
 * failed card is waited for as a new one. Ends with a person, with nobody (skipped), or with an ending.
 */
export function identifyMachine(ports: Pick<Ports, 'waitForCard' | 'readCard'>) {
  return setup({
    types: {
      context: {} as IdentifyContext,
      events: {} as IdentifyEvent,
      input: {} as IdentifyInput,
      output: {} as IdentifyOutput,
      tags: {} as Tag,
    },
    actors: {
      waitForCard: fromPromise(({ signal }) => ports.waitForCard(signal)),
      // The record is cut down here, so that no event or snapshot ever holds the rest of it.
      readCard: fromPromise<{ person: Identified; validTo: string }, { nameOnly: boolean }>(
        async ({ input, signal }) => {
          const record = await ports.readCard(signal);
          return { person: identifiedBy(record, input.nameOnly), validTo: record.validTo };
        },
      ),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
    },
    guards: {
      canSkip: ({ context }) => context.canSkip,
      canRetry: ({ context }) => canRetryReading(context),
      readerDown: ({ context }) => isDown(context.reader),
    },
  }).createMachine({
    id: 'identify',
    context: ({ input }) => ({ ...input, person: null, problem: 'reader-unavailable', ending: null }),
    output: ({ context: { person, cardLaid, ending } }) => ({ person, cardLaid, ending }),
    initial: 'entering',
    on: {
      CANCEL: { target: '.done', actions: assign({ ending: 'cancelled' }) },
      LEAVE: { target: '.done', actions: assign({ ending: ({ event }) => event.ending }) },
      DEVICE: {
        guard: ({ event }) => event.role === 'id-card',
        actions: assign({ reader: ({ event }) => event.readiness }),
      },
    },
    states: {
      entering: {
        always: [{ guard: ({ context }) => context.cardLaid, target: 'reading' }, { target: 'waiting' }],
      },
      waiting: {
        always: {
          guard: 'readerDown',
          target: 'problem',
          actions: assign({ problem: 'reader-unavailable' }),
        },
        invoke: {
          id: 'card',
          src: 'waitForCard',
          onDone: 'reading',
          onError: {
            target: 'problem',
            actions: assign({ problem: ({ event }) => problemOf('id-card', event.error) }),
          },
        },
        on: { SKIP_IDENTITY: { guard: 'canSkip', target: 'done' } },
      },
      reading: {
        tags: ['busy:RETRY'],
        entry: [assign({ cardLaid: true }), 'pauseCountdown'],
        exit: 'resumeCountdown',
        invoke: {
          id: 'read',
          src: 'readCard',
          input: ({ context: { nameOnly } }) => ({ nameOnly }),
          onDone: [
            {
              guard: ({ context, event }) => isExpired(event.output.validTo, context.today),
              target: 'problem',
              actions: assign({ problem: 'card-expired' }),
            },
            { target: 'done', actions: assign({ person: ({ event }) => event.output.person }) },
          ],
          onError: {
            target: 'problem',
            actions: assign({ problem: ({ event }) => problemOf('id-card', event.error) }),
          },
        },
      },
      problem: {
        tags: ['offers:RETRY'],
        invoke: {
          id: 'card',
          src: 'waitForCard',
          onDone: 'reading',
          onError: { actions: assign({ problem: ({ event }) => problemOf('id-card', event.error) }) },
        },
        on: {
          SKIP_IDENTITY: { guard: 'canSkip', target: 'done' },
          RETRY: { guard: 'canRetry', target: 'reading' },
          DEVICE: [
            {
              guard: ({ context, event }) =>
                event.role === 'id-card' &&
                context.problem === 'reader-unavailable' &&
                !isDown(event.readiness),
              target: 'waiting',
              actions: assign({ reader: ({ event }) => event.readiness }),
            },
            {
              guard: ({ event }) => event.role === 'id-card',
              actions: assign({
                reader: ({ event }) => event.readiness,
                problem: ({ context, event }) =>
                  isDown(event.readiness) ? 'reader-unavailable' : context.problem,
              }),
            },
          ],
        },
      },
      done: { type: 'final' },
    },
  });
}

/** A card is valid up to and including the day that is written on it; both are `YYYY-MM-DD`. */
function isExpired(validTo: string, today: string): boolean {
  return validTo !== 'long-term' && validTo < today;
}
