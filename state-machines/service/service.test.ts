import { describe, expect, it } from 'vitest';
import { canaries, card, delays, Rig } from '../testing/scripted-ports.ts';
import { application, gathered, left, offered, requested } from '../testing/sample-service.ts';
import { fillIn, serviceItems, walkService } from '../testing/walk-services.ts';

type Way = keyof typeof walkService;
/** Within a session. */
const ways = (Object.keys(walkService) as Way[]).filter((way) => way !== 'browsing');

const at = async (way: Way): Promise<Rig> => {
  const rig = await Rig.open({ items: serviceItems });
  await walkService[way](rig);
  return rig;
};

/** From the take-your-things screen to the attract screen. */
async function goAway(rig: Rig): Promise<void> {
  for (let i = 0; i < 8 && rig.name !== 'attract'; i += 1) {
    const asked = new Set(rig.pending.map(({ port }) => port));
    if (asked.has('waitForRemoval')) await rig.answer('waitForRemoval', 'removed');
    else if (asked.has('retractTicket')) await rig.answer('retractTicket', undefined);
    else if (asked.has('endSession')) await rig.answer('endSession', undefined);
    else if (rig.name === 'take') await rig.elapse(delays.takeMs);
    else await rig.elapse(delays.thanksMs);
  }
}

it('whoever shows a receipt instead of saying who it is is asked nothing, and the request is about the receipt', async () => {
  const progress = { ...application, variants: [], consents: [], by: ['card', 'code', 'receipt'] } as const;
  const rig = await Rig.open({ items: [progress] });
  await rig.device('scanner', { required: false, state: 'ready', problem: null, since: '' });
  await rig.send({ type: 'START', itemId: progress.id });
  await rig.answer('waitForCode', 'read');
  await rig.answer('resolveCode', { ok: true, person: null, receipt: 'SL20260001' });
  await rig.answer('gather', gathered);
  expect(rig.calls('request')).toMatchObject([{ person: null, receipt: 'SL20260001' }]);
});

