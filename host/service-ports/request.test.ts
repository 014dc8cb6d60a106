import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import { made, openCounter } from './testing/counter.ts';
import { everyRequest } from './testing/every-request.ts';

let rig: Rig;
let counter: ReturnType<typeof openCounter>;
beforeEach(async () => {
  rig = await openRig();
  counter = openCounter(rig);
});
afterEach(() => rig.listening.close());

/** As many as the client makes by itself. */
const attempts = 3;

/** What is told while the city does not answer. */
const away = (operation: string) =>
  operation === 'intake.submit' || operation === 'disputes.raise'
    ? { ok: true, result: { sent: 'later' }, prints: false }
    : { ok: false, problem: 'city-unavailable', reason: null, retry: true };

it('every operation that a shipped item asks for is here', () => {
  const asked = catalogue.flatMap(({ id }) => {
    const { request, variants } = openItem(id);
    const operations = [
      request.operation,
      ...(request.byReceipt ? [request.byReceipt] : []),
      ...variants.flatMap(({ operation }) => operation ?? []),
    ];
    return operations.map((operation) => `${request.port}.${operation}`);
  });
  const here = new Set(everyRequest.map(({ operation }) => operation));
  expect(asked.filter((operation) => !here.has(operation))).toEqual([]);
});

describe.each(everyRequest)('$name', ({ operation, paper, makes, order }) => {
  it('is asked for and told, and has the paper that the item names', async () => {
    const asked = await order(rig);
    const { requested, paper: printed } = await counter.ask(asked);
    if (!requested.ok) throw new Error(JSON.stringify(requested));
    expect(requested.result.sent).toBe('now');
    expect(requested.result.rows.length).toBeGreaterThan(1);
    expect(printed?.on ?? null).toBe(paper);
    expect(requested.prints).toBe(paper !== null);
  });

  it('tells nothing about the person but on the paper', async () => {
    const asked = await order(rig);
    const { requested, paper: printed } = await counter.ask(asked);
    const told = JSON.stringify([requested, printed?.on === 'ticket' ? printed : null]);
    const secrets = [asked.person?.idNumber, asked.person?.name, asked.subject].filter((one) => one != null);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  it('happens once when its answer is lost, and a kiosk that was started again has the same', async () => {
    const asked = await order(rig);
    const count = await made(rig.simulator.city, async () => {
      rig.simulator.setFaults([{ operation, kind: 'hangUp', times: attempts, ms: 0 }]);
      const lost = await counter.ask(asked);
      expect(lost).toMatchObject({ requested: away(operation), paper: null });
      await counter.settled();
      await rig.clock.hand.advance(60_000);
      const found = await counter.ask(asked);
      if (!found.requested.ok) throw new Error(JSON.stringify(found.requested));
      expect(await counter.ask({ ...asked })).toEqual(found);
      await counter.settled();
    });
    expect(count).toBe(makes);
  });

  it('is not there while the city is down, and nothing of it is printed', async () => {
    const asked = await order(rig);
    rig.simulator.setFaults([{ operation, kind: 'unavailable', times: null, ms: 0 }]);
    const count = await made(rig.simulator.city, async () => {
      const { requested, paper: printed } = await counter.ask(asked);
      expect(requested).toMatchObject(away(operation));
      expect(printed).toBeNull();
    });
    expect(count).toBe(0);
  });

  it('is nobody else’s: an answer about another person goes no further', async () => {
    const asked = await order(rig);
    rig.simulator.setFaults([{ operation, kind: 'wrongPerson', times: null, ms: 0 }]);
    const { requested, paper: printed } = await counter.ask(asked);
    // The other person has no case of that number, and a refusal is about nobody.
    const problem = operation === 'cases.progress' ? 'city-refused' : 'city-wrong-person';
    expect(requested).toMatchObject({ ok: false, problem, retry: false });
    expect(printed).toBeNull();
  });
});

describe('somebody whom the city was not asked about before', () => {
  const order = async () => {
    const found = everyRequest.find(({ name }) => name === 'a wrong record');
    if (!found) throw new Error('no such request');
    return { ...(await found.order(rig)), subject: null };
  };

  it('is identified first', async () => {
    expect((await counter.ask(await order())).requested.ok).toBe(true);
  });

  it.each([
    ['unavailable', { ok: true, result: { sent: 'later' }, prints: false }],
    ['wrongPerson', { ok: false, problem: 'city-wrong-person', retry: false }],
  ] as const)('is not asked about where that is %s', async (kind, told) => {
    const asked = await order();
    rig.simulator.setFaults([{ operation: 'identity.identify', kind, times: null, ms: 0 }]);
    const { requested, paper } = await counter.ask(asked);
    expect(requested).toMatchObject(told);
    expect(paper).toBeNull();
    expect(Object.keys(rig.simulator.state().answers).some((name) => name.startsWith('disputes'))).toBe(
      false,
    );
  });

  it('and whose wish was kept has it sent once, when the city is back', async () => {
    const asked = await order();
    const count = await made(rig.simulator.city, async () => {
      rig.simulator.setFaults([{ operation: '*', kind: 'unavailable', times: null, ms: 0 }]);
      await counter.ask(asked);
      rig.simulator.setFaults([]);
      await counter.settled();
      expect((await counter.ask(asked)).requested).toMatchObject({ ok: true, result: { sent: 'now' } });
    });
    expect(count).toBe(1);
  });
});
