import { assign, fromPromise, sendParent, setup } from 'xstate';
import type { Problem } from '../contract/problem.ts';
import type { Way } from '../contract/view.ts';
import { isDown } from './events.ts';
import type { DeviceEvent, LeaveEvent, Tag } from './events.ts';
import { personOnCard, type Keep } from './person-on-card.ts';
import type { Ending, Ports, ResolvedCode } from './ports.ts';
import { problemOf } from './problem-of.ts';
import type { Identified } from './service/service.ts';
import { type Showing, waysNow, whyNoWay, withDevice } from './ways.ts';

export interface IdentifyInput {
  /** The item can be used without a card. */
  canSkip: boolean;
  /** A card already lies on the reader: it was laid on the attract screen. */
  cardLaid: boolean;
  /** `YYYY-MM-DD`. */
  today: string;
  /** What may be shown; the first is the one that the trouble is told of where none works. */
  ways: readonly Way[];
  /** What the item needs of a card. Nothing else of it comes into the machine. */
  keep: Keep;
  devices: Showing;
}

export interface IdentifyContext extends IdentifyInput {
  person: Identified | null;
  receipt: string | null;
  problem: Problem;
  /** Set when the step is left without going on. */
  ending: Ending | null;
}

/** `cardLaid`: a card was on the reader at some time, so its removal has to be waited for. */
export interface IdentifyOutput {
  person: Identified | null;
  receipt: string | null;
  cardLaid: boolean;
  ending: Ending | null;
}

type IdentifyEvent =
  | { type: 'SKIP_IDENTITY' }
  | { type: 'RETRY' }
  | { type: 'CANCEL' }
  | LeaveEvent
  | DeviceEvent;

export type IdentifyPorts = Pick<Ports, 'waitForCard' | 'readCard' | 'waitForCode' | 'resolveCode'>;

/** Trying the same card again cannot change these, or it was no card; another one can still be shown. */
const hopeless: ReadonlySet<Problem> = new Set([
  'card-expired',
  'card-unknown',
  'code-unknown',
  'code-expired',
  'code-unreadable',
  'code-unchecked',
  'scanner-unavailable',
]);
const goneDevice: ReadonlySet<Problem> = new Set(['reader-unavailable', 'scanner-unavailable']);

export function canRetryReading(context: Pick<IdentifyContext, 'problem' | 'devices' | 'ways'>): boolean {
  const { problem, devices, ways } = context;
  return ways.includes('card') && !isDown(devices['id-card']) && !hopeless.has(problem);
}

/**
 * Who is it? Whatever the item takes is waited for at once. A card that was read stays invisible to the reader until
 * it is lifted and laid again, so a failed card is waited for as a new one. Ends with a person, with a receipt, with
 * nobody (skipped), or with an ending.
 */
