import { isDeepStrictEqual } from 'node:util';
import type { Clock, Timer } from '../contract/clock.ts';
import type { Command, Device, HealthLevel, HealthReport, Lease, Statistics } from '../contract/device.ts';
import { DeviceError, type Effect } from '../contract/device-error.ts';
import type { DeviceByRole, Role } from '../contract/roles.ts';
import type { DeviceStatus } from '../contract/status.ts';
import type { ChildLink } from '../runtime/child-link.ts';
import { Claim } from '../runtime/claim.ts';
import { closedError, timedOut } from '../runtime/deadline.ts';
import { condition } from '../runtime/status-tracker.ts';
import { type AfterCrash, commandsOf, type SupervisedRole } from './commands.ts';
import { CrashProofCounters } from './crash-proof-counters.ts';
import { type Crash, DriverProcess, type ProcessState } from './driver-process.ts';
import { untell } from './failure.ts';
import type { FromDriver, ToDriver, Vitals } from './messages.ts';
import { type Mirror, mirrorOf } from './mirrors.ts';

export interface ProxyOptions {
  id: string;
  spawn: () => ChildLink<ToDriver, FromDriver>;
  /** What the process makes its driver from. */
  device: unknown;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** A crash is more than the status tells; for the log. */
  onCrash: (state: 'down' | 'quarantined', crash: Crash) => void;
}

/** The process settles a command by its deadline; so much later it has missed it. */
const graceMs = 250;

interface Pending {
  name: string;
  args: readonly unknown[];
  command: Command;
  afterCrash: AfterCrash;
  /** Monotonic, at acceptance. */
  started: number;
  sent: boolean;
  settle(error: Error | null, value?: unknown): void;
}

const absent: DeviceStatus = {
  link: 'absent',
  device: 'noDevice',
  activity: 'idle',
  conditions: [],
  summary: 'unavailable',
};

/** A driver that runs in a process of its own, with the same contract as if it ran here. */
export class DeviceProxy implements Device {
  readonly id: string;
  readonly deviceClass: Role;
  /** Known from the first start of the process on. */
  readonly capabilities = new Set<string>();
  readonly #options: ProxyOptions;
  readonly #process: DriverProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(status: DeviceStatus) => void>();
  readonly #claim = new Claim();
  readonly #counters = new CrashProofCounters();
  readonly #mirror: Mirror<SupervisedRole> | null;
  #status = absent;
  #serialNumber: string | null = null;
  #nextId = 1;
  #closed = false;

