import { parseArgs } from 'node:util';
import { systemClock } from '../../drivers/contract/clock.ts';
import type { Command, Device } from '../../drivers/contract/device.ts';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import type { Config, DeviceConfig } from '../config/schema.ts';
import { type ConfiguredDevice, createDevice, readDevice } from '../devices/create.ts';
import { withDevices } from './with-devices.ts';

const actions = ['list', 'status', 'check', 'read'] as const;
type Action = (typeof actions)[number];

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
    const found = config.devices.find(({ id }) => id === request.id);
    if (!found) {
      const ids = config.devices.map(({ id }) => id).join(', ');
      console.error(`tongban device: no device “${request.id}” in the configuration; there are: ${ids}`);
      return 2;
    }
    return ask(found, request, request.action);
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
    if (action === 'list' ? id !== undefined : id === undefined)
      return action === 'list' ? 'list takes no device' : `${action} needs the id of a device`;
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
  return config.devices.map(({ id, role, driver, profile, required, transport }) => ({
    id,
    role,
    driver,
    profile,
    required,
    transport: transportName(transport),
  }));
}

function transportName(transport: DeviceConfig['transport']): string {
  switch (transport.kind) {
    case 'tcp':
      return `tcp ${transport.host}:${transport.port}`;
    case 'serial':
      return `serial ${transport.path} at ${transport.baudRate}`;
    case 'ipp':
      return transport.url;
    case 'pcsc':
      return `pcsc ${transport.path}`;
    case 'simulator':
      return 'simulator';
  }
}

async function ask(config: DeviceConfig, request: Request, action: Exclude<Action, 'list'>): Promise<number> {
  const configured = await createDevice(config, systemClock);
  const { device: opened } = configured;
  opened.open();
  const started = systemClock.monotonic();
  const command = (): Command => ({
    opId: `cli-${action}`,
    deadlineMs: Math.max(1, request.timeoutMs - (systemClock.monotonic() - started)),
  });
  try {
    await opened.ready(command());
    switch (action) {
      case 'status':
        return print(request, { id: opened.id, ...opened.status(), statistics: opened.statistics() });
      case 'check': {
        const report = await opened.checkHealth('internal', command());
        print(request, { id: opened.id, ...report });
        return report.outcome === 'passed' ? 0 : 1;
      }
      case 'read':
        return print(request, await read(configured, command));
    }
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return fail(opened, request, error);
  } finally {
    await opened.close();
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
