import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newKey, openRig, type Rig } from '../../platform/testing/rig.ts';
import type { CarriedService } from '../../state-machines/carried-service.ts';
import type { Identified } from '../../state-machines/service/service.ts';
import { type CarryWorld, createCarry } from './carry.ts';
import { qrText, tokenOf } from './qr-text.ts';
import { open, seal } from './seal.ts';
import { siteKey } from './site-key.ts';

const service: CarriedService = {
  itemId: 'elder-allowance',
  itemVersion: 'v1',
  region: null,
  variant: null,
  consents: { prefill: true },
  values: { phone: '13800000000', address: '样例路一号' },
  sources: { address: { name: { 'zh-CN': '人口库', en: 'Population register' }, since: '2020-01-01' } },
  disputed: ['address'],
};
const ours = siteKey(Buffer.alloc(32, 7));
const { signal } = new AbortController();

let rig: Rig;
let subject: string;
let person: Identified;

beforeEach(async () => {
  rig = await openRig();
  const { subject: known, name, number } = rig.person('样例甲');
  subject = known;
  person = identified(name, number);
});
afterEach(() => rig.listening.close());

const identified = (name: string, idNumber: string): Identified => ({
  name,
  idNumber,
  birthDate: null,
  sex: null,
  address: null,
  validTo: 'long-term',
  document: 'id-card',
  subject: null,
});

/** A kiosk of the site, with a line of its own to the same city. */
function kiosk(other: Partial<CarryWorld> = {}) {
  return createCarry({
    platform: rig.platform(),
    key: ours,
    clock: rig.clock,
    itemVersion: (id) => (id === service.itemId ? service.itemVersion : null),
    ...other,
  });
}

async function offered(): Promise<string> {
  const left = await kiosk().offer({ service, subject }, signal);
  if (!left.ok) throw new Error(left.problem);
  return left.qr;
}

/** What the city holds is exchanged for this, under a token of its own. */
async function leftByHand(content: Uint8Array, of = subject): Promise<string> {
  const { handoffs } = rig.platform();
  const request = {
    subject: of,
    item: service.itemId,
    target: 'kiosk' as const,
    content: Buffer.from(content).toString('base64'),
  };
  const left = await handoffs.offer(request, { key: newKey() });
  if (!left.ok) throw new Error(left.error.message);
  return qrText(left.data.token);
}

async function kept(qr: string): Promise<Buffer> {
  const token = tokenOf(qr) ?? '';
  const result = await rig.platform().handoffs.redeem({ token, target: 'kiosk' }, { key: newKey() });
  if (!result.ok) throw new Error(result.error.message);
  return Buffer.from(result.data.content, 'base64');
}

it('goes on at another kiosk with everything that was filled in, and only once', async () => {
  const scanned = await offered();
  const there = kiosk();
  expect(await there.redeem({ scanned, opId: newKey() }, signal)).toEqual({ ok: true, service, subject });
  const again = { ok: false, problem: 'carry-used' };
  expect(await there.redeem({ scanned, opId: newKey() }, signal)).toEqual(again);
  expect(await kiosk().redeem({ scanned, opId: newKey() }, signal)).toEqual(again);
});

it('gets the same answer again under the same operation, when the first one was lost with the host', async () => {
  const scanned = await offered();
  const opId = newKey();
  const first = await kiosk().redeem({ scanned, opId }, signal);
  expect(await kiosk().redeem({ scanned, opId }, signal)).toEqual(first);
});

it('says nothing in the QR code, and lets the city see only sealed bytes', async () => {
  const left = await kiosk().offer({ service, subject }, signal);
  expect(left).toMatchObject({ ok: true, remainingMs: 300_000 });
  const qr = left.ok ? left.qr : '';
  expect(qr).toMatch(/^TONGBAN-CARRY:[\w-]{32}$/);
  const bytes = await kept(qr);
  const secrets = ['13800000000', '样例路一号', 'phone', service.itemVersion, subject];
  expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
});

