/** The contract of every port, put to both sides: our adapter, and the simulator's plain HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectations } from './testing/expectations/index.ts';
import type { Operation } from './core/port.ts';
import type { PlatformResult } from './core/result.ts';
import type { Platform } from './open.ts';
import { ports } from './ports/index.ts';
import { failed, refusal } from './testing/expect-result.ts';
import { rawPlatform } from './testing/raw-client.ts';
import { Recorder } from './testing/recorder.ts';
import { newKey, openRig, type Rig } from './testing/rig.ts';

const sides = [
  { name: 'through the adapter', city: (rig: Rig) => rig.platform() },
  { name: 'in plain HTTP, against openapi.json', city: (rig: Rig) => rawPlatform(rig.line) },
];

it('has expectations for every port', () => {
  expect(Object.keys(expectations).toSorted()).toEqual(Object.keys(ports).toSorted());
});

/** Questions that have an answer, for the tests behind the expectations. */
const answered: Recorder['answered'] = new Map();

describe.each(sides)('$name', ({ city }) => {
  const recorder = new Recorder();
  afterAll(() => recorder.answered.forEach((each, name) => answered.set(name, each)));

  describe.each(Object.entries(expectations))('%s', (_name, expectationsOf) => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await openRig();
    });
    afterAll(() => rig.listening.close());
    expectationsOf(() => ({ ...rig, city: recorder.watch(city(rig)) }));
  });

  it('refuses a person whom nobody knows, in every operation about one', async () => {
    const rig = await openRig();
    const platform = recorder.watch(city(rig));
    for (const { port, name, request } of recorder.answered.values()) {
      if (!('subject' in request)) continue;
      const result = await ask(platform, port, name, { ...request, subject: 'sub_of-nobody' });
      expect([name, refusal(result)]).toEqual([name, 'unknownSubject']);
    }
    await rig.listening.close();
  });

  it('has met every operation and every refusal of the tables', () => {
    expect(recorder.missed()).toEqual([]);
  });
});

/** Any operation by its name, with a key where it wants one. */
function ask(
  platform: Platform,
  port: string,
  name: string,
  request: object,
): Promise<PlatformResult<unknown>> {
  const operations: Readonly<Record<string, Operation>> = ports[port as keyof typeof ports].operations;
  const client = platform[port as keyof Platform] as unknown as Readonly<Record<string, AnyCall>>;
  const call = client[name];
  if (!call) throw new Error(`no operation ${port}.${name}`);
  return operations[name]?.effects === 'keyed' ? call(request, { key: newKey() }) : call(request);
}

type AnyCall = (request: object, options?: { key: string }) => Promise<PlatformResult<unknown>>;

/** What each way of failing says, of an operation that changes something. */
const failures = [
  { kind: 'unavailable', code: 'unavailable', effect: 'none' },
  { kind: 'broken', code: 'unavailable', effect: 'unknown' },
  { kind: 'hangUp', code: 'brokenOff', effect: 'unknown' },
  { kind: 'wrongSignature', code: 'badSignature', effect: 'unknown' },
  { kind: 'oversize', code: 'oversize', effect: 'unknown' },
] as const;

describe.each(failures)('where the city fails by $kind', ({ kind, code, effect }) => {
  it.each(operationNames())('%s.%s says so', async (port, name) => {
    const rig = await openRig();
    rig.simulator.setFaults([{ operation: `${port}.${name}`, kind, times: null, ms: 0 }]);
    const request = answered.get(`${port}.${name}`)?.request;
    if (!request) throw new Error('no expectation has asked this');
    const operations: Readonly<Record<string, Operation>> = ports[port].operations;
    const effects = operations[name]?.effects;
    const real = effects === 'none' ? 'none' : effect;
    const error = failed(await ask(rig.platform(), port, name, request));
    expect(error).toMatchObject({ code, effect: real });
    if (effects === 'unkeyed' && real !== 'none') expect(error.retry).toBe('never');
    await rig.listening.close();
  });
});

function operationNames(): [keyof typeof ports, string][] {
  return (Object.keys(ports) as (keyof typeof ports)[]).flatMap((port) =>
    Object.keys(ports[port].operations).map((name): [keyof typeof ports, string] => [port, name]),
  );
}
