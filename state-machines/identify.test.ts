import { createActor, type Snapshot } from 'xstate';
import { describe, expect, it } from 'vitest';
import type { Way } from '../contract/view.ts';
import type { IdCardRecord } from '../drivers/contract/id-card.ts';
import { identifyMachine, type IdentifyInput } from './identify.ts';
import { personOnCard } from './person-on-card.ts';
import type { ResolvedCode } from './ports.ts';
import type { Identified } from './service/service.ts';
import { canaries, card, deviceFailure, down, item, ready, Rig, settle } from './testing/scripted-ports.ts';
import { waysNow } from './ways.ts';

const person: Identified = {
  name: '样*甲',
  idNumber: '',
  birthDate: null,
  sex: null,
  address: null,
  validTo: null,
  document: 'code',
  subject: 'subject-of-a-code',
};

/** The machine alone; its ports wait until the test answers them. */
function open(input: Partial<IdentifyInput> = {}, snapshot?: unknown) {
  const asked = {
    card: [] as PromiseWithResolvers<void>[],
    read: [] as PromiseWithResolvers<IdCardRecord>[],
    code: [] as PromiseWithResolvers<'read' | 'unreadable'>[],
    resolve: [] as PromiseWithResolvers<ResolvedCode>[],
    wanted: [] as unknown[],
  };
  const ask = <T>(list: PromiseWithResolvers<T>[]): Promise<T> => {
    const one = Promise.withResolvers<T>();
    list.push(one);
    return one.promise;
  };
  const machine = identifyMachine({
    waitForCard: () => ask(asked.card),
    readCard: () => ask(asked.read),
    waitForCode: () => ask(asked.code),
    resolveCode(wanted) {
      asked.wanted.push(wanted);
      return ask(asked.resolve);
    },
  }).provide({ actions: { pauseCountdown: () => {}, resumeCountdown: () => {} } });
  const actor = createActor(machine, {
    input: {
      canSkip: false,
      cardLaid: false,
      today: '2026-01-02',
      ways: ['card', 'code'],
      keep: 'all',
      devices: { 'id-card': ready, scanner: ready },
      ...input,
    },
    ...(snapshot === undefined ? {} : { snapshot: snapshot as Snapshot<unknown> }),
  });
  actor.start();
  const last = async <T>(list: PromiseWithResolvers<T>[], value: T) => {
    list.at(-1)?.resolve(value);
    await settle();
  };
  return {
    actor,
    asked,
    last,
    get state() {
      return actor.getSnapshot().value;
    },
    get context() {
      return actor.getSnapshot().context;
    },
    get ways() {
      return waysNow(actor.getSnapshot().context.ways, actor.getSnapshot().context.devices);
    },
    device: (role: 'id-card' | 'scanner', readiness: typeof ready) =>
      actor.send({ type: 'DEVICE', role, readiness }),
  };
}

describe('card and code at once', () => {
  it('takes whichever is shown first', async () => {
    const byCode = open();
    expect([byCode.asked.card.length, byCode.asked.code.length]).toEqual([1, 1]);
    await byCode.last(byCode.asked.code, 'read');
    expect(byCode.state).toBe('resolving');
    expect(byCode.asked.wanted).toEqual([{ code: true, receipt: false }]);
    await byCode.last(byCode.asked.resolve, { ok: true, person, receipt: null });
    expect(byCode.actor.getSnapshot().output).toEqual({
      person,
      receipt: null,
      cardLaid: false,
      ending: null,
    });
    const byCard = open();
    await byCard.last(byCard.asked.card, undefined);
    await byCard.last(byCard.asked.read, card);
    expect(byCard.actor.getSnapshot().output).toEqual({
      person: personOnCard(card, 'all'),
      receipt: null,
      cardLaid: true,
      ending: null,
    });
  });

  it.each([
    [['card'], 1, 0],
    [['code'], 0, 1],
    [['code', 'receipt'], 0, 1],
    [['card', 'code', 'receipt'], 1, 1],
  ] as [Way[], number, number][])('listens for %j only', (ways, cards, codes) => {
    const { asked } = open({ ways });
    expect([asked.card.length, asked.code.length]).toEqual([cards, codes]);
  });

  it('ends with a receipt and no person', async () => {
    const one = open({ ways: ['card', 'code', 'receipt'] });
    await one.last(one.asked.code, 'read');
    expect(one.asked.wanted).toEqual([{ code: true, receipt: true }]);
    await one.last(one.asked.resolve, { ok: true, person: null, receipt: 'SL20260001' });
    expect(one.actor.getSnapshot().output).toMatchObject({ person: null, receipt: 'SL20260001' });
  });
});

