import { assign, emit, fromPromise, sendParent, setup } from 'xstate';
import type { Localized } from '../../contract/localized.ts';
import type { ChoiceView, FaultView, FieldValue, SourceView } from '../../contract/service-view.ts';
import type { LeaveEvent, Notice, Tag } from '../events.ts';
import type { Ending } from '../ports.ts';
import { ourFault } from './service.ts';
import type { Checked, Failure, FieldInfo, ServicePorts, Values, Who } from './service.ts';

/** What is filled in, where it came from, and which of it was said to be wrong. */
export interface Filled {
  values: Values;
  sources: Readonly<Record<string, SourceView>>;
  disputed: Readonly<Record<string, Disputed>>;
  signature: string | null;
}

/** What came of "this is wrong"; `null` while the city has not been told yet. */
export interface Disputed {
  receipt: string | null;
  /** `YYYY-MM-DD`. */
  dueOn: string | null;
}

export interface FillInput extends Filled {
  who: Who;
  subject: string | null;
  facts: Readonly<Record<string, unknown>>;
  consents: Readonly<Record<string, boolean>>;
  /** Names what is signed and disputed; the request that follows has the same. */
  opId: string;
  sign: boolean;
}

export interface FillContext extends FillInput {
  /** The field that is filled in now. */
  field: string | null;
  /** Fields that were filled in on the way, for going back. */
  trail: readonly string[];
  choices: Readonly<Record<string, readonly ChoiceView[]>>;
  typed: FieldValue | null;
  fault: Localized | null;
  faults: readonly FaultView[];
  warnings: readonly FaultView[];
  /** What was warned of has been read. */
  warned: boolean;
  strokes: readonly (readonly number[])[];
  claimed: string | null;
  /** How often something was said to be wrong: each time is a question of its own, and stays it when it is repeated. */
  claims: number;
  failure: Failure | null;
  revealed: boolean;
  end: FillEnd;
  ending: Ending;
}

/** `pause`: it is to go on elsewhere. */
type FillEnd = 'submit' | 'back' | 'leave' | 'pause';

export interface FillOutput extends Filled {
  end: FillEnd;
  ending: Ending;
}

type FillEvent =
  | { type: 'FILL'; field: string; value: FieldValue | null }
  | { type: 'EDIT'; field: string }
  | { type: 'DISPUTE'; field: string }
  | { type: 'CLAIM'; claimed: string | null }
  | { type: 'SUBMIT' }
  | { type: 'SIGN'; strokes: readonly (readonly number[])[] }
  | { type: 'RETRY' }
  | { type: 'BACK' }
  | { type: 'PAUSE_HERE' }
  | { type: 'CANCEL' }
  | { type: 'REVEAL'; on: boolean }
  | { type: 'HIDE' }
  | LeaveEvent;

export const isBlank = (value: FieldValue | null | undefined): boolean =>
  value === undefined || value === null || value.length === 0;

type FieldPort = Pick<ServicePorts, 'fields'>;

export function fieldsOf({ fields }: FieldPort, { itemId, variant }: Who): readonly FieldInfo[] {
  return fields(itemId, variant);
}

/** What the citizen has filled in, in the order of the form: all that no source is named for. */
function filledIn(ports: FieldPort, { who, values, sources }: FillInput): readonly string[] {
  return fieldsOf(ports, who)
    .map(({ id }) => id)
    .filter((id) => !isBlank(values[id]) && sources[id] === undefined);
}

/** The first field that has to be filled in and is not. */
export function nextBlank(
  ports: FieldPort,
  context: Pick<FillContext, 'who' | 'values'>,
): FieldInfo | undefined {
  return fieldsOf(ports, context.who).find(({ id, required }) => required && isBlank(context.values[id]));
}

/**
 * Takes a value in. What the citizen says has no source any more, and lists that the city made for the old value
 * (the times of another day) are asked for again.
 */
