/**
 * The process of all simulators: started by the launcher with a message channel, it gives each configured
 * device a simulator on a loopback port of its own, serves the bench page, and has the simulated city where the
 * configuration asks for one.
 */
import { systemClock } from '../drivers/contract/clock.ts';
import type { FromSimulators, ToSimulators } from '../drivers/bench/messages.ts';
import { openRig, type Rig } from '../drivers/bench/rig.ts';
import { startBenchServer, type BenchServer } from '../drivers/bench/server.ts';
import { serialWire } from '../drivers/bench/simulators.ts';
import { openCity, type OpenCity } from '../platform/simulator/open-city.ts';

let rig: Rig | null = null;
let server: BenchServer | null = null;
let city: OpenCity | null = null;
let ending = false;

async function start(message: Extract<ToSimulators, { type: 'start' }>): Promise<FromSimulators> {
  try {
    rig = await openRig(message.devices, serialWire);
    server = await startBenchServer({ rig, rendererDir: message.rendererDir, port: message.benchPort });
    if (message.platform)
      city = await openCity({ port: 0, clock: systemClock, preset: message.platform.preset });
    const platform = city && { port: city.port, controlUrl: city.controlUrl };
    return { type: 'ready', devices: rig.addresses(), benchUrl: server.url, platform };
  } catch (error) {
    return { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function stop(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  await server?.close();
  await city?.close();
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