  constructor(role: SupervisedRole, options: ProxyOptions) {
    this.id = options.id;
    this.deviceClass = role;
    this.#options = options;
    const { spawn, device, clock, random } = options;
    this.#process = new DriverProcess({
      spawn,
      device,
      state: () => this.#mirror?.state ?? null,
      clock,
      random,
      onMessage: (message) => this.#received(message),
      onState: (state, crash) => this.#processIs(state, crash),
    });
    for (const [name, afterCrash] of Object.entries(commandsOf[role]))
      Object.defineProperty(this, name, {
        value: (...parameters: unknown[]) =>
          this.#call(name, parameters.slice(0, -1), parameters.at(-1) as Command, afterCrash),
      });
    this.#mirror = mirrorOf(role);
    if (this.#mirror) Object.defineProperties(this, this.#mirror.members);
  }

  /** Of the process that runs now; `undefined` where none does. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  open(): void {
    this.#process.start();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { sent, settle } of this.#pending.values()) if (!sent) settle(closedError());
    await this.#process.stop();
  }

  status(): DeviceStatus {
    return this.#status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async ready(command: Command): Promise<void> {
    await this.#call('ready', [], command, 'wait');
  }

  claim(owner: string): Lease {
    return this.#claim.take(owner);
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    const afterCrash = level === 'external' ? 'unknown' : 'none';
    return (await this.#call('checkHealth', [level], command, afterCrash)) as HealthReport;
  }

  statistics(): Statistics {
    return this.#counters.total();
  }

  serialNumber(): string | null {
    return this.#serialNumber;
  }

  #call(name: string, args: readonly unknown[], command: Command, afterCrash: AfterCrash): Promise<unknown> {
    if (this.#closed) return Promise.reject(closedError());
    if (command.signal?.aborted) return Promise.reject(canceled());
    const { clock } = this.#options;
    if (afterCrash !== 'wait' && this.#crashed()) return Promise.reject(this.#notRunning('none'));
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const onAbort = (): void => {
      if (pending.sent) this.#process.send({ type: 'abort', id });
      else pending.settle(canceled());
    };
    const late: Timer = clock.setTimer(() => this.#late(pending), command.deadlineMs + graceMs);
    const pending: Pending = {
      name,
      args,
      command,
      afterCrash,
      started: clock.monotonic(),
      sent: false,
      settle: (error, value) => {
        late.cancel();
        command.signal?.removeEventListener('abort', onAbort);
        this.#pending.delete(id);
        if (error) reject(error);
        else resolve(value);
      },
    };
    command.signal?.addEventListener('abort', onAbort, { once: true });
    this.#pending.set(id, pending);
    if (this.#process.state === 'running') this.#send(id, pending);
    return promise;
  }

  #send(id: number, pending: Pending): void {
    const { name, args, command, started } = pending;
    const deadlineMs = command.deadlineMs - (this.#options.clock.monotonic() - started);
    // Its time is up; `late` tells.
    if (deadlineMs <= 0) return;
    pending.sent = true;
    this.#process.send({ type: 'command', id, name, args, opId: command.opId, deadlineMs });
  }

  #late({ command, afterCrash, sent, settle }: Pending): void {
    const effect = sent && afterCrash === 'unknown' ? 'unknown' : 'none';
    const error = timedOut(command);
    if (this.#crashed()) settle(this.#notRunning(effect));
    else if (effect === 'none') settle(error);
    else settle(new DeviceError(error.code, error.message, { effect, retry: 'never' }));
  }

  #received(message: FromDriver): void {
    switch (message.type) {
      case 'started':
        this.capabilities.clear();
        for (const capability of message.capabilities) this.capabilities.add(capability);
        this.#setStatus(message.status);
        for (const [id, pending] of this.#pending) this.#send(id, pending);
        return;
      case 'status':
        this.#setStatus(message.status);
        return;
      case 'settled': {
        const { id, result, vitals } = message;
        this.#told(vitals);
        const pending = this.#pending.get(id);
        if ('value' in result) pending?.settle(null, result.value);
        else pending?.settle(untell(result));
        return;
      }
      case 'alive':
        if (message.vitals) this.#told(message.vitals);
        return;
      case 'fault':
      case 'refused':
        return;
    }
  }

  #told({ statistics, serialNumber, state }: Vitals): void {
    this.#counters.told(statistics);
    this.#serialNumber = serialNumber;
    this.#mirror?.told(state);
  }

  #processIs(state: ProcessState, crash: Crash | null): void {
    switch (state) {
      case 'starting':
        this.#setStatus({ ...absent, link: 'connecting', device: 'starting' });
        return;
      case 'running':
        return;
      case 'stopped':
        this.#counters.restarted();
        for (const { afterCrash, settle } of this.#pending.values()) settle(closedWith(afterCrash));
        this.#setStatus(absent);
        this.#mirror?.forget();
        return;
      case 'down':
      case 'quarantined':
        this.#counters.restarted();
        this.#setCrashed(state, crash);
        this.#mirror?.forget();
        if (crash) this.#options.onCrash(state, crash);
        for (const pending of this.#pending.values()) this.#lost(pending);
        return;
    }
  }

  /** Its process died. What only waits goes on with the next one. */
  #lost(pending: Pending): void {
    const { afterCrash, sent, settle } = pending;
    if (afterCrash === 'wait') pending.sent = false;
    else settle(this.#notRunning(sent ? afterCrash : 'none'));
  }

  #setCrashed(state: 'down' | 'quarantined', crash: Crash | null): void {
    const raw = crash?.reason ?? crash?.cause;
    const code = state === 'down' ? 'driver.crashed' : 'driver.quarantined';
    const conditions = [{ ...condition(code, raw), since: this.#options.clock.now() }];
    this.#setStatus({ ...absent, link: 'lost', device: 'offline', conditions });
  }

  #setStatus(status: DeviceStatus): void {
    // A process that ends in order has told it already.
    if (isDeepStrictEqual(status, this.#status)) return;
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  #crashed(): boolean {
    const { state } = this.#process;
    return state === 'down' || state === 'quarantined';
  }

  #notRunning(effect: Effect): DeviceError {
    const [crashed] = this.#status.conditions;
    const why = crashed?.raw === undefined ? '' : ` (${crashed.raw})`;
    return new DeviceError('disconnected', `the driver of this device is not running${why}`, {
      condition: this.#process.state === 'quarantined' ? 'driver.quarantined' : 'driver.crashed',
      effect,
      retry: effect === 'none' ? 'afterFix' : 'never',
    });
  }
}

/** The device of a role, driven in a process of its own from `open()` on. */
export function proxyOf<R extends SupervisedRole>(
  role: R,
  options: ProxyOptions,
): DeviceByRole[R] & DeviceProxy {
  // Its commands come from the table of the role, which the compiler holds to the contract.
  return new DeviceProxy(role, options) as unknown as DeviceByRole[R] & DeviceProxy;
}

function canceled(): DeviceError {
  return new DeviceError('canceled', 'the caller gave up', { effect: 'none', retry: 'safe' });
}

/** The process was ended before it had answered. */
function closedWith(afterCrash: AfterCrash): DeviceError {
  if (afterCrash !== 'unknown') return closedError();
  return new DeviceError('closed', 'the device was closed', { effect: 'unknown', retry: 'never' });
}