describe('a code that does not do', () => {
  it.each(['code-unknown', 'code-expired', 'code-unreadable', 'code-unchecked'] as const)(
    '%s: another one, or the card, is waited for',
    async (problem) => {
      const one = open();
      await one.last(one.asked.code, 'read');
      await one.last(one.asked.resolve, { ok: false, problem });
      expect([one.state, one.context.problem]).toEqual(['problem', problem]);
      // There is nothing to try again: the code is gone.
      expect(one.actor.getSnapshot().can({ type: 'RETRY' })).toBe(false);
      await one.last(one.asked.code, 'read');
      await one.last(one.asked.resolve, { ok: true, person, receipt: null });
      expect(one.actor.getSnapshot().status).toBe('done');
    },
  );

  it('that does not come over whole is asked for again and again', async () => {
    const one = open();
    for (let times = 1; times <= 3; times += 1) {
      await one.last(one.asked.code, 'unreadable');
      expect([one.state, one.context.problem]).toEqual(['problem', 'code-unreadable']);
      expect(one.asked.code).toHaveLength(times + 1);
    }
    await one.last(one.asked.card, undefined);
    expect(one.state).toBe('reading');
  });
});

describe('a device that is not there', () => {
  it('without a scanner the card is enough, and without a reader the code', async () => {
    const noScanner = open({ devices: { 'id-card': ready, scanner: { ...ready, state: 'absent' } } });
    expect([noScanner.state, noScanner.ways]).toEqual(['waiting', ['card']]);
    const noReader = open({ devices: { 'id-card': down('reader-unavailable'), scanner: ready } });
    expect([noReader.state, noReader.ways]).toEqual(['waiting', ['code']]);
    await noReader.last(noReader.asked.code, 'read');
    await noReader.last(noReader.asked.resolve, { ok: true, person, receipt: null });
    expect(noReader.actor.getSnapshot().output).toMatchObject({ person });
  });

  it('with neither it says so, and goes on when one comes back', () => {
    const one = open();
    one.device('scanner', down('scanner-unavailable'));
    expect(one.state).toBe('waiting');
    one.device('id-card', down('reader-unavailable'));
    expect([one.state, one.context.problem]).toEqual(['problem', 'reader-unavailable']);
    one.device('scanner', ready);
    expect([one.state, one.ways]).toEqual(['waiting', ['code']]);
  });

  it('a reader that fails stays told until it is back, while a code still does', async () => {
    const one = open();
    await one.last(one.asked.card, undefined);
    one.asked.read.at(-1)?.reject(deviceFailure('device.silent'));
    await settle();
    expect([one.state, one.context.problem]).toEqual(['problem', 'reader-unavailable']);
    one.device('id-card', down('reader-unavailable'));
    expect([one.state, one.ways]).toEqual(['problem', ['code']]);
    await one.last(one.asked.code, 'read');
    expect(one.state).toBe('resolving');
  });

  it('an item that takes codes is offered while either device is there', async () => {
    const service = {
      ...item,
      id: 'certificate',
      flow: 'service',
      identity: 'required',
      by: ['card', 'code'],
    } as never;
    const rig = await Rig.open({ items: [item, service] });
    const unavailable = () => rig.screen.name === 'attract' && rig.screen.items[1]?.unavailable;
    expect(unavailable()).toBeNull();
    await rig.device('id-card', down('reader-unavailable'));
    expect(unavailable()).toBe('reader-unavailable');
    await rig.device('scanner', ready);
    expect(unavailable()).toBeNull();
  });
});

it('killed while a code is looked up, it asks again under the same state and is told to have it shown again', async () => {
  const one = open();
  await one.last(one.asked.code, 'read');
  const snapshot: unknown = JSON.parse(JSON.stringify(one.actor.getPersistedSnapshot()));
  one.actor.stop();
  const again = open({}, snapshot);
  expect(again.state).toBe('resolving');
  await again.last(again.asked.resolve, { ok: false, problem: 'code-unreadable' });
  expect([again.state, again.context.problem]).toEqual(['problem', 'code-unreadable']);
});

describe('what is kept of a card', () => {
  const kept = async (keep: IdentifyInput['keep']) => {
    const one = open({ keep });
    await one.last(one.asked.card, undefined);
    await one.last(one.asked.read, card);
    const snapshot = JSON.stringify(one.actor.getPersistedSnapshot());
    return canaries.filter((canary) => snapshot.includes(canary));
  };

  it('name and number for a queue ticket', async () => {
    expect(await kept('name-and-number')).toEqual([card.name, card.number]);
  });

  it('what forms ask for for a service item: neither the authority nor the photo', async () => {
    expect(await kept('all')).toEqual([card.name, card.number, '样例路一号', '1949-12-31']);
  });

  it.each([
    ['citizen', 'id-card'],
    ['residence-permit', 'residence-permit'],
    ['foreigner-2017', 'foreign-resident-card'],
    ['foreigner-2023', 'foreign-resident-card'],
  ] as const)('%s is %s to the city', (kind, document) => {
    expect(personOnCard({ ...card, kind }, 'all').document).toBe(document);
  });
});
