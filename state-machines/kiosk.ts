import { assign, emit, fromPromise, sendTo, setup } from 'xstate';
import type { Problem } from '../contract/problem.ts';
import { defaultSettings } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import { waitActor, withDeadline } from './actors.ts';
import type { CarryPorts } from './carry-ports.ts';
import type { Browse, Catalogue } from './catalogue.ts';
import { isDown } from './events.ts';
import { waysNow, waysOf, whyNoWay } from './ways.ts';
import type { DeviceEvent, Devices, Notice, Tag } from './events.ts';
import type { Delays, DeviceReadiness, Ending, Ports, SessionItem } from './ports.ts';
import type { ServicePorts } from './service/service.ts';
import { sessionMachine } from './session.ts';

export interface KioskContext {
  devices: Devices;
  settings: Settings;
  helpOpen: boolean;
  sessionId: string | null;
  itemId: string | null;
  /** The session was started by a card on the attract screen. */
  cardLaid: boolean;
  /** What somebody looks through; `null`: the attract screen. */
  browse: Browse | null;
  /** The session was started by a code for what was left at another kiosk. */
  scanned: string | null;
  ending: Ending;
}

type KioskEvent =
  | { type: 'START'; itemId: string }
  | ({ type: 'BROWSE' } & Browse)
  | { type: 'HOME' }
  | { type: 'SET'; settings: { [K in keyof Settings]?: Settings[K] | undefined } }
  | { type: 'HELP'; open: boolean }
  | { type: 'TOUCH' }
  | { type: 'HIDE' }
  | DeviceEvent;

export interface KioskOptions {
  ports: Ports;
  services: ServicePorts;
  carry: CarryPorts;
  catalogue: Catalogue;
  delays: Delays;
  /** The local date, `YYYY-MM-DD`. */
  today: () => string;
}

/** Why an item cannot be started and finished now; `null` if it can. */
export function itemProblem(item: SessionItem, devices: Devices): Problem | null {
  const printer = devices['ticket-printer'];
  if (item.flow === 'queue-ticket' && isDown(printer)) return printer.problem ?? 'printer-unavailable';
  if (item.identity === 'required' && waysNow(waysOf(item), devices).length === 0)
    return whyNoWay(waysOf(item), devices);
  return null;
}

/** The promise before the start: what is begun can be finished, as far as anybody can know now. */
export function canBegin(catalogue: Catalogue, itemId: string, devices: Devices): boolean {
  const item = catalogue.item(itemId);
  return item !== null && itemProblem(item, devices) === null && catalogue.isOffered(itemId);
}

/** The required device that keeps the kiosk closed, if there is one. */
export function blockingDevice(devices: Devices): DeviceReadiness | null {
  return Object.values(devices).find((device) => device.required && isDown(device)) ?? null;
}

/** Until the host has said what is there, everything counts as required and starting. */
const unknownDevice: DeviceReadiness = { required: true, state: 'starting', problem: null, since: '' };

/**
 * A kiosk without a UPS runs for as long as there is power, and nobody tells it when there is none. One without a
 * scanner takes cards.
 */
const notThere: DeviceReadiness = { required: false, state: 'absent', problem: null, since: '' };

const noSession = {
  sessionId: null,
  itemId: null,
  cardLaid: false,
  scanned: null,
  ending: 'finished',
} as const;
/**
 * Each touch starts the wait for the last one over. Handled in the states and not in their region: to re-enter
 * from there would leave the whole parallel state, and with it the listening for a card (SCXML, 3.13: LCCA).
 */
const comfortTouches = {
  SET: { target: 'changed', actions: 'set', reenter: true },
  HELP: { target: 'changed', actions: 'help', reenter: true },
} as const;
/** And so does whoever looks through the items or changes something meanwhile: it is one person. */
const looksOn = { target: 'changed', reenter: true } as const;
const readsOn = { target: 'browsing', reenter: true } as const;
const defaultComfort = { settings: defaultSettings, helpOpen: false };

