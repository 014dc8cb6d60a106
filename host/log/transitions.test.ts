import { expect, it } from 'vitest';
import { Rig, walk } from '../../state-machines/testing/scripted-ports.ts';
import { isAllowed } from './value-types.ts';

it.each(Object.entries(walk))(
  'every transition on the way to %s can be written to the log',
  async (_, go) => {
    const rig = await Rig.open();
    await go(rig);
    expect(rig.transitions).not.toEqual([]);
    const refused = rig.transitions.flatMap(({ machine, from, to, event }) =>
      Object.entries({ machine, from: from ?? 'none', to, trigger: event }).filter(
        ([field, value]) => !isAllowed('machine.transition', field, value),
      ),
    );
    expect(refused).toEqual([]);
  },
);
