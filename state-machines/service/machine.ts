import { assign, emit, fromPromise, sendParent, sendTo, setup } from 'xstate';
import type { FaultView, OfferedView, SourceView } from '../../contract/service-view.ts';
import type { CarriedService } from '../carried-service.ts';
import { carryMachine } from '../carry.ts';
import type { CarryPorts } from '../carry-ports.ts';
import type { LeaveEvent, Notice, Tag } from '../events.ts';
import type { Ending, Ports } from '../ports.ts';
import { fillMachine } from './fill.ts';
import type { Disputed } from './fill.ts';
import { finishMachine } from './finish.ts';
import type { PaperOutcome } from './finish.ts';
import { ourFault } from './service.ts';
import type {
  Failure,
  Gathered,
  Identified,
  RequestInput,
  ServiceInfo,
  ServicePorts,
  Values,
  Who,
} from './service.ts';

export interface ServiceInput {
  sessionId: string;
  item: ServiceInfo;
  person: Identified | null;
  receipt: string | null;
  region: string | null;
  /** What was left at another kiosk, where it goes on with that. */
  carried: CarriedService | null;
}

export interface ServiceContext extends ServiceInput {
  variant: string | null;
  consents: Readonly<Record<string, boolean>>;
  /** Which of the item's consents is asked for. */
  consentIndex: number;
  subject: string | null;
  values: Values;
  sources: Readonly<Record<string, SourceView>>;
  disputed: Readonly<Record<string, Disputed>>;
  facts: Readonly<Record<string, unknown>>;
  offered: readonly OfferedView[];
  picked: string | null;
  signature: string | null;
  /** Of this session: each has an operation id of its own, and keeps it through retries and restarts. */
  requests: number;
  faults: readonly FaultView[];
  failure: Failure | null;
  revealed: boolean;
  /** The session is at its end; it came while a step was just going over into the next. */
  due: Ending | null;
  paper: PaperOutcome;
  ending: Ending;
}

export interface ServiceOutput {
  ending: Ending;
  paper: PaperOutcome;
}

type ServiceEvent =
  | { type: 'PICK'; value: string }
  | { type: 'CONSENT'; id: string; given: boolean }
  | { type: 'SUBMIT' }
  | { type: 'RETRY' }
  | { type: 'BACK' }
  | { type: 'CANCEL' }
  | { type: 'REVEAL'; on: boolean }
  | { type: 'HIDE' }
  | { type: 'PAUSE' }
  | { type: 'RESUME' }
  | LeaveEvent;

export const whoOf = (context: ServiceContext): Who => ({
  sessionId: context.sessionId,
  itemId: context.item.id,
  person: context.person,
  receipt: context.receipt,
  region: context.region,
  variant: context.variant,
});

const opIdOf = (context: ServiceContext): string => `${context.sessionId}-${context.requests + 1}`;

function requestOf(context: ServiceContext): RequestInput {
  const { subject, values, facts, consents, picked, signature } = context;
  return { ...whoOf(context), opId: opIdOf(context), subject, values, facts, consents, picked, signature };
}

/** What goes on elsewhere. */
function left(context: ServiceContext): CarriedService {
  const { item, region, variant, consents, values, sources, disputed } = context;
  return {
    itemId: item.id,
    itemVersion: item.version,
    region,
    variant,
    consents,
    values,
    sources,
    disputed: Object.keys(disputed),
  };
}

/** Something is left to be taken. */
const isOpen = (offered: readonly OfferedView[]): boolean => offered.some(({ taken }) => !taken);

/**
 * Any service item, as its data has it: variant, consent, what the city knows, the form, the request, the result.
 * Which item it is makes no difference here.
 */