/** The root: closed or open, in a session, or wiping after one. */
export function kioskMachine({ ports, services, carry, catalogue, delays, today }: KioskOptions) {
  return setup({
    types: {
      context: {} as KioskContext,
      events: {} as KioskEvent,
      emitted: {} as Notice,
      tags: {} as Tag,
      children: {} as {
        session: 'session';
        wipe: 'wipe';
        card: 'waitForCard';
        carried: 'waitForCarried';
        untilRetry: 'wait';
        untouched: 'wait';
        unread: 'wait';
      },
    },
    actors: {
      session: sessionMachine(ports, services, carry, catalogue, delays),
      wait: waitActor(ports),
      waitForCard: fromPromise(({ signal }) => ports.waitForCard(signal)),
      waitForCarried: fromPromise<string>(({ signal }) => ports.waitForCarried(signal)),
      wipe: fromPromise<void, { sessionId: string; ending: Ending }>(({ input, signal }) =>
        withDeadline(ports, signal, (s) => ports.endSession(input, s)),
      ),
    },
    actions: {
      setDevice: assign({
        devices: ({ context, event }) =>
          event.type === 'DEVICE' ? { ...context.devices, [event.role]: event.readiness } : context.devices,
      }),
      set: assign({
        settings: ({ context, event }) =>
          event.type === 'SET' ? merge(context.settings, event.settings) : context.settings,
      }),
      help: assign({ helpOpen: ({ event }) => event.type === 'HELP' && event.open }),
      browse: assign({
        browse: ({ context, event }) =>
          event.type === 'BROWSE'
            ? { theme: event.theme, text: event.text, from: event.from }
            : context.browse,
      }),
      closeShelf: assign({ browse: null }),
      resetComfort: assign(defaultComfort),
      noticeFailure: emit({ type: 'notice', code: 'machine-failed' }),
    },
    guards: {
      blocked: ({ context }) => blockingDevice(context.devices) !== null,
      open: ({ context }) => blockingDevice(context.devices) === null,
      settled: ({ context }) =>
        Object.values(context.devices).every((device) => !device.required || device.state !== 'starting'),
      cardStarts: ({ context }) => itemProblem(catalogue.first, context.devices) === null,
      cardDoesNotStart: ({ context }) => itemProblem(catalogue.first, context.devices) !== null,
      canStart: ({ context, event }) =>
        event.type === 'START' && canBegin(catalogue, event.itemId, context.devices),
    },
  }).createMachine({
    id: 'kiosk',
    context: {
      // Power first: a citizen is told of it before anything else that is wrong.
      devices: {
        ups: notThere,
        'id-card': unknownDevice,
        'ticket-printer': unknownDevice,
        scanner: notThere,
      },
      ...defaultComfort,
      ...noSession,
      browse: null,
    },
    on: { DEVICE: { actions: 'setDevice' } },
    initial: 'starting',
    states: {
      starting: {
        always: { guard: 'settled', target: 'idle' },
      },
      idle: {
        type: 'parallel',
        states: {
          door: {
            initial: 'attract',
            states: {
              attract: {
                tags: ['offers:START'],
                always: { guard: 'blocked', target: 'outOfService' },
                invoke: {
                  id: 'carried',
                  src: 'waitForCarried',
                  onDone: {
                    target: '#kiosk.session',
                    actions: assign({ scanned: ({ event }) => event.output }),
                  },
                  // Listened for again after the next session; at once could spin.
                  onError: { actions: 'noticeFailure' },
                },
                on: {
                  START: {
                    guard: 'canStart',
                    target: '#kiosk.session',
                    actions: assign({ itemId: ({ event }) => event.itemId, cardLaid: false }),
                  },
                },
                initial: 'deaf',
                states: {
                  // A card is listened for only while the first item can be finished.
                  deaf: { always: { guard: 'cardStarts', target: 'listening' } },
                  listening: {
                    always: { guard: 'cardDoesNotStart', target: 'deaf' },
                    invoke: {
                      id: 'card',
                      src: 'waitForCard',
                      onDone: {
                        target: '#kiosk.session',
                        actions: assign({ itemId: catalogue.first.id, cardLaid: true }),
                      },
                      onError: 'failed',
                    },
                  },
                  // Touch still starts; listening again at once could spin.
                  failed: {
                    invoke: {
                      id: 'untilRetry',
                      src: 'wait',
                      input: delays.idleMs,
                      onDone: 'deaf',
                      onError: 'deaf',
                    },
                    entry: 'noticeFailure',
                  },
                },
              },
              outOfService: {
                tags: ['offers:START'],
                always: { guard: 'open', target: 'attract' },
              },
            },
          },
          // Looking through the items. Whoever walks away from it leaves nothing behind.
          shelf: {
            initial: 'front',
            states: {
              front: { tags: ['offers:BROWSE'], on: { BROWSE: { target: 'browsing', actions: 'browse' } } },
              browsing: {
                on: {
                  BROWSE: { target: 'browsing', actions: 'browse', reenter: true },
                  HOME: { target: 'front', actions: 'closeShelf' },
                  SET: readsOn,
                  HELP: readsOn,
                },
                invoke: {
                  id: 'unread',
                  src: 'wait',
                  input: delays.idleMs,
                  onDone: { target: 'front', actions: 'closeShelf' },
                  onError: { target: 'front', actions: 'closeShelf' },
                },
              },
            },
          },
          comfort: {
            initial: 'standard',
            states: {
              standard: { on: comfortTouches },
              changed: {
                on: { ...comfortTouches, BROWSE: looksOn, HOME: looksOn },
                invoke: {
                  id: 'untouched',
                  src: 'wait',
                  input: delays.idleMs,
                  onDone: { target: 'standard', actions: 'resetComfort' },
                  onError: { target: 'standard', actions: 'resetComfort' },
                },
              },
            },
          },
        },
      },
      session: {
        entry: assign({ sessionId: () => ports.newSessionId(), browse: null }),
        invoke: {
          id: 'session',
          src: 'session',
          input: ({ context }) => ({
            sessionId: context.sessionId ?? '',
            item: (context.itemId !== null && catalogue.item(context.itemId)) || catalogue.first,
            cardLaid: context.cardLaid,
            scanned: context.scanned,
            today: today(),
            devices: context.devices,
          }),
          onDone: { target: 'wiping', actions: assign({ ending: ({ event }) => event.output.ending }) },
          onError: { target: 'wiping', actions: [assign({ ending: 'failed' }), 'noticeFailure'] },
        },
        on: {
          DEVICE: { actions: ['setDevice', sendTo('session', ({ event }) => event)] },
          TOUCH: { actions: sendTo('session', ({ event }) => event) },
          HIDE: { actions: sendTo('session', ({ event }) => event) },
          SET: { actions: 'set' },
          HELP: { actions: 'help' },
        },
      },
      wiping: {
        tags: ['busy:CANCEL'],
        invoke: {
          id: 'wipe',
          src: 'wipe',
          input: ({ context }) => ({ sessionId: context.sessionId ?? '', ending: context.ending }),
          onDone: 'idle',
          onError: { target: 'idle', actions: emit({ type: 'notice', code: 'wipe-failed' }) },
        },
        exit: assign({ ...noSession, ...defaultComfort }),
      },
    },
  });
}

/** Keys that are not given, or given as undefined, stay as they are. */
function merge(settings: Settings, change: { [K in keyof Settings]?: Settings[K] | undefined }): Settings {
  return {
    language: change.language ?? settings.language,
    textSize: change.textSize ?? settings.textSize,
    contrast: change.contrast ?? settings.contrast,
    reach: change.reach ?? settings.reach,
  };
}