describe('an application, whole', () => {
  it('variant, consents, form, signature, request, paper, rating, wipe', async () => {
    const rig = await at('variant');
    expect(rig.screen).toMatchObject({ name: 'variant', person: { name: '样*甲' } });
    await rig.send({ type: 'PICK', value: 'new' });
    expect(rig.screen).toMatchObject({ name: 'consent', consent: { id: 'household', required: true } });
    await rig.send({ type: 'CONSENT', id: 'household', given: true });
    await rig.send({ type: 'CONSENT', id: 'cases', given: false });
    expect(rig.name).toBe('gathering');
    expect(rig.calls('gather')).toMatchObject([
      {
        itemId: 'application',
        variant: 'new',
        person: { name: card.name, idNumber: card.number, birthDate: '1949-12-31', sex: 'female' },
        consents: { household: true, cases: false },
      },
    ]);
    await rig.answer('gather', gathered);
    expect(rig.screen).toMatchObject({ name: 'field', field: { id: 'phone' }, position: 1, of: 2 });
    await fillIn(rig, 'phone', '13900000000');
    expect(rig.screen).toMatchObject({
      name: 'field',
      field: { id: 'slot' },
      loading: true,
      position: 2,
      of: 2,
    });
    const choices = [{ value: 'morning', label: { 'zh-CN': '上午', en: 'Morning' } }];
    await rig.answer('choices', { ok: true, choices });
    expect(rig.screen).toMatchObject({ loading: false, field: { choices } });
    await fillIn(rig, 'slot', 'morning');
    expect(rig.screen).toMatchObject({
      name: 'review',
      fields: [
        { id: 'address', source: { since: '2020-01-01' } },
        { id: 'phone', value: '13900000000', source: null },
        { id: 'slot', value: 'morning', choices },
        { id: 'card', value: '6200********0000' },
      ],
    });
    await rig.send({ type: 'SUBMIT' });
    await rig.answer('check', { faults: [], warnings: [] });
    expect(rig.name).toBe('sign');
    await rig.send({ type: 'SIGN', strokes: [[0, 0, 100, 100]] });
    await rig.answer('sign', { ok: true, signature: 'signature-1' });
    expect(rig.screen).toMatchObject({ name: 'requesting', changes: true });
    expect(await rig.send({ type: 'CANCEL' })).toBe('busy');
    expect(rig.kiosk.screen().idle).toBeNull();
    await rig.answer('request', requested);
    expect(rig.screen).toMatchObject({ name: 'printing', paper: 'a4' });
    await rig.answer('print', { ok: true, paper: 'printed' });
    expect(rig.screen).toMatchObject({ name: 'result', paper: 'printed', result: requested.result });
    const opId = '000000000000000a-1';
    expect(rig.calls('request')).toMatchObject([{ opId, signature: 'signature-1', subject: 'subject-0001' }]);
    expect(rig.calls('print')).toMatchObject([{ opId }]);
    await rig.send({ type: 'DONE' });
    await rig.send({ type: 'RATE', level: 1 });
    await rig.answer('rate', { ok: true, stages: [{ stage: 'contact', dueOn: '2026-01-05' }] });
    expect(rig.screen).toMatchObject({ name: 'rated', stages: [{ stage: 'contact' }] });
    await rig.send({ type: 'DONE' });
    expect(rig.screen).toMatchObject({ name: 'take', card: 'on-reader', paper: 'a4', outcome: 'printed' });
    expect(rig.calls('waitForTaken')).toEqual([]);
    await goAway(rig);
    expect(rig.calls('endSession')).toEqual([{ sessionId: '000000000000000a', ending: 'finished' }]);
    const left = JSON.stringify(rig.kiosk.persisted());
    const kept = [...canaries, '6200000000000000', '13900000000'];
    expect(kept.filter((canary) => left.includes(canary))).toEqual([]);
  });

  it('nothing that is needed can be refused, and nobody is asked for more than the item needs', async () => {
    const rig = await at('consent');
    await rig.send({ type: 'CONSENT', id: 'household', given: false });
    expect(rig.name).toBe('take');
    expect(rig.calls('gather')).toEqual([]);
  });

  it('a consent that is not the one on the screen is not taken', async () => {
    const rig = await at('consent');
    expect(await rig.send({ type: 'CONSENT', id: 'cases', given: true })).toBe('unavailable');
  });

  it('what is wrong is said at the field, and what was typed is kept', async () => {
    const rig = await at('checkingField');
    const fault = { 'zh-CN': '电话不对', en: 'Wrong telephone' };
    await rig.answer('checkField', fault);
    expect(rig.screen).toMatchObject({ name: 'field', field: { id: 'phone', fault, value: '12345' } });
  });

  it('a value that the citizen changes has no source any more, and lists that hang on it are asked again', async () => {
    const rig = await at('review');
    await rig.send({ type: 'EDIT', field: 'address' });
    await fillIn(rig, 'address', '样例路二号');
    expect(rig.screen).toMatchObject({ name: 'field', field: { id: 'slot', value: null }, loading: true });
    await rig.answer('choices', { ok: true, choices: [] });
    await fillIn(rig, 'slot', 'morning');
    expect(rig.screen).toMatchObject({
      name: 'review',
      fields: [{ id: 'address', source: null, value: '样例路二号' }, {}, {}, {}],
    });
  });

  it('a value that is confirmed as it is keeps its source', async () => {
    const rig = await at('review');
    await rig.send({ type: 'EDIT', field: 'address' });
    await fillIn(rig, 'address', '样例路一号');
    expect(rig.screen).toMatchObject({
      name: 'review',
      fields: [{ source: { since: '2020-01-01' } }, {}, {}, {}],
    });
  });

  it('a dispute takes three touches, keeps the value and is raised once under one id', async () => {
    const rig = await at('raising');
    expect(rig.calls('dispute')).toMatchObject([
      { opId: '000000000000000a-1-dispute-1', field: 'address', shown: '样例路一号', claimed: null },
    ]);
    await rig.answer('dispute', { ok: true, receipt: 'D-1', dueOn: null });
    expect(rig.screen).toMatchObject({
      name: 'review',
      fields: [{ id: 'address', disputed: { receipt: 'D-1', dueOn: null } }, {}, {}, {}],
    });
    expect(await rig.send({ type: 'DISPUTE', field: 'address' })).toBe('unavailable');
  });

  it('only what came from somewhere can be disputed', async () => {
    const rig = await at('review');
    expect(await rig.send({ type: 'DISPUTE', field: 'phone' })).toBe('unavailable');
  });

  it('a warning is read once and does not hinder', async () => {
    const rig = await at('checking');
    const warnings = [{ reason: { 'zh-CN': '快到期', en: 'Soon over' }, remedy: null, field: null }];
    await rig.answer('check', { faults: [], warnings });
    expect(rig.screen).toMatchObject({ name: 'review', warnings });
    await rig.send({ type: 'SUBMIT' });
    await rig.answer('check', { faults: [], warnings });
    expect(rig.name).toBe('sign');
  });

  it('a refusal can be mended, and what is sent then is another request', async () => {
    const rig = await at('refused');
    expect(rig.screen).toMatchObject({ name: 'service-problem', problem: 'city-refused', canRetry: false });
    expect(await rig.send({ type: 'RETRY' })).toBe('unavailable');
    await rig.send({ type: 'BACK' });
    expect(rig.name).toBe('review');
    await rig.send({ type: 'SUBMIT' });
    await rig.answer('check', { faults: [], warnings: [] });
    await rig.send({ type: 'SIGN', strokes: [[0, 0, 1, 1]] });
    await rig.answer('sign', { ok: true, signature: 'signature-2' });
    expect(rig.calls('request')).toMatchObject([
      { opId: '000000000000000a-1' },
      { opId: '000000000000000a-2', signature: 'signature-2' },
    ]);
  });

  it('where the city does not answer, the same is asked again under the same id', async () => {
    const rig = await at('requesting');
    await rig.answer('request', { ok: false, problem: 'city-unavailable', reason: null, retry: true });
    expect(await rig.send({ type: 'BACK' })).toBe('unavailable');
    await rig.send({ type: 'RETRY' });
    expect(rig.calls('request')).toMatchObject([
      { opId: '000000000000000a-1' },
      { opId: '000000000000000a-1' },
    ]);
  });

  it('paper that does not come leaves the result standing', async () => {
    const rig = await at('notPrinted');
    await rig.send({ type: 'DONE' });
    expect(rig.screen).toMatchObject({ name: 'result', paper: 'failed' });
    await rig.send({ type: 'DONE' });
    await rig.send({ type: 'DONE' });
    expect(rig.screen).toMatchObject({ name: 'take', outcome: 'none' });
  });

  it('whoever walks away from the result has finished; from the form, not', async () => {
    for (const [way, ending] of [
      ['result', 'finished'],
      ['rating', 'finished'],
      ['field', 'idle'],
      ['review', 'idle'],
    ] as const) {
      const rig = await at(way);
      await rig.elapse(delays.idleMs);
      await rig.elapse(delays.warningMs);
      await goAway(rig);
      expect(rig.calls('endSession')).toEqual([{ sessionId: '000000000000000a', ending }]);
    }
  });
});

