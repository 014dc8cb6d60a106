import { assign, fromPromise, sendParent, sendTo, setup } from 'xstate';
import type { CarriedService } from './carried-service.ts';
import type { Catalogue } from './catalogue.ts';
import type { CarryFailure, CarryPorts, CarryProblem, Redeemed } from './carry-ports.ts';
import type { DeviceEvent, LeaveEvent, Tag } from './events.ts';
import { identifyMachine, type IdentifyPorts } from './identify.ts';
import type { Ending, SessionItem } from './ports.ts';
import type { Identified } from './service/service.ts';
import { type Showing, waysOf, withDevice } from './ways.ts';

export interface CarriedInput {
  /** Of the QR code that was shown here. */
  scanned: string;
  /** The same for every repetition, so that a lost answer comes again. 16 to 64 letters, digits, `-`, `_`. */
  opId: string;
  /** `YYYY-MM-DD`. */
  today: string;
  devices: Showing;
}

export interface CarriedContext extends Omit<CarriedInput, 'scanned'> {
  /** `null` once it has been used. */
  scanned: string | null;
  /** A card was on the reader at some time. */
  cardLaid: boolean;
  service: CarriedService | null;
  subject: string | null;
  person: Identified | null;
  problem: CarryProblem;
  ending: Ending | null;
}

/** Either it goes on with what was left, by the one who left it, or the session is at its end. */
export type CarriedOutput = { cardLaid: boolean } & (
  | { ending: null; service: CarriedService; person: Identified }
  | { ending: Ending; service: null; person: null }
);

type CarriedEvent =
  | { type: 'RETRY' }
  | { type: 'CANCEL' }
  | { type: 'PAUSE' }
  | { type: 'RESUME' }
  | LeaveEvent
  | DeviceEvent;

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
export function carriedMachine(
  carry: Pick<CarryPorts, 'redeem' | 'isSame'>,
  ports: IdentifyPorts,
  catalogue: Pick<Catalogue, 'item'>,
) {
  return setup({
    types: {
      context: {} as CarriedContext,
      events: {} as CarriedEvent,
      input: {} as CarriedInput,
      output: {} as CarriedOutput,
      tags: {} as Tag,
      children: {} as { redeem: 'redeem'; identify: 'identify'; same: 'isSame' },
    },
    actors: {
      identify: identifyMachine(ports),
      redeem: fromPromise<Redeemed | CarryFailure, { scanned: string; opId: string }>(({ input, signal }) =>
        carry.redeem(input, signal),
      ),
      isSame: fromPromise<{ ok: true } | CarryFailure, { person: Identified; subject: string }>(
        ({ input, signal }) => carry.isSame(input, signal),
      ),
    },
    actions: {
      pauseCountdown: sendParent({ type: 'PAUSE' }),
      resumeCountdown: sendParent({ type: 'RESUME' }),
      setDevice: assign({
        devices: ({ context, event }) =>
          event.type === 'DEVICE' ? withDevice(context.devices, event) : context.devices,
      }),
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
      devices: { 'id-card': input.devices['id-card'], scanner: input.devices.scanner },
      cardLaid: false,
      service: null,
      subject: null,
      person: null,
      problem: 'kiosk-fault',
      ending: null,
    }),
    output: ({ context: { service, subject, person, cardLaid, ending } }) =>
      ending === null && service !== null && person !== null
        ? // The city has just said under which reference it knows them.
          { service, person: { ...person, subject }, cardLaid, ending }
        : { service: null, person: null, cardLaid, ending: ending ?? 'failed' },
    initial: 'redeeming',
    on: {
      CANCEL: { target: '.done', actions: assign({ ending: 'cancelled' }) },
      LEAVE: { target: '.done', actions: assign({ ending: ({ event }) => event.ending }) },
      DEVICE: { actions: 'setDevice' },
      PAUSE: { actions: 'pauseCountdown' },
      RESUME: { actions: 'resumeCountdown' },
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
      /** As for any service, except that a receipt shows nobody. */
      identifying: {
        invoke: {
          id: 'identify',
          src: 'identify',
          input: ({ context }) => ({
            canSkip: false,
            cardLaid: false,
            today: context.today,
            ways: waysOf(itemOf(catalogue, context.service)).filter((way) => way !== 'receipt'),
            keep: 'all',
            devices: context.devices,
          }),
          onDone: [
            {
              guard: ({ context, event }) => context.ending !== null || event.output.ending !== null,
              target: 'done',
              actions: assign(({ context, event: { output } }) => ({
                ending: context.ending ?? output.ending,
                cardLaid: output.cardLaid,
              })),
            },
            {
              target: 'comparing',
              actions: assign(({ event: { output } }) => ({
                person: output.person,
                cardLaid: output.cardLaid,
              })),
            },
          ],
          // Whether a card was laid is lost with the machine; asking for its removal is the safe side.
          onError: { target: 'problem', actions: ['kioskFault', assign({ cardLaid: true })] },
        },
        on: {
          DEVICE: { actions: ['setDevice', sendTo('identify', ({ event }) => event)] },
          LEAVE: {
            actions: [
              assign({ ending: ({ event }) => event.ending }),
              sendTo('identify', ({ event }) => event),
            ],
          },
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

function itemOf(catalogue: Pick<Catalogue, 'item'>, service: CarriedService | null): SessionItem {
  const item = catalogue.item(service?.itemId ?? '');
  if (item === null) throw new Error('an item was picked up that this kiosk does not have');
  return item;
}
