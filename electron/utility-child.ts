import { utilityProcess } from 'electron';
import type { ChildExit, ChildLink } from '../host/launch/child-link.ts';

/** Runs a built script in a utility process; Electron ends it together with the shell. */
export function utilityChild<Out extends object, In>(entry: string, serviceName: string): ChildLink<Out, In> {
  const child = utilityProcess.fork(entry, [], { serviceName, stdio: ['ignore', 'inherit', 'inherit'] });
  const exit = Promise.withResolvers<ChildExit>();
  let pid: number | undefined;
  let ended = false;
  // Messages before `spawn` would be lost.
  const waiting: Out[] = [];
  child.once('spawn', () => {
    pid = child.pid;
    for (const message of waiting.splice(0)) child.postMessage(message);
  });
  child.once('exit', (code) => {
    ended = true;
    exit.resolve({ code, signal: null });
  });
  return {
    get pid() {
      return pid;
    },
    send(message) {
      if (ended) return;
      if (pid === undefined) waiting.push(message);
      else child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', (message: In) => listener(message));
    },
    onExit(listener) {
      void exit.promise.then(listener);
    },
    kill() {
      if (ended) return;
      // `kill()` of a utility process is polite, and a hung process does not listen.
      if (pid === undefined) child.kill();
      else process.kill(pid, 'SIGKILL');
    },
  };
}
