/**
 * Entry of the host process. Its shell, whichever it is, sends `boot` first and stays connected; when the
 * shell is gone the host ends, because nobody holds the session key any more.
 */
import './zod-without-jit.ts';
import type { Server } from 'node:net';
import type { BootMessage, HostToShell, ShellToHost } from './launch/messages.ts';
import { portReason } from './launch/port-reason.ts';
import { type Doorway, openDoorway } from './rpc/doorway.ts';

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

async function received(message: ShellToHost, held?: Server): Promise<void> {
  for (const listener of listeners) listener(message);
  if (message.type === 'boot') await boot(message, held);
  if (message.type === 'stop') await end(0);
}

/** The port first, everything else after: what the screen asks for waits there. */
async function boot(message: BootMessage, held?: Server): Promise<void> {
  let doorway: Doorway;
  try {
    doorway = await openDoorway(message.port, held);
  } catch (error) {
    send({ type: 'fatal', reason: portReason(message.port, error as NodeJS.ErrnoException) });
    return;
  }
  const { startHost } = await import('./kiosk/host.ts');
  const started = await startHost(message, shell, doorway);
  if (!started.ok) {
    send({ type: 'fatal', reason: started.reason });
    return;
  }
  stop = async () => {
    await started.stop();
    await doorway.close();
  };
}

async function end(code: number): Promise<void> {
  await stop?.();
  process.exit(code);
}

if (parentPort) parentPort.on('message', ({ data }) => void received(data));
else {
  process.on('message', (message: ShellToHost, held?: Server) => void received(message, held));
  process.on('disconnect', () => void end(0));
}
