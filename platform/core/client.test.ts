import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultKind } from '../simulator/faults.ts';
import { data, failed } from '../testing/expect-result.ts';
import { newKey, openRig, type Rig } from '../testing/rig.ts';
import { openPlatform, type Platform } from '../open.ts';
import { hmacSigner } from './signer.ts';

const span = { insurances: ['pension' as const], from: '2025-01', to: '2025-03' };
let rig: Rig;
let city: Platform;
let subject: string;

beforeEach(async () => {
  rig = await openRig();
  city = rig.platform();
  ({ subject } = rig.person('样例甲'));
  ({ subject } = rig.person('样例乙'));
});
afterEach(() => rig.listening.close());

const read = (options = {}) => city.payments.records({ subject, ...span }, options);
const change = (key = newKey(), signal?: AbortSignal) =>
  city.payments.certificate({ subject, ...span }, { key, ...(signal && { signal }) });
const always = (kind: FaultKind, times: number | null = null) =>
  rig.simulator.setFaults([{ operation: '*', kind, times, ms: 3000 }]);
const answers = () => rig.simulator.state().answers;

/** Lets the time of one attempt pass after the other, as soon as the city has done its work and is silent. */
async function silently<T>(call: Promise<T>, operation: string, attempts: number, ms: number): Promise<T> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    await vi.waitUntil(() => answers()[`${operation} none`] === attempt);
    await rig.clock.hand.advance(ms);
  }
  return call;
}

describe('a reply', () => {
  it('says when it was true and until when', async () => {
    const result = await read();
    expect(result).toMatchObject({
      ok: true,
      asOf: '2026-03-04T12:00:00+08:00',
      validUntil: '2026-03-05T12:00:00+08:00',
      stale: false,
    });
  });

  it('that has passed its time is handed on and called stale', async () => {
    always('stale');
    const result = await read();
    expect(result).toMatchObject({ ok: true, stale: true, validUntil: '2026-03-04T11:59:59+08:00' });
  });
});

describe('what cannot be used is a typed failure', () => {
  it.each([
    ['wrongPerson', 'wrongSubject', 'never', 'unknown'],
    ['malformed', 'badReply', 'afterFix', 'done'],
    ['garbage', 'badReply', 'afterFix', 'done'],
    ['wrongSignature', 'badSignature', 'afterFix', 'unknown'],
    ['oversize', 'oversize', 'afterFix', 'unknown'],
  ] as const)('%s is %s', async (kind, code, retry, effect) => {
    always(kind);
    expect(failed(await read())).toMatchObject({ code, retry, effect: 'none' });
    expect(failed(await change())).toMatchObject({ code, retry, effect });
    // Asked once each: what is wrong with such a reply does not pass by itself.
    expect(Object.values(answers())).toEqual([1, 1]);
  });

  it.each([
    ['unavailable', 'unavailable', 'none'],
    ['broken', 'unavailable', 'unknown'],
    ['hangUp', 'brokenOff', 'unknown'],
  ] as const)('%s is %s, after three attempts', async (kind, code, effect) => {
    always(kind);
    expect(failed(await change())).toMatchObject({ code, retry: 'safe', effect });
    always(kind);
    expect(failed(await read())).toMatchObject({ code, retry: 'safe', effect: 'none' });
  });

  it('no answer at all is timeout, after two attempts', async () => {
    always('lostReply');
    const call = silently(change(), 'payments.certificate', 2, 10_000);
    expect(failed(await call)).toMatchObject({ code: 'timeout', retry: 'safe', effect: 'unknown' });
  });

  it('an address where nobody is: nothing was done', async () => {
    await rig.listening.close();
    expect(failed(await change())).toMatchObject({
      code: 'unreachable',
      effect: 'none',
      retry: 'safe',
    });
    rig.listening = await rig.simulator.listen(0);
  });

  it('a key that the city does not take', async () => {
    const stranger = openPlatform({ ...rig.line, signer: hmacSigner('simulated-kiosk', Buffer.alloc(32)) });
    const result = await stranger.payments.summary({ subject });
    expect(failed(result)).toMatchObject({ code: 'unauthorized', effect: 'none', retry: 'afterFix' });
  });

  it('a clock that is off by more than five minutes', async () => {
    const early = { ...rig.clock, now: () => rig.clock.now() - 301_000 };
    const line = { ...rig.line, clock: { ...early, monotonic: () => 0, setTimer: () => ({ cancel() {} }) } };
    expect(failed(await openPlatform(line).payments.summary({ subject }))).toMatchObject({
      code: 'unauthorized',
    });
  });

  it('a key that was used for another question', async () => {
    const key = newKey();
    data(await change(key));
    const other = await city.payments.certificate({ subject, ...span, to: '2025-02' }, { key });
    expect(failed(other)).toMatchObject({ code: 'badRequest', effect: 'none', retry: 'never' });
  });

  it('says nothing of what was asked', async () => {
    for (const kind of ['malformed', 'wrongPerson', 'oversize', 'wrongSignature'] as const) {
      always(kind);
      const error = failed(await read());
      expect(JSON.stringify(error)).not.toContain(subject);
      expect(error.message).toMatch(/^payments\.records: /);
    }
  });
});