export function serviceMachine(
  ports: ServicePorts,
  carry: Pick<CarryPorts, 'offer'>,
  time: Pick<Ports, 'wait' | 'monotonic'>,
) {
  const machine = setup({
    types: {
      context: {} as ServiceContext,
      events: {} as ServiceEvent,
      input: {} as ServiceInput,
      output: {} as ServiceOutput,
      emitted: {} as Notice,
      tags: {} as Tag,
      children: {} as { fill: 'fill'; finish: 'finish'; gather: 'gather'; carry: 'carry' },
    },
    actors: {
      fill: fillMachine(ports),
      finish: finishMachine(ports),
      carry: carryMachine(carry, time),
      gather: fromPromise<Gathered | Failure, ServiceContext>(({ input, signal }) =>
        ports.gather({ ...whoOf(input), consents: input.consents }, signal),
      ),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      hide: assign({ revealed: false }),
      reveal: assign({ revealed: ({ event }) => event.type === 'REVEAL' && event.on }),
      fault: assign({ failure: ourFault }),
      noticeFault: emit({ type: 'notice', code: 'service-failed' }),
      failed: assign({ ending: 'failed' }),
      leave: assign({ ending: ({ event }) => (event.type === 'LEAVE' ? event.ending : 'cancelled') }),
    },
    guards: {
      isCarried: ({ context }) => context.carried !== null,
      hasVariants: ({ context }) => context.item.variants.length > 0,
      knowsVariant: ({ context, event }) =>
        event.type === 'PICK' && context.item.variants.some(({ id }) => id === event.value),
      consentsLeft: ({ context }) => context.consentIndex < context.item.consents.length,
      isAskedConsent: ({ context, event }) =>
        event.type === 'CONSENT' && context.item.consents[context.consentIndex]?.id === event.id,
      refusesNeeded: ({ context, event }) => {
        const asked = context.item.consents[context.consentIndex];
        return event.type === 'CONSENT' && asked?.id === event.id && asked.required && !event.given;
      },
      hasEarlierConsent: ({ context }) => context.consentIndex > 0,
      hasFaults: ({ context }) => context.faults.length > 0,
      picks: ({ context }) => context.item.pick,
      fills: ({ context }) => context.item.form && context.receipt === null,
      canPick: ({ context, event }) =>
        event.type === 'PICK' && context.offered.some(({ id, taken }) => id === event.value && !taken),
      canRetry: ({ context }) => context.failure?.retry === true,
    },
  });
  const leaving = {
    CANCEL: { target: '#service.done', actions: 'leave' },
    LEAVE: { target: '#service.done', actions: 'leave' },
    HIDE: { actions: 'hide' },
    REVEAL: { actions: 'reveal' },
  } as const;
  return machine.createMachine({
    id: 'service',
    context: ({ input }) => ({
      ...input,
      variant: input.carried?.variant ?? null,
      consents: input.carried?.consents ?? {},
      consentIndex: input.carried === null ? 0 : input.item.consents.length,
      subject: input.person?.subject ?? null,
      values: {},
      sources: {},
      disputed: {},
      facts: {},
      offered: [],
      picked: null,
      signature: null,
      requests: 0,
      faults: [],
      failure: null,
      revealed: false,
      due: null,
      paper: 'none',
      ending: 'finished',
    }),
    output: ({ context: { ending, paper } }) => ({ ending, paper }),
    on: {
      PAUSE: { actions: 'pauseCountdown' },
      RESUME: { actions: 'resumeCountdown' },
    },
    initial: 'entering',
    states: {
      entering: {
        always: [
          // Everything up to here was asked where it was left.
          { guard: 'isCarried', target: 'gathering' },
          { guard: 'hasVariants', target: 'variant' },
          { target: 'consents' },
        ],
      },
      variant: {
        tags: ['offers:PICK'],
        on: {
          ...leaving,
          PICK: {
            guard: 'knowsVariant',
            target: 'consents',
            actions: assign({ variant: ({ event }) => event.value }),
          },
        },
      },
      consents: { always: [{ guard: 'consentsLeft', target: 'consent' }, { target: 'gathering' }] },
      consent: {
        tags: ['offers:CONSENT'],
        on: {
          ...leaving,
          CONSENT: [
            { guard: 'refusesNeeded', target: 'done', actions: assign({ ending: 'cancelled' }) },
            {
              guard: 'isAskedConsent',
              target: 'consents',
              actions: assign(({ context, event }) => ({
                consents: { ...context.consents, [event.id]: event.given },
                consentIndex: context.consentIndex + 1,
              })),
            },
          ],
          BACK: [
            {
              guard: 'hasEarlierConsent',
              target: 'consents',
              actions: assign({ consentIndex: ({ context }) => context.consentIndex - 1 }),
            },
            { guard: 'hasVariants', target: 'variant', actions: assign({ variant: null }) },
          ],
        },
      },
      gathering: {
        tags: ['busy:CONSENT', 'busy:PICK', 'busy:RETRY', 'busy:BACK'],
        entry: ['pauseCountdown', assign({ failure: null, faults: [] })],
        exit: 'resumeCountdown',
        on: leaving,
        invoke: {
          id: 'gather',
          src: 'gather',
          input: ({ context }) => context,
          onError: { target: 'problem', actions: ['fault', 'noticeFault'] },
          onDone: [
            {
              guard: ({ event }) => !event.output.ok,
              target: 'problem',
              actions: assign({ failure: ({ event }) => (event.output.ok ? null : event.output) }),
            },
            {
              target: 'gathered',
              actions: assign(({ context, event }) => kept(event.output, context.carried)),
            },
          ],
        },
      },
      gathered: {
        always: [
          { guard: 'hasFaults', target: 'blocked' },
          { guard: 'picks', target: 'pick' },
          { guard: 'fills', target: 'filling' },
          { target: 'finishing' },
        ],
      },
      problem: {
        tags: ['offers:RETRY'],
        on: { ...leaving, RETRY: { guard: 'canRetry', target: 'gathering' } },
      },
      blocked: {
        on: {
          ...leaving,
          BACK: [
            {
              guard: 'hasVariants',
              target: 'variant',
              actions: assign({ variant: null, consents: {}, consentIndex: 0 }),
            },
          ],
        },
      },
      pick: {
        tags: ['offers:PICK'],
        on: {
          ...leaving,
          PICK: {
            guard: 'canPick',
            target: 'finishing',
            actions: assign({ picked: ({ event }) => event.value }),
          },
          SUBMIT: 'done',
        },
      },
      filling: {
        invoke: {
          id: 'fill',
          src: 'fill',
          input: ({ context }) => {
            const { values, sources, disputed, subject, facts, consents, item } = context;
            return {
              who: whoOf(context),
              values,
              sources,
              disputed,
              signature: null,
              subject,
              facts,
              consents,
              opId: opIdOf(context),
              sign: item.sign,
            };
          },
          onError: { target: 'done', actions: ['failed', 'noticeFault'] },
          onDone: [
            {
              guard: ({ context, event }) => event.output.end === 'leave' || context.due !== null,
              target: 'done',
              actions: assign({ ending: ({ context, event }) => context.due ?? event.output.ending }),
            },
            {
              guard: ({ event }) => event.output.end === 'back',
              target: 'leftForm',
              actions: assign(({ event }) => filled(event.output)),
            },
            {
              guard: ({ event }) => event.output.end === 'pause',
              target: 'carrying',
              actions: assign(({ event }) => filled(event.output)),
            },
            { target: 'finishing', actions: assign(({ event }) => filled(event.output)) },
          ],
        },
        on: {
          LEAVE: {
            actions: [assign({ due: ({ event }) => event.ending }), sendTo('fill', ({ event }) => event)],
          },
          HIDE: { actions: sendTo('fill', ({ event }) => event) },
        },
      },
      carrying: {
        invoke: {
          id: 'carry',
          src: 'carry',
          input: ({ context }) => ({ service: left(context), subject: context.subject ?? '' }),
          onError: { target: 'done', actions: ['failed', 'noticeFault'] },
          onDone: [
            {
              guard: ({ context, event }) => event.output.ending === null && context.due === null,
              target: 'filling',
            },
            {
              target: 'done',
              actions: assign({
                ending: ({ context, event }) => context.due ?? event.output.ending ?? 'finished',
              }),
            },
          ],
        },
        on: {
          LEAVE: {
            actions: [assign({ due: ({ event }) => event.ending }), sendTo('carry', ({ event }) => event)],
          },
        },
      },
      // Out of the form by "back": to what was asked before it; what was filled in is gathered anew.
      leftForm: {
        always: [
          {
            guard: 'hasVariants',
            target: 'variant',
            actions: assign({ variant: null, consents: {}, consentIndex: 0 }),
          },
          { target: 'consents', actions: assign({ consents: {}, consentIndex: 0 }) },
        ],
      },
      finishing: {
        invoke: {
          id: 'finish',
          src: 'finish',
          input: ({ context }) => ({
            request: requestOf(context),
            // Whoever has something left to take is asked afterwards.
            rating: context.item.rating && !isOpen(context.offered.filter(({ id }) => id !== context.picked)),
          }),
          onError: { target: 'done', actions: ['failed', 'noticeFault'] },
          onDone: [
            {
              guard: ({ event }) => event.output.back,
              target: 'filling',
              // Nothing was done under the old id; what is changed now is another request.
              actions: assign({ requests: ({ context }) => context.requests + 1, signature: null }),
            },
            {
              guard: ({ context, event }) =>
                event.output.requested &&
                event.output.ending === 'finished' &&
                isOpen(context.offered.filter(({ id }) => id !== context.picked)),
              target: 'pick',
              actions: assign(({ context }) => taken(context)),
            },
            {
              target: 'done',
              actions: assign(({ event }) => ({ ending: event.output.ending, paper: event.output.paper })),
            },
          ],
        },
        on: { LEAVE: { actions: sendTo('finish', ({ event }) => event) } },
      },
      done: { type: 'final' },
    },
  });
}

