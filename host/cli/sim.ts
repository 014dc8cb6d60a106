import { parseArgs } from 'node:util';
import { createSimulator, roles, serialWire, type SimulatedRole } from '../../drivers/bench/simulators.ts';
import { listen, type ListenAddress, type Listening } from '../../drivers/simulation/listen.ts';
import type { Preset, Simulator } from '../../drivers/simulation/simulator.ts';

/** The systems of the city are no device, and are run beside them. */
const platform = 'platform';

const usage = `tongban sim DEVICE [--listen tcp:PORT|pty:PATH] [--preset NAME] [--card ID]

Runs one simulated device that speaks its real wire protocol, on a serial line at 115200 baud, until
Ctrl+C; or, as the device "platform", the systems of a simulated city, over HTTP.

  DEVICE    ${roles.join(' | ')}
            | ${platform}
  --listen  where it can be reached; default tcp:0, a free port (pty needs the program socat)
  --preset  the state to start in; default normal
  --card    id-card only: the card that lies on the reader from the start; default none

Prints one line of JSON when it can be reached: {"ready":true,"device":"id-card","listen":"tcp:40123"}
For the platform the line also has "control": where faults are set, with a token (see platform/README.md).
`;

/** Bad usage: said in one line on stderr, exit 2. */
class UsageError extends Error {}

interface Wanted<Device extends string = SimulatedRole | typeof platform> {
  device: Device;
  address: ListenAddress;
  preset: string | undefined;
  card: string | undefined;
}

/**
 * `tongban sim`. Runs until SIGINT or SIGTERM.
 * @param args what follows `sim` on the command line.
 * @returns the exit code: 0 ended by signal, 1 the address cannot be used, 2 bad usage.
 */
export async function sim(args: string[]): Promise<number> {
  try {
    const wanted = parse(args);
    if (wanted === 'help') {
      process.stdout.write(usage);
      return 0;
    }
    const { device } = wanted;
    if (device === platform) return await runPlatform(wanted);
    const simulator = prepare({ ...wanted, device });
    if (wanted.address.kind === 'pty' && isOnNetwork(simulator))
      throw new UsageError(`a ${wanted.device} is on a network; write --listen tcp:PORT`);
    return await run({ ...wanted, device }, simulator);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`tongban sim: ${error.message}\n`);
    return 2;
  }
}

function parse(args: string[]): Wanted | 'help' {
  const { values, positionals } = parseOptions(args);
  if (values.help) return 'help';
  const [device, ...rest] = positionals;
  const there = [...roles, platform].join(', ');
  if (device === undefined) throw new UsageError(`name a device: ${there}`);
  if (device !== platform && !isRole(device))
    throw new UsageError(`no simulator of "${device}"; there are: ${there}`);
  if (rest.length > 0) throw new UsageError(`one device at a time; "${rest[0]}" is too much`);
  if (values.card !== undefined && device !== 'id-card') {
    throw new UsageError('--card is for the device id-card only');
  }
  return {
    device,
    address: parseAddress(values.listen ?? 'tcp:0'),
    preset: values.preset,
    card: values.card,
  };
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        listen: { type: 'string' },
        preset: { type: 'string' },
        card: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // The first sentence names the option; the rest is advice on shell quoting.
    throw new UsageError(error instanceof Error ? (error.message.split(/[.\n] ?/)[0] ?? '') : String(error));
  }
}

function parseAddress(text: string): ListenAddress {
  const port = /^tcp:(\d{1,5})$/.exec(text)?.[1];
  if (port !== undefined && Number(port) <= 65_535) return { kind: 'tcp', port: Number(port) };
  const path = /^pty:(.+)$/.exec(text)?.[1];
  // socat reads its own addresses; these characters would end the path and begin an option.
  if (path !== undefined && !/[,!\0"']/.test(path)) return { kind: 'pty', path };
  throw new UsageError(`--listen "${text}" is not an address; write tcp:PORT (0 to 65535) or pty:PATH`);
}

function prepare({ device, preset, card }: Wanted<SimulatedRole>) {
  const simulator = createSimulator(device);
  if (preset !== undefined) {
    if (!simulator.presets.some(({ name }) => name === preset)) {
      throw new UsageError(`${device} has no preset "${preset}"; there are: ${names(simulator.presets)}`);
    }
    simulator.apply(preset);
  }
  if (card !== undefined) {
    if (simulator.deviceClass !== 'id-card') throw new UsageError('--card is for the device id-card only');
    const ids = simulator.cards.map(({ id }) => id);
    if (!ids.includes(card)) throw new UsageError(`no card "${card}"; there are: ${ids.join(', ')}`);
    simulator.putCard(card);
  }
  return simulator;
}

async function run(
  { device, address }: Wanted<SimulatedRole>,
  simulator: ReturnType<typeof prepare>,
): Promise<number> {
  const ended = endSignal();
  let listening: Listening;
  try {
    listening = await listen(simulator, address, serialWire);
  } catch (error) {
    process.stderr.write(`tongban sim: ${reason(error, address)}\n`);
    return 1;
  }
  const at = listening.address;
  process.stdout.write(
    `${JSON.stringify({ ready: true, device, listen: at.kind === 'tcp' ? `tcp:${at.port}` : `pty:${at.path}` })}\n`,
  );
  await ended;
  await listening.close();
  return 0;
}

async function runPlatform({ device, address, preset }: Wanted): Promise<number> {
  if (address.kind === 'pty') throw new UsageError('the platform is on a network; write --listen tcp:PORT');
  const [{ openCity }, { platformPresets }, { systemClock: clock }] = await Promise.all([
    import('../../platform/simulator/open-city.ts'),
    import('../../platform/simulator/presets.ts'),
    import('../../drivers/contract/clock.ts'),
  ]);
  if (preset !== undefined && !platformPresets.some(({ name }) => name === preset))
    throw new UsageError(`${device} has no preset "${preset}"; there are: ${names(platformPresets)}`);
  const ended = endSignal();
  let city: Awaited<ReturnType<typeof openCity>>;
  try {
    city = await openCity({ port: address.port, clock, preset });
  } catch (error) {
    process.stderr.write(`tongban sim: ${reason(error, address)}\n`);
    return 1;
  }
  const { port, controlUrl: control } = city;
  process.stdout.write(`${JSON.stringify({ ready: true, device, listen: `tcp:${port}`, control })}\n`);
  await ended;
  await city.close();
  return 0;
}

/** From now on, so that a signal during the start is not missed. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function reason(error: unknown, address: ListenAddress): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (address.kind === 'tcp' && code === 'EADDRINUSE') return `port ${address.port} is already in use`;
  if (address.kind === 'tcp' && code === 'EACCES') return `port ${address.port} needs more rights`;
  return error instanceof Error ? error.message : String(error);
}

function isRole(text: string): text is SimulatedRole {
  return roles.some((role) => role === text);
}

function isOnNetwork({ onNetwork = false }: Simulator): boolean {
  return onNetwork;
}

function names(presets: readonly Preset[]): string {
  return presets.map(({ name }) => name).join(', ');
}
