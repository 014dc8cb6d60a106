import process from 'node:process';
import type { Device } from '../contract/device.ts';
import { placeOf, tell } from './failure.ts';
import type { FromDriver, ToDriver, Vitals } from './messages.ts';

const aliveMs = 1000;
/** A line may refuse to close after an unplug; the process ends all the same. */
const closeMs = 1000;
/** For the last word to leave. */
const faultMs = 50;

type Method = (...args: unknown[]) => Promise<unknown>;
type Performed = Extract<ToDriver, { type: 'command' }>;
type Settled = Extract<FromDriver, { type: 'settled' }>;

/**
 * Runs one driver in this process for the host at the other end of its message channel, and ends with it.
 * @param create makes the driver from what `start` carried; its error's message is shown to technicians.
 */
export function runDriver(create: (device: unknown) => Promise<Device>): void {
  const commands = new Map<number, AbortController>();
  let device: Device | null = null;
  let ending = false;

  const vitals = (made: Device): Vitals => ({
    statistics: made.statistics(),
    serialNumber: made.serialNumber?.() ?? null,
  });

  async function start(config: unknown): Promise<void> {
    let made: Device;
    try {
      made = await create(config);
    } catch (error) {
      send({ type: 'refused', reason: error instanceof Error ? error.message : String(error) });
      return;
    }
    device = made;
    send({ type: 'started', capabilities: [...made.capabilities], status: made.status() });
    made.onStatus((status) => send({ type: 'status', status }));
    made.open();
  }

  async function perform({ id, name, args, opId, deadlineMs }: Performed): Promise<void> {
    if (!device) throw new Error('a command came before the driver');
    const abort = new AbortController();
    commands.set(id, abort);
    const methods = device as unknown as Record<string, Method | undefined>;
    let result: Settled['result'];
    try {
      result = { value: await methods[name]!(...args, { opId, deadlineMs, signal: abort.signal }) };
    } catch (error) {
      result = tell(error);
    }
    commands.delete(id);
    send({ type: 'settled', id, result, vitals: vitals(device) });
  }

  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), closeMs);
    await device?.close();
    // What was told last is on its way before the process ends.
    if (process.connected) await new Promise((resolve) => process.send?.(alive(), resolve));
    process.exit(0);
  }

  const alive = (): FromDriver => ({ type: 'alive', vitals: device && vitals(device) });
  setInterval(() => send(alive()), aliveMs);

  process.on('message', (message: ToDriver) => {
    switch (message.type) {
      case 'start':
        void start(message.device);
        return;
      case 'command':
        void perform(message);
        return;
      case 'abort':
        commands.get(message.id)?.abort();
        return;
      case 'close':
        void end();
        return;
    }
  });
  process.on('disconnect', () => void end());
  // Ctrl+C reaches the whole process group; the host decides when its drivers end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  // Node would print the error, and with it perhaps what a card said.
  process.on('uncaughtException', (error) => {
    setTimeout(() => process.exit(1), faultMs);
    send({ type: 'fault', place: placeOf(error) });
  });
}

function send(message: FromDriver): void {
  // The host may be gone by now; `disconnect` then ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => {});
}
