import { assign, emit, enqueueActions, fromPromise, not, raise, sendTo, setup } from 'xstate';
import { waitActor } from './actors.ts';
import { carriedMachine } from './carried.ts';
import type { CarriedService } from './carried-service.ts';
import type { CarryPorts } from './carry-ports.ts';
import type { Catalogue } from './catalogue.ts';
import { countdownMachine } from './countdown.ts';
import { isPowerLow } from './events.ts';
import type { DeviceEvent, Devices, LeaveEvent, Notice, Tag } from './events.ts';
import { identifyMachine } from './identify.ts';
import type { Delays, Ending, IssuedTicket, Ports, SessionItem } from './ports.ts';
import { queueTicketMachine } from './queue-ticket.ts';
import { serviceMachine } from './service/machine.ts';
import type { Identified, ServiceInfo, ServicePorts } from './service/service.ts';
import { takeThingsMachine } from './take-things.ts';
import { waysOf } from './ways.ts';

export interface SessionInput {
  sessionId: string;
  /** Of what was left at another kiosk it is known only once that has been picked up. */
  item: SessionItem;
  /** A code for what was left at another kiosk, which started the session. */
  scanned: string | null;
  /** The session was started by a card on the attract screen. */
  cardLaid: boolean;
  /** `YYYY-MM-DD`. */
  today: string;
  devices: Devices;
}

export interface SessionContext extends SessionInput {
  person: Identified | null;
  /** What was left at another kiosk, until it goes on. */
  carried: CarriedService | null;
  /** The region that a cross-province item is done for. */
  region: string | null;
  /** Of a case, where it was shown instead of saying who it is. */
  receipt: string | null;
  ticket: IssuedTicket | null;
  outcome: 'printed' | 'uncertain' | 'none';
  /** What came out, where something did. */
  paper: 'ticket' | 'a4';
  ending: Ending;
  /** Nobody counts any more: the step that runs has been asked to come to this end, and may just have come to its own. */
  due: Ending | null;
}

type SessionEvent =
  | { type: 'PICK'; value: string }
  | { type: 'CANCEL' }
  /** After every accepted touch. */
  | { type: 'TOUCH' }
  /** After every accepted touch that is not the reveal button: masks the person again. */
  | { type: 'HIDE' }
  | { type: 'PAUSE' }
  | { type: 'RESUME' }
  | LeaveEvent
  | DeviceEvent;

