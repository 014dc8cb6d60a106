import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scan } from '../../drivers/contract/scanner.ts';
import { systemClock } from '../../drivers/contract/clock.ts';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import { readyBench } from '../../drivers/scanner/testing/scanner-bench.ts';
import { newKey, openRig, type Rig } from '../../platform/testing/rig.ts';
import { shownCodes } from '../../platform/simulator/city/personal-codes.ts';
import { createCodes } from './codes.ts';

const { signal } = new AbortController();
const codeOnly = { code: true, receipt: false };
const unknown = { ok: false, problem: 'code-unknown' };

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.listening.close());

/** What was handed over is looked at afterwards: it must have been overwritten. */
function showing(text: string | Uint8Array) {
  const payload = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const scan = async (): Promise<Scan> => ({ payload, symbology: null });
  return {
    payload,
    codes: createCodes({ scanner: { scan }, connect: async () => rig.platform(), clock: rig.clock }),
  };
}

async function resolved(text: string, wanted = codeOnly) {
  const { codes, payload } = showing(text);
  expect(await codes.waitForCode(signal)).toBe('read');
  const answer = await codes.resolveCode(wanted, signal);
  expect(payload.every((byte) => byte === 0)).toBe(true);
  return answer;
}

function telephoneOf(name: string): string {
  const { subject } = rig.person(name);
  return shownCodes(rig.simulator.city).find((each) => each.holder.subject === subject)?.code ?? '';
}

it('knows whose telephone shows a code, and on the next day no more', async () => {
  const code = telephoneOf('样例甲');
  expect(await resolved(code)).toMatchObject({
    ok: true,
    person: { subject: rig.person('样例甲').subject, document: 'code' },
    receipt: null,
  });
  await rig.clock.hand.advance(24 * 3_600_000);
  expect(await resolved(code)).toEqual(unknown);
});

it('knows a code on paper until its days are over', async () => {
  const { subject } = rig.person('样例甲');
  const issued = await rig.platform().codes.issueOffline({ subject, reason: 'first' }, { key: newKey() });
  if (!issued.ok) throw new Error(issued.error.message);
  expect(await resolved(issued.data.code)).toMatchObject({ ok: true, person: { subject } });
  await rig.clock.hand.advance(181 * 24 * 3_600_000);
  expect(await resolved(issued.data.code)).toEqual({ ok: false, problem: 'code-expired' });
});

it('takes a receipt only where the item does, alone or in an address, and it shows nobody', async () => {
  const receipt = rig.simulator.city.cases.of(rig.person('样例甲').subject)[0]?.receipt ?? '';
  const both = { code: true, receipt: true };
  const shown = { ok: true, person: null, receipt };
  expect(await resolved(receipt)).toEqual(unknown);
  expect(await resolved(receipt, both)).toEqual(shown);
  expect(await resolved(`https://city.example/case?r=${receipt}`, both)).toEqual(shown);
  expect(await resolved('SL-unheard-of', both)).toEqual(unknown);
  expect(await resolved('看不懂', both)).toEqual(unknown);
});

it('gives a code out once, and has none after a restart', async () => {
  const { codes } = showing(telephoneOf('样例甲'));
  await codes.waitForCode(signal);
  expect(await codes.resolveCode(codeOnly, signal)).toMatchObject({ ok: true });
  expect(await codes.resolveCode(codeOnly, signal)).toEqual({ ok: false, problem: 'code-unreadable' });
});

it.each([
  ['no text', Uint8Array.of(0xff, 0xfe, 0x80)],
  ['nothing', new Uint8Array(0)],
  ['more than a code can be', new Uint8Array(10_000).fill(0x41)],
])('cannot read %s, and overwrites it', async (_what, bytes) => {
  const { codes, payload } = showing(bytes);
  expect(await codes.waitForCode(signal)).toBe('unreadable');
  expect(payload.every((byte) => byte === 0)).toBe(true);
});

it('says that it cannot ask while the city is away', async () => {
  const { codes } = showing(telephoneOf('样例甲'));
  await codes.waitForCode(signal);
  await rig.listening.close();
  expect(await codes.resolveCode(codeOnly, signal)).toEqual({ ok: false, problem: 'code-unchecked' });
});

it.each(['newland', 'newland-presentation', 'zebra-ssi', 'hid-pos'])(
  'knows whose telephone is held before a scanner on its wire: %s',
  async (model) => {
    const { scanner, simulator } = await readyBench(model);
    const codes = createCodes({ scanner, connect: async () => rig.platform(), clock: systemClock });
    const waiting = codes.waitForCode(signal);
    simulator.show(telephoneOf('样例甲'));
    expect(await waiting).toBe('read');
    const { subject } = rig.person('样例甲');
    expect(await codes.resolveCode(codeOnly, signal)).toMatchObject({ ok: true, person: { subject } });
  },
);

it('waits on while the scanner is not there, and for ever where there is none', async () => {
  let asked = 0;
  const scan = async (): Promise<Scan> => {
    asked += 1;
    if (asked < 3)
      throw new DeviceError('disconnected', 'gone', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      });
    return { payload: new TextEncoder().encode('x'), symbology: null };
  };
  const codes = createCodes({ scanner: { scan }, connect: null, clock: rig.clock });
  expect(await codes.waitForCode(signal)).toBe('read');
  expect(asked).toBe(3);
  expect(await codes.resolveCode(codeOnly, signal)).toEqual({ ok: false, problem: 'code-unchecked' });
  const none = createCodes({ scanner: null, connect: null, clock: rig.clock });
  const giveUp = new AbortController();
  const waiting = none.waitForCode(giveUp.signal);
  giveUp.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'canceled' });
});

describe('of what was left at another kiosk', () => {
  /** Each scan takes the next one; after the last, nothing is shown any more. */
  function showingInTurn(...texts: string[]) {
    const payloads = texts.map((text) => new TextEncoder().encode(text));
    let next = 0;
    const scan = async (): Promise<Scan> => {
      const payload = payloads[next++];
      if (payload === undefined) return new Promise<never>(() => {});
      return { payload, symbology: null };
    };
    return { payloads, scanner: { scan } };
  }

  it('the code is told from every other, and no payload is kept', async () => {
    const { payloads, scanner } = showingInTurn(telephoneOf('样例甲'), 'TONGBAN-CARRY:', 'TONGBAN-CARRY:abc');
    const codes = createCodes({ scanner, connect: async () => rig.platform(), clock: rig.clock });
    expect(await codes.waitForCarried(signal)).toBe('TONGBAN-CARRY:abc');
    expect(payloads.flatMap((payload) => [...payload]).every((byte) => byte === 0)).toBe(true);
  });

  it('nothing is looked for at a kiosk that knows no city', async () => {
    const { payloads, scanner } = showingInTurn('TONGBAN-CARRY:abc');
    const leaving = new AbortController();
    const waiting = createCodes({ scanner, connect: null, clock: rig.clock }).waitForCarried(leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'canceled' });
    expect(payloads[0]?.[0]).toBe('T'.charCodeAt(0));
  });
});
