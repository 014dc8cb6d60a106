/**
 * Entry of the host process. Its shell, whichever it is, sends `boot` first and stays connected; when the
 * shell is gone the host ends, because nobody holds the session key any more.
 */
import { startHost } from './kiosk/host.ts';
import type { HostToShell, ShellToHost } from './launch/messages.ts';

/** Electron's utilityProcess has a parentPort; a plain Node child has an IPC channel. */
interface ParentPort {
  postMessage(message: HostToShell): void;
  on(event: 'message', listener: (event: { data: ShellToHost }) => void): void;
}
const parentPort = (process as { parentPort?: ParentPort }).parentPort;

function send(message: HostToShell): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

const listeners = new Set<(message: ShellToHost) => void>();
const shell = {
  send,
  onMessage(listener: (message: ShellToHost) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

let stop: (() => Promise<void>) | null = null;

async function received(message: ShellToHost): Promise<void> {
  for (const listener of listeners) listener(message);
  if (message.type === 'boot') {
    const started = await startHost(message, shell);
    if (started.ok) stop = started.stop;
    else send({ type: 'fatal', reason: started.reason });
  }
  if (message.type === 'stop') await end(0);
}

async function end(code: number): Promise<void> {
  await stop?.();
  process.exit(code);
}

if (parentPort) parentPort.on('message', ({ data }) => void received(data));
else {
  process.on('message', (message: ShellToHost) => void received(message));
  process.on('disconnect', () => void end(0));
}
