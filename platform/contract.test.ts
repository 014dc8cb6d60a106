/** The contract of every port, put to both sides: our adapter, and the simulator's plain HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectations } from './testing/expectations/index.ts';
import { ports } from './ports/index.ts';
import { rawPlatform } from './testing/raw-client.ts';
import { openRig, type Rig } from './testing/rig.ts';

const sides = [
  { name: 'through the adapter', city: (rig: Rig) => rig.platform() },
  { name: 'in plain HTTP, against openapi.json', city: (rig: Rig) => rawPlatform(rig.line) },
];

it('has expectations for every port', () => {
  expect(Object.keys(expectations).toSorted()).toEqual(Object.keys(ports).toSorted());
});

describe.each(sides)('$name', ({ city }) => {
  describe.each(Object.entries(expectations))('%s', (_name, expectationsOf) => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await openRig();
    });
    afterAll(() => rig.listening.close());
    expectationsOf(() => ({ ...rig, city: city(rig) }));
  });
});
