import { assign, emit, fromPromise, sendParent, setup } from 'xstate';
import type { RatingStageView, ResultView } from '../../contract/service-view.ts';
import type { LeaveEvent, Notice, Tag } from '../events.ts';
import type { Ending } from '../ports.ts';
import { ourFault } from './service.ts';
import type { Failure, RequestInput, ServicePorts } from './service.ts';

export type PaperOutcome = 'printed' | 'uncertain' | 'failed' | 'none';

export interface FinishInput {
  request: RequestInput;
  /** The citizen is asked how it was. */
  rating: boolean;
}

export interface FinishContext extends FinishInput {
  result: ResultView | null;
  prints: boolean;
  transaction: string;
  paper: PaperOutcome;
  failure: Failure | null;
  level: number;
  stages: readonly RatingStageView[];
  /** The session is at its end; what is under way is waited for. */
  due: Ending | null;
  /** To what was filled in: the city said no, and something can be changed. */
  back: boolean;
  ending: Ending;
}

export interface FinishOutput {
  /** The city has it, or the outbox does. */
  requested: boolean;
  paper: PaperOutcome;
  back: boolean;
  ending: Ending;
}

type FinishEvent =
  | { type: 'RETRY' }
  | { type: 'DONE' }
  | { type: 'BACK' }
  | { type: 'RATE'; level: number }
  | { type: 'CANCEL' }
  | LeaveEvent;

/**
 * Asks the city once, prints what came of it once, shows it and asks how it was. What is asked or printed cannot be
 * stopped; before and after it can.
 */
