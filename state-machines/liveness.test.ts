import { getAdjacencyMap } from 'xstate/graph';
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { expect, it } from 'vitest';
import { countdownMachine } from './countdown.ts';
import { identifyMachine } from './identify.ts';
import { personOnCard } from './person-on-card.ts';
import { queueTicketMachine } from './queue-ticket.ts';
import { card, delays, deviceFailure, down, item, ready, ticket } from './testing/scripted-ports.ts';
import { sessionMachine } from './session.ts';
import { takeThingsMachine } from './take-things.ts';

/** Ports that never answer: the walk itself plays every answer. */
const silent = new Proxy({}, { get: () => () => new Promise(() => {}) }) as never;
const input = {
  sessionId: '000000000000000a',
  devices: { ups: ready, 'id-card': ready, 'ticket-printer': ready, scanner: ready },
};
const person = personOnCard(card, 'all');

const done = (id: string, output?: unknown) => ({ type: `xstate.done.actor.${id}`, actorId: id, output });
const error = (id: string, cause: unknown = new Error('bug')) => ({
  type: `xstate.error.actor.${id}`,
  actorId: id,
  error: cause,
});
const device = (role: string, readiness: unknown) => ({ type: 'DEVICE', role, readiness });
const leave = { type: 'LEAVE', ending: 'idle' };
const citizen = ['SKIP_IDENTITY', 'RETRY', 'PRINT', 'BACK', 'CANCEL', 'DONE', 'EXTEND'].map((type) => ({
  type,
}));

const cases: { machine: AnyStateMachine; input?: unknown; events: EventObject[] }[] = [
  {
    machine: countdownMachine(silent, { ...delays, extensions: 2 }),
    events: [
      ...['TOUCH', 'EXTEND', 'PAUSE', 'RESUME', 'POWER_LOW'].map((type) => ({ type })),
      ...['idle', 'warning', 'ceiling'].flatMap((id) => [done(id), error(id)]),
    ],
  },
  ...[true, false].map((canSkip) => ({
    machine: identifyMachine(silent),
    input: {
      canSkip,
      cardLaid: false,
      today: '2026-01-02',
      ways: ['card', 'code', 'receipt'],
      keep: 'all',
      devices: input.devices,
    },
    events: [
      ...citizen,
      leave,
      device('id-card', ready),
      device('id-card', down('reader-unavailable')),
      device('scanner', ready),
      device('scanner', down('scanner-unavailable')),
      done('card'),
      error('card'),
      done('code', 'read'),
      done('code', 'unreadable'),
      error('code'),
      done('resolve', { ok: true, person: null, receipt: 'LX1' }),
      done('resolve', { ok: false, problem: 'code-unknown' }),
      error('resolve'),
      done('read', { person, validTo: 'long-term' }),
      done('read', { person, validTo: '2020-01-01' }),
      error('read', deviceFailure('card.torn')),
      error('read', deviceFailure('card.unknownType')),
    ],
  })),
  {
    machine: queueTicketMachine(silent),
    input: { ...input, businesses: item.businesses, identified: true, printer: ready },
    events: [
      ...citizen,
      leave,
      { type: 'CHOOSE', businessId: 'complex' } as EventObject,
      device('ticket-printer', ready),
      device('ticket-printer', down('printer-paper-out')),
      done('lengths', {}),
      error('lengths'),
      done('recount', {}),
      error('recount'),
      done('number', ticket),
      error('number'),
      done('print', 'printed'),
      error('print', deviceFailure('paper.out')),
      error('print', deviceFailure('paper.out', 'partial')),
      done('void'),
      error('void'),
    ],
  },
  ...(['printed', 'uncertain', 'none'] as const).map((outcome) => ({
    machine: takeThingsMachine(silent, delays),
    input: { card: true, ticket: outcome },
    events: [
      ...citizen,
      done('removal', 'removed'),
      done('removal', 'cannot-tell'),
      error('removal'),
      done('taken', 'taken'),
      done('taken', 'cannot-tell'),
      error('taken'),
      ...['patience', 'hint'].flatMap((id) => [done(id), error(id)]),
    ],
  })),
  {
    machine: sessionMachine(silent, delays),
    input: { ...input, item, cardLaid: false, today: '2026-01-02' },
    events: [
      ...citizen,
      done('identify', { person, receipt: null, cardLaid: true, ending: null }),
      done('identify', { person: null, receipt: null, cardLaid: false, ending: 'idle' }),
      error('identify'),
      done('flow', { ending: 'finished', ticket, outcome: 'printed' }),
      done('flow', { ending: 'cancelled', ticket: null, outcome: 'none' }),
      error('flow'),
      done('take'),
      error('take'),
      done('thanks'),
      error('thanks'),
      done('retract'),
      error('retract'),
      device('ups', down('power-low', true)),
    ],
  },
];

/** The countdown is another machine; here nobody listens. */
const alone = { actions: { pauseCountdown: () => {}, resumeCountdown: () => {} } };
const touches = new Set([...citizen.map(({ type }) => type), 'CHOOSE', 'TOUCH']);
interface Edge {
  event: EventObject;
  state: AnyMachineSnapshot;
}
const keyOf = (snapshot: AnyMachineSnapshot) =>
  JSON.stringify([snapshot.value, snapshot.context, snapshot.status]);

it.each(cases)(
  'from every state of $machine.id the end is reached with nobody there',
  ({ machine, input, events }) => {
    const map = getAdjacencyMap(machine.provide(alone), {
      // An actor that does not run has nothing to say.
      events: (snapshot: AnyMachineSnapshot) =>
        events.filter((event) => !('actorId' in event) || String(event.actorId) in snapshot.children),
      input,
      limit: 20_000,
      serializeState: keyOf,
    });
    const before = new Map<string, string[]>();
    const ending = new Set<string>();
    for (const [from, { state, transitions }] of Object.entries(map)) {
      expect(state.status).not.toBe('error');
      if (state.status === 'done') ending.add(from);
      for (const { event, state: next } of Object.values<Edge>(transitions)) {
        if (touches.has(event.type)) continue;
        before.set(keyOf(next), [...(before.get(keyOf(next)) ?? []), from]);
      }
    }
    expect(ending.size).toBeGreaterThan(0);
    // A set grows while it is walked: what leads to the end is itself walked.
    for (const to of ending) for (const from of before.get(to) ?? []) ending.add(from);
    expect(Object.keys(map).filter((state) => !ending.has(state))).toEqual([]);
  },
);