describe('benefits', () => {
  it('one touch each, nothing filled in, an id for each', async () => {
    const rig = await at('pick');
    await rig.send({ type: 'PICK', value: 'heating' });
    expect(rig.screen).toMatchObject({ name: 'pick', busy: true });
    await rig.answer('request', { ...requested, prints: false });
    expect(rig.name).toBe('result');
    await rig.send({ type: 'DONE' });
    expect(rig.screen).toMatchObject({
      name: 'pick',
      offered: [
        { id: 'heating', taken: true },
        { id: 'transport', taken: false },
      ],
    });
    expect(await rig.send({ type: 'PICK', value: 'heating' })).toBe('unavailable');
    await rig.send({ type: 'PICK', value: 'transport' });
    await rig.answer('request', { ...requested, prints: false });
    await rig.send({ type: 'DONE' });
    expect(rig.name).toBe('rating');
    expect(rig.calls('request')).toMatchObject([
      { opId: '000000000000000a-1', picked: 'heating' },
      { opId: '000000000000000a-2', picked: 'transport' },
    ]);
  });

  it('may all be left', async () => {
    const rig = await at('pick');
    await rig.send({ type: 'SUBMIT' });
    expect(rig.calls('request')).toEqual([]);
    expect(rig.name).toBe('take');
  });
});