export function identifyMachine(ports: IdentifyPorts) {
  return setup({
    types: {
      context: {} as IdentifyContext,
      events: {} as IdentifyEvent,
      input: {} as IdentifyInput,
      output: {} as IdentifyOutput,
      tags: {} as Tag,
    },
    actors: {
      waitForCard: fromPromise<void, boolean>(({ input: wanted, signal }) =>
        wanted ? ports.waitForCard(signal) : never(),
      ),
      waitForCode: fromPromise<'read' | 'unreadable', boolean>(({ input: wanted, signal }) =>
        wanted ? ports.waitForCode(signal) : never(),
      ),
      // The record is cut down here, so that no event or snapshot ever holds the rest of it.
      readCard: fromPromise<{ person: Identified; validTo: string }, Keep>(async ({ input, signal }) => {
        const record = await ports.readCard(signal);
        return { person: personOnCard(record, input), validTo: record.validTo };
      }),
      resolveCode: fromPromise<ResolvedCode, { code: boolean; receipt: boolean }>(({ input, signal }) =>
        ports.resolveCode(input, signal),
      ),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      setDevice: assign({
        devices: ({ context, event }) =>
          event.type === 'DEVICE' ? withDevice(context.devices, event) : context.devices,
      }),
      tellWhyNoWay: assign({ problem: ({ context }) => whyNoWay(context.ways, context.devices) }),
    },
    guards: {
      canSkip: ({ context }) => context.canSkip,
      canRetry: ({ context }) => canRetryReading(context),
      noWay: ({ context }) => waysNow(context.ways, context.devices).length === 0,
      /** The trouble was that a device is not there, and now there is one. */
      wayAgain: ({ context, event }) =>
        event.type === 'DEVICE' &&
        !isDown(event.readiness) &&
        goneDevice.has(context.problem) &&
        waysNow(context.ways, withDevice(context.devices, event)).length > 0,
      noWayAnyMore: ({ context, event }) =>
        event.type === 'DEVICE' && waysNow(context.ways, withDevice(context.devices, event)).length === 0,
    },
  }).createMachine({
    id: 'identify',
    context: ({ input }) => ({
      ...input,
      devices: { 'id-card': input.devices['id-card'], scanner: input.devices.scanner },
      person: null,
      receipt: null,
      problem: 'reader-unavailable',
      ending: null,
    }),
    output: ({ context: { person, receipt, cardLaid, ending } }) => ({ person, receipt, cardLaid, ending }),
    initial: 'entering',
    on: {
      CANCEL: { target: '.done', actions: assign({ ending: 'cancelled' }) },
      LEAVE: { target: '.done', actions: assign({ ending: ({ event }) => event.ending }) },
      DEVICE: { actions: 'setDevice' },
    },
    states: {
      entering: {
        always: [{ guard: ({ context }) => context.cardLaid, target: 'reading' }, { target: 'waiting' }],
      },
      waiting: {
        always: { guard: 'noWay', target: 'problem', actions: 'tellWhyNoWay' },
        invoke: [
          {
            id: 'card',
            src: 'waitForCard',
            input: ({ context }) => context.ways.includes('card'),
            onDone: 'reading',
            onError: {
              target: 'problem',
              actions: assign({ problem: ({ event }) => problemOf('id-card', event.error) }),
            },
          },
          {
            id: 'code',
            src: 'waitForCode',
            input: ({ context }) => takesCodes(context.ways),
            onDone: [
              { guard: ({ event }) => event.output === 'read', target: 'resolving' },
              { target: 'problem', actions: assign({ problem: 'code-unreadable' }) },
            ],
            onError: {
              target: 'problem',
              actions: assign({ problem: ({ event }) => problemOf('scanner', event.error) }),
            },
          },
        ],
        on: { SKIP_IDENTITY: { guard: 'canSkip', target: 'done' } },
      },
      reading: {
        tags: ['busy:RETRY'],
        entry: [assign({ cardLaid: true }), 'pauseCountdown'],
        exit: 'resumeCountdown',
        invoke: {
          id: 'read',
          src: 'readCard',
          input: ({ context }) => context.keep,
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
      resolving: {
        tags: ['busy:RETRY'],
        entry: 'pauseCountdown',
        exit: 'resumeCountdown',
        invoke: {
          id: 'resolve',
          src: 'resolveCode',
          input: ({ context: { ways } }) => ({
            code: ways.includes('code'),
            receipt: ways.includes('receipt'),
          }),
          onDone: [
            {
              guard: ({ event }) => event.output.ok,
              target: 'done',
              actions: assign(({ event: { output } }) =>
                output.ok ? { person: output.person, receipt: output.receipt } : {},
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
      },
      problem: {
        tags: ['offers:RETRY'],
        invoke: [
          {
            id: 'card',
            src: 'waitForCard',
            input: ({ context }) => context.ways.includes('card'),
            onDone: 'reading',
            onError: { actions: assign({ problem: ({ event }) => problemOf('id-card', event.error) }) },
          },
          {
            id: 'code',
            src: 'waitForCode',
            input: ({ context }) => takesCodes(context.ways),
            onDone: [
              { guard: ({ event }) => event.output === 'read', target: 'resolving' },
              { target: 'problem', reenter: true, actions: assign({ problem: 'code-unreadable' }) },
            ],
            onError: { actions: assign({ problem: ({ event }) => problemOf('scanner', event.error) }) },
          },
        ],
        on: {
          SKIP_IDENTITY: { guard: 'canSkip', target: 'done' },
          RETRY: { guard: 'canRetry', target: 'reading' },
          DEVICE: [
            { guard: 'wayAgain', target: 'waiting', actions: 'setDevice' },
            { guard: 'noWayAnyMore', actions: ['setDevice', 'tellWhyNoWay'] },
            { actions: 'setDevice' },
          ],
        },
      },
      done: { type: 'final' },
    },
  });
}

function takesCodes(ways: readonly Way[]): boolean {
  return ways.includes('code') || ways.includes('receipt');
}

/** For what the item does not take. Ends with the actor. */
function never(): Promise<never> {
  return new Promise(() => {});
}

/** A card is valid up to and including the day that is written on it; both are `YYYY-MM-DD`. */
function isExpired(validTo: string, today: string): boolean {
  return validTo !== 'long-term' && validTo < today;
}
