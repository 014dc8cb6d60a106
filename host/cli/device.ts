import { parseArgs } from 'node:util';
import { systemClock as clock } from '../../drivers/contract/clock.ts';
import type { Command, Device } from '../../drivers/contract/device.ts';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import { type Config, type DeviceConfig, hasLine, type LineDevice } from '../config/schema.ts';
import { DeviceCounter } from '../devices/count-devices.ts';
import { type ConfiguredDevice, createDevice, readDevice } from '../devices/create.ts';
import { openLog } from '../log/log.ts';
import { openStore, type Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import { discover } from './device-discover.ts';
import { dataDirOf, withDevices } from './with-devices.ts';

const actions = ['list', 'status', 'check', 'read', 'service', 'discover'] as const;
type Action = (typeof actions)[number];
/** Those that open the device. */
type DeviceAction = Exclude<Action, 'list' | 'service' | 'discover'>;

interface Request {
  action: Action;
  id: string | undefined;
  config: string | undefined;
  data: string | undefined;
  timeoutMs: number;
  json: boolean;
}

/** `tongban device …`: what a technician asks of one device, over SSH or at the desk. */
export async function device(args: string[]): Promise<number> {
  const request = parse(args);
  if (typeof request === 'string') {
    console.error(`tongban device: ${request}`);
    return 2;
  }
  return withDevices(request, async (config) => {
    if (request.action === 'list') return print(request, list(config));
    if (request.action === 'discover') return discover(config, request);
    const found = config.devices.find(({ id }) => id === request.id);
    if (!found) {
      const ids = config.devices.map(({ id }) => id).join(', ');
      console.error(`tongban device: no device “${request.id}” in the configuration; there are: ${ids}`);
      return 2;
    }
    if (request.action === 'service') return service(config, request, found.id);
    return ask(config, found, request, request.action);
  });
}

function parse(args: string[]): Request | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        timeout: { type: 'string', default: '10' },
        json: { type: 'boolean', default: false },
      },
    });
    const [action, id, ...rest] = positionals;
    if (!isAction(action)) return `what to do is one of ${actions.join(', ')}`;
    const takesDevice = action !== 'list' && action !== 'discover';
    if (takesDevice !== (id !== undefined))
      return takesDevice ? `${action} needs the id of a device` : `${action} takes no device`;
    if (rest.length > 0) return `too much: ${rest.join(' ')}`;
    const seconds = Number(values.timeout);
    if (!(seconds > 0 && seconds <= 3600)) return '--timeout takes seconds, more than 0 and at most 3600';
    return {
      action,
      id,
      config: values.config,
      data: values.data,
      timeoutMs: seconds * 1000,
      json: values.json,
    };
  } catch (error) {
    return (error as Error).message;
  }
}

function isAction(word: string | undefined): word is Action {
  return (actions as readonly (string | undefined)[]).includes(word);
}

function list(config: Config): Record<string, unknown>[] {
  return config.devices.map((device) => {
    const { id, role, driver, profile, required } = device;
    const transport = hasLine(device) ? transportName(device.transport) : 'screen';
    return { id, role, driver, profile, required, transport };
  });
}

function transportName(transport: LineDevice['transport']): string {
  switch (transport.kind) {
    case 'tcp':
      return `tcp ${transport.host}:${transport.port}`;
    case 'serial':
      return `serial ${transport.path} at ${transport.baudRate}`;
    case 'ipp':
      return transport.url;
    case 'pcsc':
      return `pcsc ${transport.path}`;
    case 'match': {
      const { bus, vendorId, productId, serialNumber } = transport;
      return [bus, `${vendorId}:${productId}`, serialNumber ?? ''].join(' ').trimEnd();
    }
    case 'simulator':
      return 'simulator';
  }
}

async function ask(
  config: Config,
  asked: DeviceConfig,
  request: Request,
  action: DeviceAction,
): Promise<number> {
  const configured = await createDevice(asked, clock, (note) => {
    if (note.kind !== 'in-host')
      console.error(`tongban device: ${note.device}: its driver ${note.kind} (${note.crash.cause})`);
  });
  const { device: opened } = configured;
  // The counters alone are not worth a failure.
  const store = openStoreOf(config, request);
  const counter = store && new DeviceCounter([opened], store.statistics, clock);
  opened.open();
  const started = clock.monotonic();
  const command = (): Command => ({
    opId: `cli-${action}`,
    deadlineMs: Math.max(1, request.timeoutMs - (clock.monotonic() - started)),
  });
  const counted = (): Record<string, unknown> => {
    if (!store) return { sinceOpened: opened.statistics() };
    counter?.keep();
    return { ...store.statistics.totals(opened.id) };
  };
  try {
    await opened.ready(command());
    return await perform(action, configured, { request, command, counted });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return fail(opened, request, error);
  } finally {
    await opened.close();
    counter?.stop();
    store?.close();
  }
}

async function perform(
  action: DeviceAction,
  configured: ConfiguredDevice,
  {
    request,
    command,
    counted,
  }: { request: Request; command: () => Command; counted: () => Record<string, unknown> },
): Promise<number> {
  const { device } = configured;
  switch (action) {
    case 'status':
      return print(request, { id: device.id, ...device.status(), ...counted() });
    case 'check': {
      const report = await device.checkHealth('internal', command());
      print(request, { id: device.id, ...report });
      return report.outcome === 'passed' ? 0 : 1;
    }
    case 'read':
      return print(request, await read(configured, command));
  }
}

/** The device was serviced: its counters since service begin at 0. The kiosk may be running. */
function service(config: Config, request: Request, id: string): number {
  const store = openStoreOf(config, request);
  if (!store) return 1;
  store.statistics.serviced(id);
  const { maxEntries } = config.log;
  const log = openLog({ dataDir: dataDirOf(request), clock, maxEntries, strict: false, mirror: null });
  log.write('device.serviced', { device: id });
  log.close();
  const totals = store.statistics.totals(id);
  store.close();
  return print(request, { id, ...totals });
}

/** `null` where it cannot be opened, which is said on stderr. A kiosk that runs may have it open too. */
function openStoreOf({ site, numbersResetAt: resetAt }: Config, request: Request): Store | null {
  try {
    return openStore({ dataDir: dataDirOf(request), clock, timeZone: site.timeZone, resetAt });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    console.error(`tongban device: ${error.message}`);
    return null;
  }
}

function read(configured: ConfiguredDevice, command: () => Command): Promise<Record<string, unknown>> {
  const reading = readDevice(configured, command);
  if (reading) return reading;
  throw new DeviceError('unsupported', `a ${configured.role} has nothing to read`, {
    effect: 'none',
    retry: 'never',
  });
}

function fail(opened: Device, request: Request, error: DeviceError): number {
  const { code, condition, message, effect, retry } = error;
  if (request.json)
    console.log(JSON.stringify({ id: opened.id, error: { code, condition, message, effect, retry } }));
  console.error(`tongban device: ${opened.id}: ${message}${condition ? ` (${condition})` : ''}`);
  return 1;
}

function print(request: Request, value: Record<string, unknown> | Record<string, unknown>[]): number {
  if (request.json) console.log(JSON.stringify(value));
  else if (Array.isArray(value)) console.table(value);
  else for (const [key, entry] of Object.entries(value)) console.log(`${key}: ${text(entry)}`);
  return 0;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
