import { getAdjacencyMap } from 'xstate/graph';
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { expect, it } from 'vitest';
import { carriedMachine } from './carried.ts';
import { carryMachine } from './carry.ts';
import { countdownMachine } from './countdown.ts';
import { identifyMachine } from './identify.ts';
import { personOnCard } from './person-on-card.ts';
import { queueTicketMachine } from './queue-ticket.ts';
import { fillMachine } from './service/fill.ts';
import { finishMachine } from './service/finish.ts';
import { serviceMachine } from './service/machine.ts';
import {
  application,
  benefits,
  elsewhere,
  fields,
  gathered,
  left,
  offered,
  refused,
  requested,
  unavailable,
  catalogueOf,
} from './testing/sample-service.ts';
import { card, delays, deviceFailure, down, item, ready, ticket } from './testing/scripted-ports.ts';
import { sessionMachine } from './session.ts';
import { takeThingsMachine } from './take-things.ts';

/** Ports that never answer: the walk itself plays every answer. */
const silent = new Proxy({}, { get: () => () => new Promise(() => {}) }) as never;
/** What a form has is known at once. */
const services = new Proxy(
  {},
  { get: (_, port) => (port === 'fields' ? fields : () => new Promise(() => {})) },
) as never;
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
const citizen = ['SKIP_IDENTITY', 'RETRY', 'PRINT', 'BACK', 'PAUSE_HERE', 'CANCEL', 'DONE', 'EXTEND'].map(
  (type) => ({
    type,
  }),
);

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
    input: { card: true, paper: 'ticket', outcome },
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
    machine: sessionMachine(silent, services, silent, catalogueOf([item]), delays),
    input: { ...input, item, scanned: null, cardLaid: false, today: '2026-01-02' },
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
  {
    machine: sessionMachine(silent, services, silent, catalogueOf([elsewhere]), delays),
    input: { ...input, item: elsewhere, scanned: null, cardLaid: false, today: '2026-01-02' },
    events: [
      ...citizen,
      leave,
      { type: 'PICK', value: '320000' } as EventObject,
      done('identify', { person, cardLaid: true, ending: null }),
      done('service', { ending: 'finished', paper: 'printed' }),
      done('service', { ending: 'idle', paper: 'failed' }),
      error('service'),
      done('take'),
      done('thanks'),
      done('retract'),
      device('ups', down('power-low', true)),
    ],
  },
  {
    machine: sessionMachine(silent, services, silent, catalogueOf([application]), delays),
    input: { ...input, item: application, scanned: 'code', cardLaid: false, today: '2026-01-02' },
    events: [
      ...citizen,
      leave,
      done('carried', { ending: null, service: left, person, cardLaid: true }),
      done('carried', { ending: 'idle', service: null, person: null, cardLaid: false }),
      error('carried'),
      done('service', { ending: 'finished', paper: 'none' }),
      error('service'),
      done('take'),
      done('thanks'),
      done('retract'),
      device('ups', down('power-low', true)),
    ],
  },
  {
    machine: carriedMachine(silent, silent, catalogueOf([application])),
    input: { scanned: 'code', opId: 'op', today: '2026-01-02', devices: input.devices },
    events: [
      ...citizen,
      leave,
      device('id-card', ready),
      device('scanner', down('scanner-unavailable')),
      done('redeem', { ok: true, service: left, subject: 'subject-0001' }),
      done('redeem', { ok: false, problem: 'carry-used' }),
      done('redeem', { ok: false, problem: 'city-unavailable' }),
      error('redeem'),
      done('identify', { person, receipt: null, cardLaid: true, ending: null }),
      done('identify', { person: null, receipt: null, cardLaid: false, ending: 'cancelled' }),
      error('identify'),
      done('same', { ok: true }),
      done('same', { ok: false, problem: 'carry-other-person' }),
      done('same', { ok: false, problem: 'city-unavailable' }),
      error('same'),
    ],
  },
  {
    machine: carryMachine(silent, silent),
    input: { service: left, subject: 'subject-0001' },
    events: [
      ...citizen,
      leave,
      done('offer', { ok: true, qr: 'code', remainingMs: 300_000 }),
      done('offer', { ok: false, problem: 'city-unavailable' }),
      error('offer'),
      done('validity'),
      error('validity'),
    ],
  },
  ...[
    { item: application, carried: null },
    { item: application, carried: left },
    { item: benefits, carried: null },
  ].map((each) => ({
    machine: serviceMachine(services, silent, silent),
    input: { sessionId: input.sessionId, ...each, person, receipt: null, region: null },
    events: [
      ...citizen,
      leave,
      { type: 'SUBMIT' },
      { type: 'PICK', value: 'new' } as EventObject,
      { type: 'PICK', value: 'heating' } as EventObject,
      ...['household', 'cases'].flatMap((id) =>
        [true, false].map((given) => ({ type: 'CONSENT', id, given }) as EventObject),
      ),
      done('gather', gathered),
      done('gather', offered),
      done('gather', { ...gathered, faults: [{ reason: {}, remedy: null, field: null }] }),
      done('gather', unavailable),
      error('gather'),
      ...['submit', 'back', 'leave', 'pause'].map((end) =>
        done('fill', { values: {}, sources: {}, disputed: {}, signature: null, end, ending: 'idle' }),
      ),
      error('fill'),
      done('carry', { ending: null }),
      done('carry', { ending: 'finished' }),
      error('carry'),
      done('finish', { requested: true, paper: 'printed', back: false, ending: 'finished' }),
      done('finish', { requested: false, paper: 'none', back: true, ending: 'finished' }),
      done('finish', { requested: false, paper: 'none', back: false, ending: 'idle' }),
      error('finish'),
    ],
  })),
  {
    machine: fillMachine(services),
    input: {
      who: { ...input, itemId: application.id, person, receipt: null, region: null, variant: null },
      values: gathered.values,
      sources: gathered.sources,
      disputed: {},
      signature: null,
      subject: 'subject-0001',
      facts: {},
      consents: {},
      opId: `${input.sessionId}-1`,
      sign: true,
    },
    events: [
      ...citizen,
      leave,
      { type: 'SUBMIT' },
      { type: 'FILL', field: 'phone', value: '1' } as EventObject,
      { type: 'FILL', field: 'slot', value: 'morning' } as EventObject,
      { type: 'EDIT', field: 'phone' } as EventObject,
      { type: 'DISPUTE', field: 'address' } as EventObject,
      { type: 'CLAIM', claimed: null } as EventObject,
      { type: 'SIGN', strokes: [[0, 0, 1, 1]] } as EventObject,
      done('choices', { ok: true, choices: [] }),
      done('choices', unavailable),
      error('choices'),
      done('checkField', null),
      done('checkField', { 'zh-CN': '错', en: 'wrong' }),
      error('checkField'),
      done('check', { faults: [], warnings: [] }),
      done('check', { faults: [{ reason: {}, remedy: null, field: 'phone' }], warnings: [] }),
      error('check'),
      done('sign', { ok: true, signature: 's-1' }),
      done('sign', unavailable),
      error('sign'),
      done('dispute', { ok: true, receipt: 'd-1', dueOn: null }),
      done('dispute', unavailable),
      error('dispute'),
    ],
  },
  {
    machine: finishMachine(services),
    input: { request: {}, rating: true },
    events: [
      ...citizen,
      leave,
      { type: 'RATE', level: 1 } as EventObject,
      done('request', requested),
      done('request', { ...requested, prints: false }),
      done('request', unavailable),
      done('request', refused),
      error('request'),
      done('print', { ok: true, paper: 'printed' }),
      done('print', unavailable),
      error('print'),
      done('rate', { ok: true, stages: [] }),
      error('rate'),
    ],
  },
];

/** The countdown is another machine; here nobody listens. */
const alone = { actions: { pauseCountdown: () => {}, resumeCountdown: () => {} } };
const touches = new Set([
  ...citizen.map(({ type }) => type),
  'CHOOSE',
  'TOUCH',
  'PICK',
  'CONSENT',
  'FILL',
  'EDIT',
  'DISPUTE',
  'CLAIM',
  'SUBMIT',
  'SIGN',
  'RATE',
]);
interface Edge {
  event: EventObject;
  state: AnyMachineSnapshot;
}
/** What only a touch looks at, or nobody: it makes more states and no other ways out. */
const only = new Set([
  'requests',
  'trail',
  'typed',
  'fault',
  'faults',
  'warnings',
  'strokes',
  'claimed',
  'failure',
  'choices',
  'claims',
  'sources',
  'disputed',
  'revealed',
  'level',
  'stages',
]);
const keyOf = (snapshot: AnyMachineSnapshot) =>
  JSON.stringify([snapshot.value, snapshot.context, snapshot.status], (key, value: unknown) =>
    only.has(key) ? null : value,
  );

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
