import { assign, emit, fromPromise, sendParent, setup } from 'xstate';
import type { Problem } from '../contract/problem.ts';
import { withDeadline } from './actors.ts';
import { isDown } from './events.ts';
import type { DeviceEvent, LeaveEvent, Notice, Tag } from './events.ts';
import type { BusinessInfo, DeviceReadiness, Ending, IssuedTicket, Ports } from './ports.ts';
import { isDeviceError, problemOf } from './problem-of.ts';

export interface QueueTicketInput {
  sessionId: string;
  businesses: readonly BusinessInfo[];
  /** Somebody was identified. Who it is does not matter here. */
  identified: boolean;
  printer: DeviceReadiness;
}

export interface QueueTicketContext extends QueueTicketInput {
  /** People waiting per business id. */
  lengths: Readonly<Record<string, number>>;
  businessId: string | null;
  /** The number was asked for, so it may exist even if the answer never came. */
  numberAsked: boolean;
  ticket: IssuedTicket | null;
  outcome: 'printed' | 'uncertain' | 'none';
  problem: Problem;
  revealed: boolean;
  /** Back to the card: who went on without one may find that the business needs it. */
  toIdentify: boolean;
  ending: Ending;
}

/** `ticket` only where it counts: a number that was voided is not handed on. */
export interface QueueTicketOutput {
  ending: Ending;
  ticket: IssuedTicket | null;
  outcome: 'printed' | 'uncertain' | 'none';
  toIdentify: boolean;
}

type QueueTicketEvent =
  | { type: 'CHOOSE'; businessId: string }
  | { type: 'PRINT' }
  | { type: 'RETRY' }
  | { type: 'BACK' }
  | { type: 'CANCEL' }
  | { type: 'REVEAL'; on: boolean }
  | { type: 'HIDE' }
  | LeaveEvent
  | DeviceEvent;

export function whyUnavailable(business: BusinessInfo, identified: boolean): null | 'needs-card' {
  return business.needsCard && !identified ? 'needs-card' : null;
}

/** The same for the whole session: a restored snapshot and every retry repeat one and the same operation. */
function opIdOf(context: QueueTicketContext): string {
  return `${context.sessionId}-1`;
}

/**
 * Choose a business, confirm, take a number, print it. The number is voided only while it is certain that
 * nothing of the ticket was sent; from then on it is valid, and the ticket is never sent a second time.
 */
