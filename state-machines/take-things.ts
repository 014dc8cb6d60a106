import { assign, emit, fromPromise, setup } from 'xstate';
import { waitActor } from './actors.ts';
import type { Notice, Tag } from './events.ts';
import type { Delays, Ports } from './ports.ts';

export interface TakeThingsInput {
  /** A card was on the reader during the session. */
  card: boolean;
  /** A page lies in its tray: no device can tell that it was taken. */
  paper: 'ticket' | 'a4';
  outcome: 'printed' | 'uncertain' | 'none';
}

export interface TakeThingsContext extends TakeThingsInput {
  cardState: 'on-reader' | 'taken' | 'none';
}

/**
 * Card back before paper. It does not end while a card is known to lie on the reader, however long that
 * takes; staff are told once. Where a device cannot tell, `takeMs` or the citizen's word decides.
 */
export function takeThingsMachine(
  ports: Pick<Ports, 'waitForRemoval' | 'waitForTaken' | 'wait'>,
  delays: Delays,
) {
  return setup({
    types: {
      context: {} as TakeThingsContext,
      events: {} as { type: 'DONE' } | { type: 'CANCEL' },
      input: {} as TakeThingsInput,
      emitted: {} as Notice,
      tags: {} as Tag,
    },
    actors: {
      wait: waitActor(ports),
      waitForRemoval: fromPromise(({ signal }) => ports.waitForRemoval(signal)),
      waitForTaken: fromPromise(({ signal }) => ports.waitForTaken(signal)),
    },
    actions: { cardTaken: assign({ cardState: 'taken' }) },
  }).createMachine({
    id: 'take-things',
    context: ({ input }) => ({ ...input, cardState: input.card ? 'on-reader' : 'none' }),
    initial: 'deciding',
    states: {
      deciding: {
        always: [{ guard: ({ context }) => context.card, target: 'card' }, { target: 'ticket' }],
      },
      card: {
        tags: ['busy:CANCEL'],
        initial: 'recent',
        invoke: {
          id: 'removal',
          src: 'waitForRemoval',
          onDone: [
            {
              guard: ({ event }) => event.output === 'removed',
              target: 'ticket',
              actions: 'cardTaken',
            },
            { target: 'cardHint' },
          ],
          onError: 'cardHint',
        },
        states: {
          recent: {
            invoke: { id: 'patience', src: 'wait', input: delays.idleMs, onDone: 'left', onError: 'left' },
          },
          left: { entry: emit({ type: 'notice', code: 'card-left' }) },
        },
      },
      cardHint: {
        invoke: { id: 'hint', src: 'wait', input: delays.takeMs, onDone: 'ticket', onError: 'ticket' },
        on: { DONE: 'ticket', CANCEL: 'ticket' },
        exit: 'cardTaken',
      },
      ticket: {
        initial: 'deciding',
        on: { DONE: 'done', CANCEL: 'done' },
        states: {
          deciding: {
            always: [
              { guard: ({ context }) => context.outcome === 'none', target: '#take-things.done' },
              // The presenter may never see a ticket that did not come out.
              {
                guard: ({ context }) => context.outcome === 'uncertain' || context.paper === 'a4',
                target: 'hint',
              },
              { target: 'presented' },
            ],
          },
          presented: {
            invoke: [
              {
                id: 'taken',
                src: 'waitForTaken',
                onDone: [
                  { guard: ({ event }) => event.output === 'taken', target: '#take-things.done' },
                  { target: 'hint' },
                ],
                onError: 'hint',
              },
              {
                id: 'patience',
                src: 'wait',
                input: delays.idleMs,
                onDone: {
                  target: '#take-things.done',
                  actions: emit({ type: 'notice', code: 'ticket-left' }),
                },
                onError: '#take-things.done',
              },
            ],
          },
          hint: {
            invoke: {
              id: 'hint',
              src: 'wait',
              input: delays.takeMs,
              onDone: '#take-things.done',
              onError: '#take-things.done',
            },
          },
        },
      },
      done: { type: 'final' },
    },
  });
}