describe('another region', () => {
  it('comes before the card, and goes into every question', async () => {
    const rig = await at('region');
    expect(rig.screen).toMatchObject({ name: 'region', regions: [{ code: '320000' }] });
    expect(await rig.send({ type: 'PICK', value: '110000' })).toBe('unavailable');
    await rig.send({ type: 'PICK', value: '320000' });
    await rig.answer('waitForCard', undefined);
    await rig.answer('readCard', card);
    expect(rig.calls('gather')).toMatchObject([{ region: '320000' }]);
  });
});

describe('pause and carry', () => {
  it('is offered when something was filled in, and goes back to it with everything kept', async () => {
    const rig = await at('field');
    expect(rig.kiosk.screen().canPause).toBe(false);
    expect(await rig.send({ type: 'PAUSE_HERE' })).toBe('not-now');
    await fillIn(rig, 'phone', '13900000000');
    expect(rig.kiosk.screen().canPause).toBe(false);
    await rig.answer('choices', { ok: true, choices: [] });
    expect(rig.kiosk.screen().canPause).toBe(true);
    await rig.send({ type: 'PAUSE_HERE' });
    const { phone } = left.values;
    expect(rig.calls('offer')).toEqual([
      { service: { ...left, values: { ...gathered.values, phone } }, subject: 'subject-0001' },
    ]);
    await rig.answer('offer', { ok: true, qr: 'TONGBAN-CARRY:abc', remainingMs: 300_000 });
    rig.now += 60_000;
    expect(rig.screen).toMatchObject({ name: 'carry', remainingMs: 240_000, totalMs: 300_000 });
    await rig.send({ type: 'BACK' });
    expect(rig.screen).toMatchObject({ name: 'field', field: { id: 'slot' }, position: 2, of: 2 });
    await rig.send({ type: 'BACK' });
    expect(rig.screen).toMatchObject({ name: 'field', field: { id: 'phone', value: phone } });
  });

  it('ends the session when the code was taken along, with nothing printed', async () => {
    const rig = await at('carryShown');
    expect(await rig.send({ type: 'DONE' })).toBe('accepted');
    expect(rig.screen).toMatchObject({ name: 'take', outcome: 'none', card: 'on-reader' });
    expect(JSON.stringify(rig.kiosk.persisted())).not.toContain('13900000000');
  });

  it.each(['pad', 'blocked', 'review'] as const)('is offered at %s', async (way) => {
    const rig = await at(way);
    expect(rig.kiosk.screen().canPause).toBe(true);
    expect(await rig.send({ type: 'PAUSE_HERE' })).toBe('accepted');
  });

  it.each(['checking', 'sealing', 'claim', 'requesting', 'printing'] as const)(
    'is not at %s',
    async (way) => {
      const rig = await at(way);
      expect(rig.kiosk.screen().canPause).toBe(false);
      expect(await rig.send({ type: 'PAUSE_HERE' })).toBe('not-now');
    },
  );

  it('goes on elsewhere: nothing that was asked is asked again, and what the city knows is new', async () => {
    const rig = await at('carriedGathering');
    expect(rig.calls('redeem')).toEqual([{ scanned: 'TONGBAN-CARRY:abc', opId: '000000000000000a-carry' }]);
    expect(rig.calls('gather')).toMatchObject([
      { itemId: left.itemId, variant: 'new', consents: left.consents, person: { subject: 'subject-0001' } },
    ]);
    const sources = { address: gathered.sources.address, phone: gathered.sources.card };
    await rig.answer('gather', { ...gathered, values: { address: '样例路二号', phone: '021' }, sources });
    expect(rig.screen).toMatchObject({
      name: 'review',
      fields: [
        { id: 'address', value: '样例路二号' },
        { id: 'phone', value: '13900000000', source: null },
        { id: 'slot', value: 'morning', source: null },
        { id: 'card' },
      ],
    });
    await rig.send({ type: 'SUBMIT' });
    await rig.answer('check', { faults: [], warnings: [] });
    await rig.send({ type: 'SIGN', strokes: [[0, 0, 100, 100]] });
    await rig.answer('sign', { ok: true, signature: 'signature-1' });
    expect(rig.calls('request')).toMatchObject([
      { opId: '000000000000000a-1', consents: left.consents, values: { phone: '13900000000' } },
    ]);
  });

  it('is for the one who left it, and asks anybody else to take their card', async () => {
    const rig = await at('carriedProblem');
    expect(rig.screen).toEqual({
      name: 'carried-problem',
      problem: 'carry-other-person',
      canRetry: false,
    });
    const persisted = JSON.stringify(rig.kiosk.persisted());
    expect([...canaries, '13900000000'].filter((canary) => persisted.includes(canary))).toEqual([]);
    await rig.send({ type: 'CANCEL' });
    expect(rig.screen).toMatchObject({ name: 'take', card: 'on-reader' });
  });
});

