import { expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { oncePerSecond } from './once-per-second.ts';

it('each kind is written once a second at most, and the first at once', async () => {
  const clock = new HandClock();
  const written: string[] = [];
  const write = oncePerSecond(clock, (kind) => written.push(kind));
  for (let n = 0; n < 1000; n += 1) write('malformed');
  write('no-token');
  expect(written).toEqual(['malformed', 'no-token']);
  await clock.advance(1000);
  write('malformed');
  expect(written).toEqual(['malformed', 'no-token', 'malformed']);
});