describe('repetition', () => {
  it.each(['unavailable', 'broken', 'hangUp'] as const)('gets over one %s', async (kind) => {
    always(kind, 1);
    expect(data(await read()).records).toHaveLength(3);
  });

  it('does what has a key once, also where the answer was lost', async () => {
    const before = data(await change()).serial;
    always('hangUp', 1);
    const after = data(await change()).serial;
    expect(Number(after.slice(-6)) - Number(before.slice(-6))).toBe(1);
  });

  it('does what has a key once, also where the request arrives twice', async () => {
    const before = data(await change()).serial;
    always('duplicate', 1);
    const after = data(await change()).serial;
    expect(Number(after.slice(-6)) - Number(before.slice(-6))).toBe(1);
  });

  it('does not call a thing undone that an earlier attempt may have done', async () => {
    rig.simulator.setFaults([
      { operation: '*', kind: 'hangUp', times: 1, ms: 0 },
      { operation: '*', kind: 'unavailable', times: null, ms: 0 },
    ]);
    expect(failed(await change())).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('waits longer each time, and by chance', async () => {
    always('unavailable');
    const line = { ...rig.line, random: () => 0.5 };
    const started = rig.clock.monotonic();
    await openPlatform(line).payments.summary({ subject });
    expect(rig.clock.monotonic() - started).toBeCloseTo(250 * 0.75 + 500 * 0.75, -1);
  });

  it('is not needed where an answer is only slow', async () => {
    always('slow');
    const call = read();
    // The time of the attempt, and the city's.
    await vi.waitUntil(() => rig.clock.hand.pendingTimers === 2);
    await rig.clock.hand.advance(3000);
    expect(data(await call).records).toHaveLength(3);
    expect(answers()).toEqual({ 'payments.records 200': 1 });
  });

  it('ends with the time of the operation', async () => {
    always('lostReply');
    const started = rig.clock.monotonic();
    const call = silently(city.payments.summary({ subject }), 'payments.summary', 2, 4000);
    expect(failed(await call)).toMatchObject({ code: 'timeout' });
    expect(rig.clock.monotonic() - started).toBeLessThanOrEqual(8125);
  });

  it('stops where the caller gives up', async () => {
    always('lostReply');
    const abort = new AbortController();
    const call = change(newKey(), abort.signal);
    await vi.waitUntil(() => answers()['payments.certificate none'] === 1);
    abort.abort();
    expect(failed(await call)).toMatchObject({ code: 'canceled', effect: 'unknown' });
    expect(failed(await change(newKey(), abort.signal))).toMatchObject({ code: 'canceled', effect: 'none' });
    expect(rig.clock.hand.pendingTimers).toBe(0);
  });
});

describe('what has no key', () => {
  const call = () => city.help.call({ mode: 'voice', language: 'zh-CN', step: 'confirm' });

  it('is asked again only where nothing was done', async () => {
    always('unavailable', 1);
    expect(data(await call()).ahead).toBe(0);
    always('hangUp');
    expect(failed(await call())).toMatchObject({ code: 'brokenOff', effect: 'unknown', retry: 'never' });
    expect(answers()).toEqual({ 'help.call 503': 1, 'help.call 200': 1, 'help.call none': 1 });
  });

  it('is done twice where it arrives twice', async () => {
    always('duplicate', 1);
    expect(data(await call()).ahead).toBe(1);
  });
});

describe('the circuit breaker', () => {
  it('leaves a system alone that fails five times, asks once after a while, and closes again', async () => {
    always('unavailable');
    await read();
    await read();
    const asked = answers()['payments.records 503'];
    expect(asked).toBe(5);
    expect(failed(await read())).toMatchObject({ code: 'circuitOpen', effect: 'none', retry: 'safe' });
    expect(answers()['payments.records 503']).toBe(asked);
    await rig.clock.hand.advance(15_000);
    expect(failed(await read())).toMatchObject({ code: 'unavailable' });
    expect(answers()['payments.records 503']).toBe(6);
    expect(failed(await read())).toMatchObject({ code: 'circuitOpen' });
    rig.simulator.apply('normal');
    await rig.clock.hand.advance(15_000);
    data(await read());
    data(await read());
  });
});

describe('a caller that breaks the contract', () => {
  it('is told where, without what', async () => {
    await expect(city.payments.records({ subject, ...span, from: 'secret' })).rejects.toThrow(
      'payments.records: the request does not fit the contract at from',
    );
  });

  it('is told of a missing key', async () => {
    await expect(change('short')).rejects.toThrow('payments.certificate: an idempotency key is missing');
  });
});

describe('a server that is none of ours', () => {
  let server: Server;
  afterEach(() => server.close());

  it.each([
    [200, '{"about":null}'],
    [404, 'Not found'],
    [302, ''],
  ])('answers %s, unsigned, and is not believed', async (status, text) => {
    server = createServer((_request, response) => response.writeHead(status).end(text));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const other = openPlatform({ ...rig.line, baseUrl: `http://127.0.0.1:${address.port}` });
    expect(failed(await other.payments.summary({ subject }))).toMatchObject({ code: 'badSignature' });
  });
});