describe.each(ways)('killed at %s', (way) => {
  it('is at the same step and asks for the same things again', async () => {
    const rig = await at(way);
    const now = () => ({ ...rig.kiosk.screen(), asked: rig.pending.map((call) => call.port).toSorted() });
    const before = now();
    await rig.restart();
    expect(now()).toEqual(before);
  });
});

describe.each(ways)('left at %s', (way) => {
  it('ends, wiped', async () => {
    const rig = await at(way);
    await rig.device('ups', { required: true, state: 'unavailable', problem: 'power-low', since: '' });
    for (let i = 0; i < 6 && rig.name !== 'out-of-service'; i += 1) {
      const asked = new Set(rig.pending.map(({ port }) => port));
      if (asked.has('request')) await rig.answer('request', requested);
      else if (asked.has('print')) await rig.answer('print', { ok: true, paper: 'printed' });
      else if (asked.has('rate')) await rig.answer('rate', { ok: true, stages: [] });
      else if (asked.has('sign')) await rig.answer('sign', { ok: true, signature: 'signature-1' });
      else if (asked.has('dispute')) await rig.answer('dispute', { ok: true, receipt: 'D-1', dueOn: null });
      else if (asked.has('gather')) await rig.answer('gather', offered);
      else if (asked.has('offer')) await rig.answer('offer', { ok: true, qr: 'code', remainingMs: 300_000 });
      else if (asked.has('redeem')) await rig.answer('redeem', { ok: false, problem: 'carry-used' });
      else if (asked.has('isSame')) await rig.answer('isSame', { ok: true });
      else if (asked.has('endSession')) await rig.answer('endSession', undefined);
    }
    expect(rig.name).toBe('out-of-service');
    const left = JSON.stringify(rig.kiosk.persisted());
    expect([...canaries, '13900000000'].filter((canary) => left.includes(canary))).toEqual([]);
  });
});