export function queueTicketMachine(
  ports: Pick<Ports, 'queueLengths' | 'takeNumber' | 'printTicket' | 'voidNumber' | 'wait'>,
) {
  const machine = setup({
    types: {
      context: {} as QueueTicketContext,
      events: {} as QueueTicketEvent,
      input: {} as QueueTicketInput,
      output: {} as QueueTicketOutput,
      emitted: {} as Notice,
      tags: {} as Tag,
    },
    actors: {
      queueLengths: fromPromise<Readonly<Record<string, number>>>(({ signal }) =>
        withDeadline(ports, signal, (s) => ports.queueLengths(s)),
      ),
      takeNumber: fromPromise<IssuedTicket, { opId: string; businessId: string }>(({ input, signal }) =>
        withDeadline(ports, signal, (s) => ports.takeNumber(input, s)),
      ),
      printTicket: fromPromise<'printed' | 'uncertain', { opId: string }>(({ input, signal }) =>
        ports.printTicket(input, signal),
      ),
      voidNumber: fromPromise<void, { opId: string; reason: Ending | Problem }>(({ input, signal }) =>
        withDeadline(ports, signal, (s) => ports.voidNumber(input, s)),
      ),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      setPrinter: assign({
        printer: ({ context, event }) =>
          event.type === 'DEVICE' && event.role === 'ticket-printer' ? event.readiness : context.printer,
      }),
      hide: assign({ revealed: false }),
      setEnding: assign({ ending: ({ event }) => (event.type === 'LEAVE' ? event.ending : 'cancelled') }),
      setReveal: assign({ revealed: ({ event }) => event.type === 'REVEAL' && event.on }),
    },
    guards: {
      identified: ({ context }) => context.identified,
      anonymous: ({ context }) => !context.identified,
      printerDown: ({ context }) => isDown(context.printer),
      printerUp: ({ context }) => !isDown(context.printer),
      numberAsked: ({ context }) => context.numberAsked,
      hasTicket: ({ context }) => context.ticket !== null,
      canChoose: ({ context, event }) =>
        event.type === 'CHOOSE' &&
        context.businesses.some(
          (business) =>
            business.id === event.businessId && whyUnavailable(business, context.identified) === null,
        ),
    },
  });
  const choose = {
    guard: 'canChoose',
    target: '#queue-ticket.confirm',
    actions: machine.assign({
      businessId: ({ context, event }) => (event.type === 'CHOOSE' ? event.businessId : context.businessId),
    }),
  } as const;
  return machine.createMachine({
    id: 'queue-ticket',
    context: ({ input }) => ({
      ...input,
      lengths: {},
      businessId: null,
      numberAsked: false,
      ticket: null,
      outcome: 'none',
      problem: 'kiosk-fault',
      revealed: false,
      toIdentify: false,
      ending: 'finished',
    }),
    output: ({ context: { ending, ticket, outcome, toIdentify } }) => ({
      ending,
      ticket: ending === 'finished' ? ticket : null,
      outcome,
      toIdentify,
    }),
    on: { DEVICE: { actions: 'setPrinter' } },
    initial: 'choosing',
    states: {
      choosing: {
        initial: 'loading',
        on: {
          BACK: { guard: 'anonymous', target: 'done', actions: assign({ toIdentify: true }) },
          CANCEL: { target: 'done', actions: 'setEnding' },
          LEAVE: { target: 'done', actions: 'setEnding' },
          REVEAL: { guard: 'identified', actions: 'setReveal' },
          HIDE: { actions: 'hide' },
        },
        states: {
          loading: {
            invoke: {
              id: 'lengths',
              src: 'queueLengths',
              onDone: { target: 'ready', actions: assign({ lengths: ({ event }) => event.output }) },
              onError: {
                target: '#queue-ticket.problem',
                actions: [
                  assign({ problem: 'kiosk-fault', businessId: null }),
                  emit({ type: 'notice', code: 'queue-lengths-failed' }),
                ],
              },
            },
          },
          ready: { tags: ['offers:CHOOSE'], on: { CHOOSE: choose } },
          /** Back again: what was counted before can be chosen from while the queues are counted anew. */
          recounting: {
            tags: ['offers:CHOOSE'],
            on: { CHOOSE: choose },
            invoke: {
              id: 'recount',
              src: 'queueLengths',
              onDone: { target: 'ready', actions: assign({ lengths: ({ event }) => event.output }) },
              onError: { target: 'ready', actions: emit({ type: 'notice', code: 'queue-lengths-failed' }) },
            },
          },
        },
      },
      confirm: {
        on: {
          // No number is taken for a ticket that cannot be printed: each gap has to be explained to somebody.
          PRINT: [
            {
              guard: 'printerDown',
              target: 'problem',
              actions: assign({ problem: ({ context }) => context.printer.problem ?? 'printer-unavailable' }),
            },
            { target: 'issuing' },
          ],
          BACK: 'choosing.recounting',
          CANCEL: { target: 'done', actions: 'setEnding' },
          LEAVE: { target: 'done', actions: 'setEnding' },
          REVEAL: { guard: 'identified', actions: 'setReveal' },
          HIDE: { actions: 'hide' },
        },
      },
      issuing: {
        tags: ['busy:PRINT', 'busy:RETRY', 'busy:CANCEL', 'busy:BACK'],
        entry: 'pauseCountdown',
        exit: 'resumeCountdown',
        initial: 'deciding',
        states: {
          deciding: { always: [{ guard: 'hasTicket', target: 'printing' }, { target: 'taking' }] },
          taking: {
            entry: assign({ numberAsked: true }),
            invoke: {
              id: 'number',
              src: 'takeNumber',
              input: ({ context }) => ({ opId: opIdOf(context), businessId: context.businessId ?? '' }),
              onDone: { target: 'printing', actions: assign({ ticket: ({ event }) => event.output }) },
              onError: {
                target: '#queue-ticket.problem',
                actions: [
                  assign({ problem: 'kiosk-fault' }),
                  emit({ type: 'notice', code: 'number-failed' }),
                ],
              },
            },
          },
          printing: {
            invoke: {
              id: 'print',
              src: 'printTicket',
              input: ({ context }) => ({ opId: opIdOf(context) }),
              onDone: {
                target: '#queue-ticket.done',
                actions: assign({ outcome: ({ event }) => event.output }),
              },
              onError: [
                {
                  guard: ({ event }) => isDeviceError(event.error) && event.error.effect === 'none',
                  target: '#queue-ticket.problem',
                  actions: assign({ problem: ({ event }) => problemOf('ticket-printer', event.error) }),
                },
                { target: '#queue-ticket.done', actions: assign({ outcome: 'uncertain' }) },
              ],
            },
          },
        },
      },
      problem: {
        tags: ['offers:RETRY'],
        on: {
          RETRY: [
            { guard: ({ context }) => context.businessId === null, target: 'choosing' },
            { guard: 'printerUp', target: 'issuing' },
          ],
          BACK: { target: 'leaving', actions: 'setEnding' },
          CANCEL: { target: 'leaving', actions: 'setEnding' },
          LEAVE: { target: 'leaving', actions: 'setEnding' },
          DEVICE: {
            guard: ({ event }) => event.role === 'ticket-printer',
            actions: [
              'setPrinter',
              assign({
                problem: ({ context, event }) =>
                  context.businessId === null || !isDown(event.readiness)
                    ? context.problem
                    : (event.readiness.problem ?? context.problem),
              }),
            ],
          },
        },
      },
      leaving: {
        tags: ['busy:CANCEL', 'busy:BACK'],
        initial: 'deciding',
        states: {
          deciding: {
            always: [{ guard: 'numberAsked', target: 'voiding' }, { target: '#queue-ticket.done' }],
          },
          voiding: {
            invoke: {
              id: 'void',
              src: 'voidNumber',
              input: ({ context }) => ({ opId: opIdOf(context), reason: context.problem }),
              onDone: '#queue-ticket.done',
              onError: {
                target: '#queue-ticket.done',
                actions: emit({ type: 'notice', code: 'void-failed' }),
              },
            },
          },
        },
      },
      done: { type: 'final' },
    },
  });
}

/** Whether RETRY would be taken on the problem screen. */
export function canRetryPrinting(context: Pick<QueueTicketContext, 'businessId' | 'printer'>): boolean {
  return context.businessId === null || !isDown(context.printer);
}
