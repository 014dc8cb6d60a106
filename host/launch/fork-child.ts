import { fork, type ForkOptions } from 'node:child_process';
import type { Server } from 'node:net';
import process from 'node:process';
import type { ChildExit, ChildLink } from './child-link.ts';

/** Keeps a child's output away from stdout, which belongs to the one JSON line of `tongban start`. */
const stderrFd = 2;

/**
 * A child of the launcher. It has a process group of its own: Ctrl-C reaches the launcher only, which then stops in
 * order, and when the child has ended, whatever of its own children is left goes after it.
 */
export const ofLauncher: ForkOptions = {
  // One person at a time makes little garbage; V8's default of 16 MB a half would fill up before it is swept. The host
  // clears its heap by itself between two people.
  execArgv: ['--max-semi-space-size=2', '--expose-gc'],
  detached: process.platform !== 'win32',
  stdio: ['ignore', stderrFd, stderrFd, 'ipc'],
};

/** A driver: bytes cross as they are, and it has no way to print what a card said. */
export const ofHost: ForkOptions = {
  // It waits for its line most of the time: optimised code would never earn back the memory of its compilers.
  execArgv: ['--max-semi-space-size=1', '--no-opt', '--no-maglev'],
  serialization: 'advanced',
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
};

/**
 * Starts `entry` (a TypeScript file, so this process must be Node ≥ 24) as a child with a message channel.
 * It must end by itself on `disconnect`, when its parent is gone.
 * @param given goes over to the child with the first message, and is this process's no more.
 */
export function forkChild<Out extends object, In>(
  entry: string,
  options: ForkOptions = ofLauncher,
  given?: Server,
): ChildLink<Out, In> {
  const child = fork(entry, [], { execPath: process.execPath, ...options });
  const exit = Promise.withResolvers<ChildExit>();
  let gift = given;
  child.once('exit', (code, signal) => {
    gift?.close();
    if (options.detached) endGroup(child.pid);
    exit.resolve({ code, signal });
  });
  // Also emitted where a message could not be sent; only a child without a process has not been started.
  child.on('error', () => {
    if (child.pid === undefined) exit.resolve({ code: null, signal: null });
  });
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (!child.connected) return;
      const server = gift;
      gift = undefined;
      child.send(message, server, () => server?.close());
    },
    onMessage(listener) {
      child.on('message', (message) => listener(message as In));
    },
    onExit(listener) {
      void exit.promise.then(listener);
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}

/** A driver that hangs or is stopped does not notice that its host is gone, and would keep the device to itself. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left of it.
  }
}
