import { type AnyActorLogic, createActor, type InputFrom, type Snapshot } from 'xstate';
import { describe, expect, it } from 'vitest';
import { carriedMachine } from './carried.ts';
import type { CarriedService } from './carried-service.ts';
import { carryMachine } from './carry.ts';
import { personOnCard } from './person-on-card.ts';
import { application, catalogueOf } from './testing/sample-service.ts';
import { card, ready, settle } from './testing/scripted-ports.ts';

const service: CarriedService = {
  itemId: 'elder-allowance',
  itemVersion: 'v1',
  region: null,
  variant: null,
  consents: { prefill: true },
  values: { phone: 'a-value-that-was-filled-in' },
  sources: {},
  disputed: [],
};
const subject = 'subject-of-the-one-who-left';
const qr = 'TONGBAN-CARRY:abc';
const opId = '000000000000000a-carry';
const person = personOnCard(card, 'all');
const items = [{ ...application, id: service.itemId }];

interface Call {
  port: string;
  input: unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}
/** Every call waits until the test answers it. */
function scripted() {
  const calls: Call[] = [];
  const call = (port: string) => (input: unknown) =>
    new Promise<never>((resolve, reject) =>
      calls.push({ port, input, resolve: resolve as (value: unknown) => void, reject }),
    );
  return {
    calls,
    ports: {
      offer: call('offer'),
      redeem: call('redeem'),
      isSame: call('isSame'),
      wait: call('wait'),
      waitForCard: () => call('waitForCard')(null),
      readCard: () => call('readCard')(null),
      waitForCode: () => call('waitForCode')(null),
      resolveCode: call('resolveCode'),
      monotonic: () => 0,
    },
    async answer(port: string, value: unknown) {
      calls.findLast((one) => one.port === port)?.resolve(value);
      await settle();
    },
    async fail(port: string) {
      calls.findLast((one) => one.port === port)?.reject(new Error('bug'));
      await settle();
    },
  };
}

const alone = { actions: { pauseCountdown: () => {}, resumeCountdown: () => {} } };

function run<Logic extends AnyActorLogic>(logic: Logic, input: InputFrom<Logic>, snapshot?: unknown) {
  const options = snapshot === undefined ? { input } : { input, snapshot: snapshot as Snapshot<unknown> };
  const actor = createActor(logic, options);
  actor.start();
  return actor;
}

function leave(snapshot?: unknown) {
  const script = scripted();
  return {
    ...script,
    actor: run(carryMachine(script.ports, script.ports).provide(alone), { service, subject }, snapshot),
  };
}

function pickUp(snapshot?: unknown) {
  const script = scripted();
  return {
    ...script,
    actor: run(
      carriedMachine(script.ports, script.ports, catalogueOf(items)).provide(alone),
      { scanned: qr, opId, today: '2026-01-02', devices: { 'id-card': ready, scanner: ready } },
      snapshot,
    ),
  };
}

const kept = (actor: { getPersistedSnapshot(): unknown }): unknown =>
  JSON.parse(JSON.stringify(actor.getPersistedSnapshot()));

describe('leaving', () => {
  it('shows the code for as long as it is good, and the session ends when it has been taken along', async () => {
    const { actor, answer, calls } = leave();
    await answer('offer', { ok: true, qr, remainingMs: 300_000 });
    expect(actor.getSnapshot()).toMatchObject({ value: 'shown', context: { qr } });
    expect(calls.at(-1)).toMatchObject({ port: 'wait', input: 300_000 });
    actor.send({ type: 'DONE' });
    expect(actor.getSnapshot()).toMatchObject({ output: { ending: 'finished' }, context: { qr: null } });
  });

  it('can be given up: it goes on here', async () => {
    const { actor, answer } = leave();
    await answer('offer', { ok: true, qr, remainingMs: 300_000 });
    actor.send({ type: 'BACK' });
    expect(actor.getSnapshot().output).toEqual({ ending: null });
  });

  it('takes the code off the screen when its time has passed, and can make another', async () => {
    const { actor, answer } = leave();
    await answer('offer', { ok: true, qr, remainingMs: 300_000 });
    await answer('wait', undefined);
    expect(actor.getSnapshot()).toMatchObject({
      value: 'problem',
      context: { qr: null, problem: 'carry-expired' },
    });
    actor.send({ type: 'RETRY' });
    await answer('offer', { ok: true, qr, remainingMs: 300_000 });
    expect(actor.getSnapshot().value).toBe('shown');
  });

  it('says why it cannot, and it goes on here', async () => {
    for (const problem of ['city-unavailable', 'kiosk-fault']) {
      const { actor, answer } = leave();
      await answer('offer', { ok: false, problem });
      expect(actor.getSnapshot()).toMatchObject({ value: 'problem', context: { problem } });
      actor.send({ type: 'BACK' });
      expect(actor.getSnapshot().output).toEqual({ ending: null });
    }
    const { actor, fail } = leave();
    await fail('offer');
    expect(actor.getSnapshot()).toMatchObject({ value: 'problem', context: { problem: 'kiosk-fault' } });
  });

  it.each(['offering', 'shown', 'problem'])('killed in %s, it is there again', async (state) => {
    const first = leave();
    if (state === 'shown') await first.answer('offer', { ok: true, qr, remainingMs: 300_000 });
    if (state === 'problem') await first.answer('offer', { ok: false, problem: 'city-unavailable' });
    const { actor, calls } = leave(kept(first.actor));
    expect(actor.getSnapshot().value).toBe(state);
    expect(calls.map(({ port }) => port)).toEqual({ offering: ['offer'], shown: ['wait'] }[state] ?? []);
    actor.send({ type: 'LEAVE', ending: 'idle' });
    expect(actor.getSnapshot().output).toEqual({ ending: 'idle' });
  });
});

