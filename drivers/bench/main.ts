/**
 * The process of all simulators: started by the launcher with a message channel, it gives each configured
 * device a simulator on a loopback port of its own and serves the bench page.
 */
import type { FromSimulators, ToSimulators } from './messages.ts';
import { openRig, type Rig } from './rig.ts';
import { startBenchServer, type BenchServer } from './server.ts';
import { serialWire } from './simulators.ts';

let rig: Rig | null = null;
let server: BenchServer | null = null;
let ending = false;

async function start(message: Extract<ToSimulators, { type: 'start' }>): Promise<FromSimulators> {
  try {
    rig = await openRig(message.devices, serialWire);
    server = await startBenchServer({ rig, rendererDir: message.rendererDir, port: message.benchPort });
    return { type: 'ready', devices: rig.addresses(), benchUrl: server.url };
  } catch (error) {
    return { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function stop(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  await server?.close();
  await rig?.close();
  process.exit(exitCode);
}

/** Under Electron this is a utility process, which has a parent port instead of Node's IPC channel. */
interface ParentPort {
  postMessage(message: FromSimulators): void;
  on(event: 'message', listener: (event: { data: ToSimulators }) => void): void;
}
const parentPort = (process as { parentPort?: ParentPort }).parentPort;

function answer(message: FromSimulators): void {
  if (parentPort) parentPort.postMessage(message);
  // The parent may be gone by now; 'disconnect' then ends this process.
  else if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

function received(message: ToSimulators): void {
  if (message.type === 'stop') {
    void stop(0);
    return;
  }
  void start(message).then((result) => {
    answer(result);
    if (result.type === 'failed') void stop(1);
  });
}

if (parentPort) parentPort.on('message', ({ data }) => received(data));
else process.on('message', received);
process.on('disconnect', () => void stop(0));
// Ctrl+C reaches the whole process group; the parent decides when the simulators end.
process.on('SIGINT', () => undefined);