export function finishMachine(ports: ServicePorts) {
  const machine = setup({
    types: {
      context: {} as FinishContext,
      events: {} as FinishEvent,
      input: {} as FinishInput,
      output: {} as FinishOutput,
      emitted: {} as Notice,
      tags: {} as Tag,
    },
    actors: {
      request: fromPromise<Awaited<ReturnType<ServicePorts['request']>>, RequestInput>(({ input, signal }) =>
        ports.request(input, signal),
      ),
      print: fromPromise<Awaited<ReturnType<ServicePorts['print']>>, RequestInput>(({ input, signal }) =>
        ports.print(input, signal),
      ),
      rate: fromPromise<Awaited<ReturnType<ServicePorts['rate']>>, FinishContext>(({ input, signal }) => {
        const { opId, itemId } = input.request;
        return ports.rate({ opId, itemId, transaction: input.transaction, level: input.level }, signal);
      }),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      fault: assign({ failure: ourFault }),
      noticeFault: emit({ type: 'notice', code: 'service-failed' }),
      leave: assign({ ending: ({ event }) => (event.type === 'LEAVE' ? event.ending : 'cancelled') }),
      /** The job is done: whoever goes away without a word has finished. */
      goAway: assign({
        ending: ({ context, event }) => {
          const ending = event.type === 'LEAVE' ? event.ending : (context.due ?? 'finished');
          return ending === 'idle' ? 'finished' : ending;
        },
      }),
    },
    guards: {
      isDue: ({ context }) => context.due !== null,
      canRetry: ({ context }) => context.failure?.retry === true,
      canGoBack: ({ context }) => context.failure?.problem === 'city-refused',
      asksHowItWas: ({ context }) => context.rating,
    },
  });
  return machine.createMachine({
    id: 'finish',
    context: ({ input }) => ({
      ...input,
      result: null,
      prints: false,
      transaction: '',
      paper: 'none',
      failure: null,
      level: 0,
      stages: [],
      due: null,
      back: false,
      ending: 'finished',
    }),
    output: ({ context: { result, paper, back, ending } }) => ({
      requested: result !== null,
      paper,
      back,
      ending,
    }),
    on: { LEAVE: { actions: assign({ due: ({ event }) => event.ending }) } },
    initial: 'requesting',
    states: {
      requesting: {
        tags: ['busy:SUBMIT', 'busy:PICK', 'busy:SIGN', 'busy:RETRY', 'busy:CANCEL', 'busy:BACK'],
        entry: ['pauseCountdown', assign({ failure: null })],
        exit: 'resumeCountdown',
        invoke: {
          id: 'request',
          src: 'request',
          input: ({ context }) => context.request,
          onError: { target: 'refused', actions: ['fault', 'noticeFault'] },
          onDone: [
            {
              guard: ({ event }) => !event.output.ok,
              target: 'refused',
              actions: assign({ failure: ({ event }) => (event.output.ok ? null : event.output) }),
            },
            {
              guard: ({ event }) => event.output.ok && event.output.prints,
              target: 'printing',
              actions: assign(({ event }) => keep(event.output)),
            },
            { target: 'result', actions: assign(({ event }) => keep(event.output)) },
          ],
        },
      },
      refused: {
        always: {
          guard: 'isDue',
          target: 'done',
          actions: assign({ ending: ({ context }) => context.due ?? 'cancelled' }),
        },
        tags: ['offers:RETRY', 'offers:BACK'],
        on: {
          RETRY: { guard: 'canRetry', target: 'requesting' },
          BACK: { guard: 'canGoBack', target: 'done', actions: assign({ back: true }) },
          CANCEL: { target: 'done', actions: 'leave' },
          LEAVE: { target: 'done', actions: 'leave' },
        },
      },
      printing: {
        tags: ['busy:RETRY', 'busy:CANCEL', 'busy:BACK'],
        entry: ['pauseCountdown', assign({ failure: null })],
        exit: 'resumeCountdown',
        invoke: {
          id: 'print',
          src: 'print',
          input: ({ context }) => context.request,
          onError: { target: 'notPrinted', actions: [assign({ paper: 'failed' }), 'fault', 'noticeFault'] },
          onDone: [
            {
              guard: ({ event }) => !event.output.ok,
              target: 'notPrinted',
              actions: assign({
                paper: 'failed',
                failure: ({ event }) => (event.output.ok ? null : event.output),
              }),
            },
            {
              target: 'result',
              actions: assign({ paper: ({ event }) => (event.output.ok ? event.output.paper : 'failed') }),
            },
          ],
        },
      },
      // What was asked of the city stands; only the paper is missing.
      notPrinted: {
        always: { guard: 'isDue', target: 'done', actions: 'goAway' },
        tags: ['offers:RETRY'],
        on: {
          RETRY: { guard: 'canRetry', target: 'printing' },
          DONE: 'result',
          BACK: 'result',
          CANCEL: 'result',
          LEAVE: { target: 'done', actions: 'goAway' },
        },
      },
      result: {
        always: { guard: 'isDue', target: 'done', actions: 'goAway' },
        on: {
          DONE: [{ guard: 'asksHowItWas', target: 'rating' }, { target: 'done' }],
          CANCEL: { target: 'done', actions: 'goAway' },
          LEAVE: { target: 'done', actions: 'goAway' },
        },
      },
      rating: {
        initial: 'asking',
        on: { LEAVE: { target: 'done', actions: 'goAway' } },
        states: {
          asking: {
            on: {
              RATE: { target: 'sending', actions: assign({ level: ({ event }) => event.level }) },
              DONE: '#finish.done',
              CANCEL: '#finish.done',
            },
          },
          sending: {
            tags: ['busy:RATE', 'busy:DONE', 'busy:CANCEL'],
            invoke: {
              id: 'rate',
              src: 'rate',
              input: ({ context }) => context,
              onError: { target: '#finish.rated', actions: 'noticeFault' },
              onDone: {
                target: '#finish.rated',
                actions: assign({ stages: ({ event }) => (event.output.ok ? event.output.stages : []) }),
              },
            },
          },
        },
      },
      rated: {
        on: {
          DONE: 'done',
          CANCEL: 'done',
          LEAVE: { target: 'done', actions: 'goAway' },
        },
      },
      done: { type: 'final' },
    },
  });
}

function keep(requested: Awaited<ReturnType<ServicePorts['request']>>): Partial<FinishContext> {
  if (!requested.ok) return {};
  const { result, prints, transaction } = requested;
  return { result, prints, transaction };
}
