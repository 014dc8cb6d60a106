import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { ChildLink } from './child-link.ts';
import { holdPort } from './held-port.ts';
import { LaunchError } from './launch-error.ts';

const entry = join(import.meta.dirname, 'testing', 'serving-child.ts');
type Child = ChildLink<{ type: 'boot' }, { port: number }>;

const served = (child: Child): Promise<number> =>
  new Promise((resolve) => child.onMessage(({ port }) => resolve(port)));
const ended = (child: Child): Promise<void> => new Promise((resolve) => child.onExit(() => resolve()));
const whoIsAt = (port: number): Promise<string> => text(connect({ port, host: '127.0.0.1' }));

it('gives the port to the first host, and lets go of it when that host has ended', async () => {
  const held = await holdPort(0);
  const first: Child = held.fork(entry);
  first.send({ type: 'boot' });
  expect(await served(first)).toBe(held.port);
  expect(await whoIsAt(held.port)).toBe(`pid ${first.pid}`);

  const second: Child = held.fork(entry);
  second.send({ type: 'boot' });
  expect(await served(second), 'it was given none and took one of its own').not.toBe(held.port);

  const gone = ended(first);
  first.kill();
  await gone;
  const refused = connect({ port: held.port, host: '127.0.0.1' });
  await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const secondGone = ended(second);
  second.kill();
  await secondGone;
});

it('names a port that another program has', async () => {
  const held = await holdPort(0);
  await expect(holdPort(held.port)).rejects.toThrow(
    new LaunchError(`port ${held.port} is taken by another program`),
  );
  held.close();
  const again = await holdPort(held.port);
  again.close();
});