function take(ports: FieldPort, context: FillContext): Partial<FillContext> {
  const { field, typed } = context;
  if (field === null || sameValue(typed, context.values[field])) return {};
  const fields = fieldsOf(ports, context.who);
  const after = fields.slice(fields.findIndex(({ id }) => id === field) + 1);
  const drop = new Set(after.filter(({ choicesFromCity }) => choicesFromCity).map(({ id }) => id));
  const without = <T>(all: Readonly<Record<string, T>>, gone: (id: string) => boolean) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => !gone(id)));
  const values = without(context.values, (id) => drop.has(id) || id === field);
  return {
    values: typed === null || isBlank(typed) ? values : { ...values, [field]: typed },
    sources: without(context.sources, (id) => id === field || drop.has(id)),
    disputed: without(context.disputed, (id) => id === field),
    warned: false,
  };
}

function sameValue(one: FieldValue | null, other: FieldValue | null | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/**
 * The form: what is blank is asked, one thing at a time; then all of it is shown with where it came from, changed,
 * disputed, checked against the form and the rules of the day, and signed. Nothing is sent but disputes.
 */
export function fillMachine(ports: ServicePorts) {
  const machine = setup({
    types: {
      context: {} as FillContext,
      events: {} as FillEvent,
      input: {} as FillInput,
      output: {} as FillOutput,
      emitted: {} as Notice,
      tags: {} as Tag,
    },
    actors: {
      choices: fromPromise<Awaited<ReturnType<ServicePorts['choices']>>, FillContext>(({ input, signal }) =>
        ports.choices(
          { ...input.who, subject: input.subject, field: input.field ?? '', values: input.values },
          signal,
        ),
      ),
      checkField: fromPromise<Localized | null, FillContext>(({ input: { who, field, typed }, signal }) =>
        ports.checkField(
          { itemId: who.itemId, variant: who.variant, field: field ?? '', value: typed },
          signal,
        ),
      ),
      check: fromPromise<Checked, FillContext>(({ input: { who, values, facts }, signal }) =>
        ports.check({ ...who, values, facts }, signal),
      ),
      sign: fromPromise<Awaited<ReturnType<ServicePorts['sign']>>, FillContext>(({ input, signal }) => {
        const { who, opId, subject, values, facts, consents, strokes } = input;
        return ports.sign(
          { ...who, opId, subject, values, facts, consents, picked: null, signature: null, strokes },
          signal,
        );
      }),
      dispute: fromPromise<Awaited<ReturnType<ServicePorts['dispute']>>, FillContext>(({ input, signal }) => {
        const { who, opId, subject, field, values, claimed, claims } = input;
        const shown = values[field ?? ''] ?? '';
        return ports.dispute(
          {
            ...who,
            opId: `${opId}-dispute-${claims}`,
            subject,
            field: field ?? '',
            shown: typeof shown === 'string' ? shown : shown.join(', '),
            claimed,
          },
          signal,
        );
      }),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      hide: assign({ revealed: false }),
      reveal: assign({ revealed: ({ event }) => event.type === 'REVEAL' && event.on }),
      leave: assign({
        end: 'leave',
        ending: ({ event }) => (event.type === 'LEAVE' ? event.ending : 'cancelled'),
      }),
      editNamed: assign({
        field: ({ context, event }) => ('field' in event ? event.field : context.field),
        typed: null,
        fault: null,
      }),
      backOneField: assign({
        field: ({ context }) => context.trail.at(-1) ?? null,
        trail: ({ context }) => context.trail.slice(0, -1),
        typed: null,
        fault: null,
      }),
      goOut: assign({ end: 'back' }),
      pause: assign({ end: 'pause' }),
      fault: assign({ failure: ourFault }),
      noticeFault: emit({ type: 'notice', code: 'service-failed' }),
    },
    guards: {
      hasBlank: ({ context }) => nextBlank(ports, context) !== undefined,
      hasTrail: ({ context }) => context.trail.length > 0,
      knowsField: ({ context, event }) =>
        'field' in event && fieldsOf(ports, context.who).some(({ id }) => id === event.field),
      isAsked: ({ context, event }) => event.type === 'FILL' && event.field === context.field,
      hasSource: ({ context, event }) =>
        event.type === 'DISPUTE' &&
        context.sources[event.field] !== undefined &&
        context.disputed[event.field] === undefined,
      asksCity: ({ context }) =>
        fieldsOf(ports, context.who).some(
          ({ id, choicesFromCity }) => id === context.field && choicesFromCity,
        ),
      // What nobody has filled in is no loss, and what is left has to be somebody's.
      canPause: ({ context }) => context.subject !== null && filledIn(ports, context).length > 0,
      signs: ({ context }) => context.sign,
      canRetry: ({ context }) => context.failure?.retry === true,
    },
  });
  const leaving = {
    CANCEL: { target: '#fill.done', actions: 'leave' },
    LEAVE: { target: '#fill.done', actions: 'leave' },
    HIDE: { actions: 'hide' },
  } as const;
  const pausing = {
    PAUSE_HERE: { guard: 'canPause', target: '#fill.done', actions: 'pause' },
  } as const;
  const failed = (target: string) =>
    ({
      guard: ({ event }: { event: { output: { ok: boolean } } }) => !event.output.ok,
      target,
    }) as const;
  return machine.createMachine({
    id: 'fill',
    context: ({ input }) => ({
      ...input,
      field: null,
      // Who comes back to the form goes back through it.
      trail: filledIn(ports, input),
      choices: {},
      typed: null,
      fault: null,
      faults: [],
      warnings: [],
      warned: false,
      strokes: [],
      claimed: null,
      claims: 0,
      failure: null,
      revealed: false,
      end: 'submit',
      ending: 'finished',
    }),
    output: ({ context: { values, sources, disputed, signature, end, ending } }) => ({
      values,
      sources,
      disputed,
      signature,
      end,
      ending,
    }),
    initial: 'next',
    states: {
      next: {
        always: [
          {
            guard: 'hasBlank',
            target: 'field',
            actions: assign({ field: ({ context }) => nextBlank(ports, context)?.id ?? null, fault: null }),
          },
          { target: 'review' },
        ],
      },
      field: {
        initial: 'deciding',
        on: {
          ...leaving,
          BACK: [
            { guard: 'hasTrail', target: '.deciding', actions: 'backOneField' },
            { target: 'done', actions: 'goOut' },
          ],
        },
        states: {
          deciding: { always: [{ guard: 'asksCity', target: 'loading' }, { target: 'ready' }] },
          loading: {
            tags: ['busy:FILL'],
            invoke: {
              id: 'choices',
              src: 'choices',
              input: ({ context }) => context,
              onError: { target: '#fill.field.failed', actions: ['fault', 'noticeFault'] },
              onDone: [
                {
                  ...failed('#fill.field.failed'),
                  actions: assign({
                    failure: ({ event }) => (event.output.ok ? null : event.output),
                  }),
                },
                {
                  target: 'ready',
                  actions: assign({
                    choices: ({ context, event }) => ({
                      ...context.choices,
                      [context.field ?? '']: event.output.ok ? event.output.choices : [],
                    }),
                  }),
                },
              ],
            },
          },
          ready: {
            tags: ['offers:FILL'],
            on: {
              ...pausing,
              FILL: {
                guard: 'isAsked',
                target: 'checking',
                actions: assign({ typed: ({ event }) => event.value }),
              },
            },
          },
          checking: {
            tags: ['busy:FILL'],
            invoke: {
              id: 'checkField',
              src: 'checkField',
              input: ({ context }) => context,
              onError: { target: '#fill.field.failed', actions: ['fault', 'noticeFault'] },
              onDone: [
                {
                  guard: ({ event }) => event.output !== null,
                  target: 'ready',
                  actions: assign({ fault: ({ event }) => event.output }),
                },
                {
                  target: '#fill.next',
                  actions: assign(({ context }) => ({
                    ...take(ports, context),
                    trail: [
                      ...context.trail.filter((id) => id !== context.field),
                      ...(context.field === null ? [] : [context.field]),
                    ],
                    typed: null,
                    fault: null,
                  })),
                },
              ],
            },
          },
          failed: {
            tags: ['offers:RETRY'],
            on: { RETRY: { guard: 'canRetry', target: 'deciding' } },
          },
        },
      },
      review: {
        tags: ['offers:SUBMIT', 'offers:EDIT', 'offers:DISPUTE'],
        entry: assign({ field: null, typed: null, fault: null, failure: null }),
        on: {
          ...leaving,
          ...pausing,
          EDIT: { guard: 'knowsField', target: 'field', actions: 'editNamed' },
          DISPUTE: { guard: 'hasSource', target: 'dispute', actions: 'editNamed' },
          SUBMIT: 'checking',
          BACK: [
            { guard: 'hasTrail', target: 'field', actions: 'backOneField' },
            { target: 'done', actions: 'goOut' },
          ],
          REVEAL: { actions: 'reveal' },
        },
      },
      checking: {
        tags: ['busy:SUBMIT'],
        on: leaving,
        invoke: {
          id: 'check',
          src: 'check',
          input: ({ context }) => context,
          onError: { target: '#fill.failed', actions: ['fault', 'noticeFault'] },
          onDone: [
            {
              guard: ({ event }) => event.output.faults.length > 0,
              target: 'blocked',
              actions: assign({ faults: ({ event }) => event.output.faults }),
            },
            {
              guard: ({ context, event }) => event.output.warnings.length > 0 && !context.warned,
              target: 'review',
              actions: assign({ warnings: ({ event }) => event.output.warnings, warned: true }),
            },
            { guard: 'signs', target: 'sign' },
            { target: 'done' },
          ],
        },
      },
      failed: {
        tags: ['offers:RETRY'],
        on: { ...leaving, RETRY: 'checking', BACK: 'review' },
      },
      blocked: {
        tags: ['offers:EDIT'],
        on: {
          ...leaving,
          ...pausing,
          EDIT: { guard: 'knowsField', target: 'field', actions: 'editNamed' },
          BACK: 'review',
        },
      },
      sign: {
        initial: 'pad',
        on: { ...leaving, BACK: 'review' },
        states: {
          pad: {
            on: {
              ...pausing,
              SIGN: { target: 'sealing', actions: assign({ strokes: ({ event }) => event.strokes }) },
            },
          },
          sealing: {
            tags: ['busy:SIGN', 'busy:BACK'],
            entry: 'pauseCountdown',
            exit: 'resumeCountdown',
            // What is being sealed is waited for: it is a matter of seconds, and going back would leave it half.
            on: { BACK: {} },
            invoke: {
              id: 'sign',
              src: 'sign',
              input: ({ context }) => context,
              onError: { target: '#fill.sign.failed', actions: ['fault', 'noticeFault'] },
              onDone: [
                {
                  ...failed('#fill.sign.failed'),
                  actions: assign({
                    failure: ({ event }) => (event.output.ok ? null : event.output),
                  }),
                },
                {
                  target: '#fill.done',
                  actions: assign({
                    signature: ({ event }) => (event.output.ok ? event.output.signature : null),
                    strokes: [],
                  }),
                },
              ],
            },
          },
          failed: {
            tags: ['offers:RETRY'],
            on: { RETRY: { guard: 'canRetry', target: 'sealing' } },
          },
        },
      },
      dispute: {
        initial: 'claim',
        on: { ...leaving, BACK: 'review' },
        states: {
          claim: {
            on: {
              CLAIM: {
                target: 'raising',
                actions: assign({
                  claimed: ({ event }) => event.claimed,
                  claims: ({ context }) => context.claims + 1,
                }),
              },
            },
          },
          raising: {
            tags: ['busy:CLAIM', 'busy:BACK'],
            entry: 'pauseCountdown',
            exit: 'resumeCountdown',
            on: { BACK: {} },
            invoke: {
              id: 'dispute',
              src: 'dispute',
              input: ({ context }) => context,
              onError: { target: '#fill.dispute.failed', actions: ['fault', 'noticeFault'] },
              onDone: [
                {
                  ...failed('#fill.dispute.failed'),
                  actions: assign({
                    failure: ({ event }) => (event.output.ok ? null : event.output),
                  }),
                },
                {
                  target: '#fill.review',
                  actions: assign({
                    disputed: ({ context, event }) => ({
                      ...context.disputed,
                      [context.field ?? '']: {
                        receipt: event.output.ok ? event.output.receipt : null,
                        dueOn: event.output.ok ? event.output.dueOn : null,
                      },
                    }),
                    claimed: null,
                  }),
                },
              ],
            },
          },
          failed: {
            tags: ['offers:RETRY'],
            on: { RETRY: { guard: 'canRetry', target: 'raising' } },
          },
        },
      },
      done: { type: 'final' },
    },
  });
}