describe('picking up', () => {
  async function showCard({ answer }: Pick<ReturnType<typeof scripted>, 'answer'>) {
    await answer('waitForCard', undefined);
    await answer('readCard', card);
  }
  async function identified() {
    const one = pickUp();
    await one.answer('redeem', { ok: true, service, subject });
    expect(one.actor.getSnapshot().value).toBe('identifying');
    await showCard(one);
    return one;
  }

  it('hands on what was left to the one who left it', async () => {
    const { actor, answer, calls } = await identified();
    expect(
      calls
        .filter(({ port }) => port === 'redeem' || port === 'isSame')
        .map(({ port, input }) => [port, input]),
    ).toEqual([
      ['redeem', { scanned: qr, opId }],
      ['isSame', { person, subject }],
    ]);
    await answer('isSame', { ok: true });
    expect(actor.getSnapshot().output).toEqual({
      service,
      person: { ...person, subject },
      cardLaid: true,
      ending: null,
    });
  });

  it('hands on nothing to another person, and keeps nothing of it', async () => {
    const { actor, answer } = await identified();
    await answer('isSame', { ok: false, problem: 'carry-other-person' });
    expect(actor.getSnapshot()).toMatchObject({
      value: 'problem',
      context: { problem: 'carry-other-person' },
    });
    expect(actor.getSnapshot().can({ type: 'RETRY' })).toBe(false);
    const left = JSON.stringify(kept(actor));
    for (const secret of ['a-value-that-was-filled-in', subject, card.number, qr])
      expect(left).not.toContain(secret);
    actor.send({ type: 'CANCEL' });
    expect(actor.getSnapshot().output).toEqual({
      service: null,
      person: null,
      cardLaid: true,
      ending: 'cancelled',
    });
  });

  it.each(['carry-unknown', 'carry-expired', 'carry-used', 'carry-other-site', 'carry-other-version'])(
    '%s cannot be tried again',
    async (problem) => {
      const { actor, answer } = pickUp();
      await answer('redeem', { ok: false, problem });
      expect(actor.getSnapshot()).toMatchObject({ value: 'problem', context: { problem, scanned: null } });
      expect(actor.getSnapshot().can({ type: 'RETRY' })).toBe(false);
    },
  );

  it('asks the city again where it did not answer, under the same operation', async () => {
    const { actor, answer, calls } = pickUp();
    await answer('redeem', { ok: false, problem: 'city-unavailable' });
    actor.send({ type: 'RETRY' });
    await answer('redeem', { ok: true, service, subject });
    expect(calls.filter(({ port }) => port === 'redeem').map(({ input }) => input)).toEqual([
      { scanned: qr, opId },
      { scanned: qr, opId },
    ]);
    await showCard({ answer });
    await answer('isSame', { ok: false, problem: 'city-unavailable' });
    actor.send({ type: 'RETRY' });
    expect(actor.getSnapshot().value).toBe('comparing');
    await answer('isSame', { ok: true });
    expect(actor.getSnapshot().status).toBe('done');
  });

  it.each(['redeeming', 'identifying', 'comparing'])('killed in %s, it goes on from there', async (state) => {
    const first = state === 'comparing' ? await identified() : pickUp();
    if (state === 'identifying') await first.answer('redeem', { ok: true, service, subject });
    const { actor, answer, calls } = pickUp(kept(first.actor));
    expect(actor.getSnapshot().value).toBe(state);
    if (state === 'redeeming') {
      expect(calls.at(-1)?.input).toEqual({ scanned: qr, opId });
      await answer('redeem', { ok: true, service, subject });
    }
    if (state !== 'comparing') await showCard({ answer });
    await answer('isSame', { ok: true });
    expect(actor.getSnapshot().output).toMatchObject({ service, ending: null });
  });
});