function kept(gathered: Gathered | Failure, carried: CarriedService | null): Partial<ServiceContext> {
  if (!gathered.ok) return {};
  const { subject, facts, offered, faults } = gathered;
  return { subject, facts, offered, faults, ...known(gathered, carried), carried: null };
}

/** The newest of what the city knows, under what the citizen filled in where it was left. */
function known(gathered: Gathered, carried: CarriedService | null) {
  if (carried === null) return { values: gathered.values, sources: gathered.sources, disputed: {} };
  const typed = Object.entries(carried.values).filter(([id]) => carried.sources[id] === undefined);
  const sources = { ...carried.sources, ...gathered.sources };
  for (const [id] of typed) delete sources[id];
  return {
    values: { ...carried.values, ...gathered.values, ...Object.fromEntries(typed) },
    sources,
    disputed: Object.fromEntries(carried.disputed.map((id) => [id, { receipt: null, dueOn: null }])),
  };
}

function filled(output: {
  values: Values;
  sources: ServiceContext['sources'];
  disputed: ServiceContext['disputed'];
  signature: string | null;
}): Partial<ServiceContext> {
  const { values, sources, disputed, signature } = output;
  return { values, sources, disputed, signature };
}

function taken(context: ServiceContext): Partial<ServiceContext> {
  return {
    offered: context.offered.map((one) => (one.id === context.picked ? { ...one, taken: true } : one)),
    picked: null,
    requests: context.requests + 1,
  };
}
