import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../contract/device-error.ts';
import { placeOf, tell, untell } from './failure.ts';

/** As the channel between two processes does. */
const cross = <T>(value: T): T => deserialize(serialize(value)) as T;

describe('a failure on its way between two processes', () => {
  it('stays a DeviceError with all that decides what may be done next', () => {
    const error = new DeviceError('condition', 'the printer reports paper.jam', {
      condition: 'paper.jam',
      effect: 'partial',
      retry: 'never',
      cause: new Error('inner'),
    });
    const arrived = untell(cross(tell(error)));
    expect(arrived).toBeInstanceOf(DeviceError);
    expect(arrived).toMatchObject({
      code: 'condition',
      message: 'the printer reports paper.jam',
      condition: 'paper.jam',
      effect: 'partial',
      retry: 'never',
    });
  });

  it('has no condition where there was none', () => {
    const arrived = untell(
      cross(tell(new DeviceError('closed', 'closed', { effect: 'none', retry: 'never' }))),
    );
    expect(arrived).toMatchObject({ code: 'closed', condition: undefined });
  });

  it('stays a bug where it was one', () => {
    const arrived = untell(cross(tell(new RangeError('no such level'))));
    expect(arrived).not.toBeInstanceOf(DeviceError);
    expect(arrived).toMatchObject({ name: 'RangeError', message: 'no such level' });
    expect(untell(cross(tell('thrown as a string')))).toMatchObject({ message: 'thrown as a string' });
  });
});

describe('the place of a bug', () => {
  it('is file and line, and nothing of the message', () => {
    expect(placeOf(new Error('at 样例甲 (card.ts:1:1)'))).toMatch(/^failure\.test\.ts:\d+$/);
  });

  it('is unknown for what is no error of ours', () => {
    expect(placeOf('a string')).toBe('unknown');
    expect(
      placeOf(Object.assign(new Error('x'), { stack: 'Error: x\n    at node:internal/timers:594:17' })),
    ).toBe('unknown');
  });
});