it('is over after five minutes, by the city and by the kiosk itself', async () => {
  const scanned = await offered();
  await rig.clock.hand.advance(5 * 60_000);
  const expired = { ok: false, problem: 'carry-expired' };
  expect(await kiosk().redeem({ scanned, opId: newKey() }, signal)).toEqual(expired);
  const old = JSON.stringify({ service, expiresAt: rig.clock.now() });
  const late = await leftByHand(seal(ours, old, JSON.stringify([subject, service.itemId])));
  expect(await kiosk().redeem({ scanned: late, opId: newKey() }, signal)).toEqual(expired);
});

it('refuses each changed byte', async () => {
  const bound = JSON.stringify([subject, service.itemId]);
  const sealed = seal(ours, 'what was filled in', bound);
  expect(open(ours, sealed, bound)).toEqual({ ok: true, text: 'what was filled in' });
  for (const at of sealed.keys()) {
    const changed = Uint8Array.from(sealed, (byte, i) => (i === at ? byte ^ 1 : byte));
    const inSite = at >= 1 && at <= 8;
    expect(open(ours, changed, bound), `byte ${at}`).toEqual({
      ok: false,
      reason: inSite ? 'otherSite' : 'tampered',
    });
  }
  for (const length of [0, 1, 40, sealed.length - 1])
    expect(open(ours, sealed.subarray(0, length), bound)).toMatchObject({ ok: false });
});

it('refuses what was changed at the city, and what is given out under the name of another', async () => {
  const bytes = await kept(await offered());
  const changed = Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
  for (const scanned of [
    await leftByHand(changed),
    await leftByHand(bytes, rig.person('样例乙').subject),
    await leftByHand(randomBytes(200)),
  ])
    expect(await kiosk().redeem({ scanned, opId: newKey() }, signal)).toEqual({
      ok: false,
      problem: 'carry-unknown',
    });
});

it('is of use to no other site', async () => {
  const scanned = await offered();
  const elsewhere = kiosk({ key: siteKey(Buffer.alloc(32, 8)) });
  expect(await elsewhere.redeem({ scanned, opId: newKey() }, signal)).toEqual({
    ok: false,
    problem: 'carry-other-site',
  });
});

it.each([
  ['has changed', () => 'v2'],
  ['is not offered here', () => null],
])('does not go on with an item that %s', async (_what, itemVersion) => {
  const scanned = await offered();
  expect(await kiosk({ itemVersion }).redeem({ scanned, opId: newKey() }, signal)).toEqual({
    ok: false,
    problem: 'carry-other-version',
  });
});

it.each([qrText('unknown-token'), 'TONGBAN-CARRY:', 'https://city.example/x', ''])(
  'knows nothing of %j',
  async (scanned) => {
    expect(await kiosk().redeem({ scanned, opId: newKey() }, signal)).toEqual({
      ok: false,
      problem: 'carry-unknown',
    });
  },
);

it('takes nobody but the one who left it', async () => {
  const there = kiosk();
  const otherPerson = { ok: false, problem: 'carry-other-person' };
  expect(await there.isSame({ person, subject }, signal)).toEqual({ ok: true });
  const { name, number, subject: otherSubject } = rig.person('样例乙');
  const other = identified(name, number);
  expect(await there.isSame({ person: other, subject }, signal)).toEqual(otherPerson);
  // The number of the one and the name of the other: the city does not know such a document.
  const mixed = { ...person, name };
  expect(await there.isSame({ person: mixed, subject }, signal)).toEqual(otherPerson);
  const byCode: Identified = { ...person, document: 'code', subject };
  expect(await there.isSame({ person: byCode, subject }, signal)).toEqual({ ok: true });
  expect(await there.isSame({ person: { ...byCode, subject: otherSubject }, subject }, signal)).toEqual(
    otherPerson,
  );
});

it('leaves and picks up nothing while the city is away', async () => {
  const scanned = await offered();
  const away = { ok: false, problem: 'city-unavailable' };
  const [here, there] = [kiosk(), kiosk()];
  await rig.listening.close();
  expect(await here.offer({ service, subject }, signal)).toEqual(away);
  expect(await there.redeem({ scanned, opId: newKey() }, signal)).toEqual(away);
  expect(await there.isSame({ person, subject }, signal)).toEqual(away);
});
