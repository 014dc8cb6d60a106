import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forkChild } from './fork-child.ts';
import type { ChildExit, ChildLink } from './child-link.ts';

type Message = { type: 'hello' | 'stop' | 'hang' };
type Reply = { pid: number; heard: Message };
const echo = join(import.meta.dirname, 'testing', 'echo-child.ts');

const reply = (child: ChildLink<Message, Reply>): Promise<Reply> =>
  new Promise((resolve) => child.onMessage(resolve));
const exit = (child: ChildLink<Message, Reply>): Promise<ChildExit> =>
  new Promise((resolve) => child.onExit(resolve));

it('runs TypeScript in a process of its own and speaks with it', async () => {
  const child = forkChild<Message, Reply>(echo);
  const answer = reply(child);
  child.send({ type: 'hello' });
  expect(await answer).toEqual({ pid: child.pid, heard: { type: 'hello' } });
  child.send({ type: 'stop' });
  expect(await exit(child)).toEqual({ code: 7, signal: null });
  // Nobody listens any more; this must neither throw nor stay.
  child.send({ type: 'hello' });
});

it('ends a child that hangs', async () => {
  const child = forkChild<Message, Reply>(echo);
  const answer = reply(child);
  child.send({ type: 'hello' });
  await answer;
  child.send({ type: 'hang' });
  child.kill();
  expect(await exit(child)).toEqual({ code: null, signal: 'SIGKILL' });
});