/** One citizen, from the first touch to the last thing taken away. */
export function sessionMachine(
  ports: Ports,
  services: ServicePorts,
  carry: CarryPorts,
  catalogue: Pick<Catalogue, 'item'>,
  delays: Delays,
) {
  return setup({
    types: {
      context: {} as SessionContext,
      events: {} as SessionEvent,
      input: {} as SessionInput,
      output: {} as { ending: Ending },
      emitted: {} as Notice,
      tags: {} as Tag,
      children: {} as {
        countdown: 'countdown';
        carried: 'carried';
        identify: 'identify';
        flow: 'flow';
        service: 'service';
        take: 'take';
        thanks: 'wait';
        retract: 'retract';
      },
    },
    actors: {
      countdown: countdownMachine(ports, delays),
      carried: carriedMachine(carry, ports, catalogue),
      identify: identifyMachine(ports),
      flow: queueTicketMachine(ports),
      service: serviceMachine(services, carry, ports),
      take: takeThingsMachine(ports, delays),
      wait: waitActor(ports),
      retract: fromPromise(({ signal }) => ports.retractTicket(signal)),
    },
    actions: {
      setDevice: assign({
        devices: ({ context, event }) =>
          event.type === 'DEVICE' ? { ...context.devices, [event.role]: event.readiness } : context.devices,
      }),
      /** Ends the step as the ceiling does: what is being read or printed is waited for. */
      leaveIfPowerLow: enqueueActions(({ context, enqueue }) => {
        if (isPowerLow(context.devices)) enqueue.sendTo('countdown', { type: 'POWER_LOW' });
      }),
      failed: assign({ ending: 'failed' }),
      noticeFailure: emit({ type: 'notice', code: 'machine-failed' }),
    },
    guards: {
      powerLow: ({ context }) => isPowerLow(context.devices),
      hasRegions: ({ context }) => regionsOf(context.item).length > 0 && context.region === null,
      knowsRegion: ({ context, event }) =>
        event.type === 'PICK' && regionsOf(context.item).some(({ code }) => code === event.value),
      counting: ({ context }) => context.due === null,
      due: ({ context }) => context.due !== null,
      nothingPrinted: ({ context }) => context.outcome === 'none',
    },
  }).createMachine({
    id: 'session',
    context: ({ input }) => ({
      ...input,
      person: null,
      carried: null,
      region: null,
      receipt: null,
      ticket: null,
      outcome: 'none',
      paper: 'ticket',
      ending: 'finished',
      due: null,
    }),
    output: ({ context }) => ({ ending: context.ending }),
    on: { DEVICE: { actions: 'setDevice' } },
    initial: 'active',
    states: {
      active: {
        initial: 'entering',
        // Nothing after this needs to know who it was.
        exit: assign({ person: null, receipt: null, carried: null }),
        invoke: {
          id: 'countdown',
          src: 'countdown',
          onDone: {
            actions: [
              assign({ due: ({ event }) => event.output }),
              raise(({ event }) => ({ type: 'LEAVE', ending: event.output })),
            ],
          },
          onError: {
            actions: ['noticeFailure', assign({ due: 'failed' }), raise({ type: 'LEAVE', ending: 'failed' })],
          },
        },
        on: {
          TOUCH: { guard: 'counting', actions: sendTo('countdown', ({ event }) => event) },
          PAUSE: { guard: 'counting', actions: sendTo('countdown', ({ event }) => event) },
          RESUME: { guard: 'counting', actions: sendTo('countdown', ({ event }) => event) },
        },
        states: {
          entering: {
            always: [
              { guard: ({ context }) => context.scanned !== null, target: 'carried' },
              { target: 'region' },
            ],
          },
          carried: {
            exit: assign({ scanned: null }),
            invoke: {
              id: 'carried',
              src: 'carried',
              input: ({ context: { scanned, sessionId, today, devices } }) => ({
                scanned: scanned ?? '',
                opId: `${sessionId}-carry`,
                today,
                devices,
              }),
              onDone: [
                {
                  guard: 'due',
                  target: '#session.takeThings',
                  actions: assign(({ context, event }) => ({
                    ending: context.due ?? 'cancelled',
                    cardLaid: event.output.cardLaid,
                  })),
                },
                {
                  guard: ({ event }) => event.output.ending === null,
                  target: 'service',
                  actions: assign(({ context, event: { output } }) => ({
                    item: catalogue.item(output.service?.itemId ?? '') ?? context.item,
                    region: output.service?.region ?? null,
                    carried: output.service,
                    person: output.person,
                    cardLaid: output.cardLaid,
                  })),
                },
                {
                  target: '#session.takeThings',
                  actions: assign(({ event: { output } }) => ({
                    ending: output.ending ?? 'cancelled',
                    cardLaid: output.cardLaid,
                  })),
                },
              ],
              // Whether a card was laid is lost with the machine; asking for its removal is the safe side.
              onError: {
                target: '#session.takeThings',
                actions: ['failed', 'noticeFailure', assign({ cardLaid: true })],
              },
            },
            on: {
              DEVICE: { actions: ['setDevice', sendTo('carried', ({ event }) => event), 'leaveIfPowerLow'] },
              LEAVE: { actions: sendTo('carried', ({ event }) => event) },
            },
          },
          // Before anything is asked: the region's own guide is the one that counts.
          region: {
            tags: ['offers:PICK'],
            always: [{ guard: not('hasRegions'), target: 'identify' }],
            on: {
              PICK: {
                guard: 'knowsRegion',
                target: 'identify',
                actions: assign({ region: ({ event }) => event.value }),
              },
              CANCEL: { target: '#session.takeThings', actions: assign({ ending: 'cancelled' }) },
              LEAVE: {
                target: '#session.takeThings',
                actions: assign({ ending: ({ event }) => event.ending }),
              },
              DEVICE: { actions: ['setDevice', 'leaveIfPowerLow'] },
            },
          },
          identify: {
            tags: ['busy:START'],
            invoke: {
              id: 'identify',
              src: 'identify',
              input: ({ context }) => ({
                canSkip: context.item.identity !== 'required',
                cardLaid: context.cardLaid,
                today: context.today,
                ways: waysOf(context.item),
                keep: context.item.flow === 'service' ? 'all' : 'name-and-number',
                devices: context.devices,
              }),
              onDone: [
                {
                  guard: 'due',
                  target: '#session.takeThings',
                  actions: assign(({ context, event }) => ({
                    ending: context.due ?? 'cancelled',
                    cardLaid: event.output.cardLaid,
                  })),
                },
                {
                  guard: ({ context, event }) =>
                    event.output.ending === null && context.item.flow === 'service',
                  target: 'service',
                  actions: assign({
                    person: ({ event }) => event.output.person,
                    receipt: ({ event }) => event.output.receipt,
                    cardLaid: ({ event }) => event.output.cardLaid,
                  }),
                },
                {
                  guard: ({ event }) => event.output.ending === null,
                  target: 'serving',
                  actions: assign({
                    person: ({ event }) => event.output.person,
                    cardLaid: ({ event }) => event.output.cardLaid,
                  }),
                },
                {
                  target: '#session.takeThings',
                  actions: assign({
                    ending: ({ event }) => event.output.ending ?? 'cancelled',
                    cardLaid: ({ event }) => event.output.cardLaid,
                  }),
                },
              ],
              // Whether a card was laid is lost with the machine; asking for its removal is the safe side.
              onError: {
                target: '#session.takeThings',
                actions: ['failed', 'noticeFailure', assign({ cardLaid: true })],
              },
            },
            on: {
              DEVICE: { actions: ['setDevice', sendTo('identify', ({ event }) => event), 'leaveIfPowerLow'] },
              LEAVE: { actions: sendTo('identify', ({ event }) => event) },
            },
          },
          serving: {
            invoke: {
              id: 'flow',
              src: 'flow',
              input: ({ context }) => ({
                sessionId: context.sessionId,
                businesses: context.item.flow === 'queue-ticket' ? context.item.businesses : [],
                identified: context.person !== null,
                printer: context.devices['ticket-printer'],
              }),
              onDone: [
                {
                  guard: ({ event }) => event.output.toIdentify,
                  target: 'identify',
                  // A card that could not be read may lie there; the reader sees it only when it is laid again.
                  actions: assign({ cardLaid: false }),
                },
                {
                  target: '#session.takeThings',
                  actions: assign(({ event: { output } }) => ({
                    ending: output.ending,
                    ticket: output.ticket,
                    outcome: output.outcome,
                  })),
                },
              ],
              onError: { target: '#session.takeThings', actions: ['failed', 'noticeFailure'] },
            },
            on: {
              DEVICE: { actions: ['setDevice', sendTo('flow', ({ event }) => event), 'leaveIfPowerLow'] },
              LEAVE: { actions: sendTo('flow', ({ event }) => event) },
              HIDE: { actions: sendTo('flow', ({ event }) => event) },
            },
          },
          service: {
            invoke: {
              id: 'service',
              src: 'service',
              input: ({ context }) => ({
                sessionId: context.sessionId,
                item: serviceOf(context.item),
                person: context.person,
                receipt: context.receipt,
                region: context.region,
                carried: context.carried,
              }),
              onDone: {
                target: '#session.takeThings',
                actions: assign(({ context, event: { output } }) => ({
                  ending: output.ending,
                  outcome: output.paper === 'failed' ? 'none' : output.paper,
                  paper: serviceOf(context.item).paper ?? context.paper,
                })),
              },
              onError: { target: '#session.takeThings', actions: ['failed', 'noticeFailure'] },
            },
            on: {
              DEVICE: { actions: ['setDevice', 'leaveIfPowerLow'] },
              LEAVE: { actions: sendTo('service', ({ event }) => event) },
              HIDE: { actions: sendTo('service', ({ event }) => event) },
            },
          },
        },
      },
      takeThings: {
        // The screen goes dark soon; card and ticket can be taken without it, so the ticket is left at the mouth.
        always: { guard: 'powerLow', target: 'ended' },
        invoke: {
          id: 'take',
          src: 'take',
          input: ({ context }) => ({
            card: context.cardLaid,
            paper: context.paper,
            outcome: context.outcome,
          }),
          onDone: [
            { guard: ({ context }) => context.ending === 'finished', target: 'thanks' },
            { guard: 'nothingPrinted', target: 'ended' },
            { target: 'retracting' },
          ],
          onError: { target: 'retracting', actions: 'noticeFailure' },
        },
      },
      // Without a button: what comes is the second tap of a double tap, and must not take the number out of sight.
      thanks: {
        always: { guard: 'powerLow', target: 'ended' },
        tags: ['busy:DONE', 'busy:CANCEL'],
        invoke: {
          id: 'thanks',
          src: 'wait',
          input: delays.thanksMs,
          onDone: 'retracting',
          onError: 'retracting',
        },
      },
      // Not before: whoever said "done" too early still finds the ticket there while they are thanked.
      retracting: {
        tags: ['busy:CANCEL'],
        invoke: {
          id: 'retract',
          src: 'retract',
          onDone: 'ended',
          onError: { target: 'ended', actions: 'noticeFailure' },
        },
      },
      ended: { type: 'final' },
    },
  });
}

const regionsOf = (item: SessionItem): ServiceInfo['regions'] =>
  item.flow === 'service' ? item.regions : [];

function serviceOf(item: SessionItem): ServiceInfo {
  if (item.flow !== 'service') throw new Error(`item ${item.id} is not a service`);
  return item;
}
