import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { InputState, IoBoard } from '../contract/io-board.ts';
import { keepLooking } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import type { TransportClosed } from '../transport/transport.ts';
import { meaningOf } from './exceptions.ts';
import { Inputs } from './inputs.ts';
import type { ModbusReply } from './modbus.ts';
import { ModbusLine, type Exchange } from './modbus-line.ts';
import { inputConditions, type BoardProfile, type LightProfile } from './profile.ts';

export interface ModbusBoardOptions extends DeviceOptions {
  profile: BoardProfile;
}

/** Looks in a row without an answer until the board counts as silent: one can be lost to noise. */
const silentAfter = 2;

/** A relay and input board that speaks Modbus RTU, on a serial line or behind a converter (RTU over tcp). */
export class ModbusBoard extends DeviceBase implements IoBoard {
  readonly deviceClass = 'io-board';
  readonly capabilities: ReadonlySet<string>;
  readonly lights: readonly string[];
  readonly #profile: BoardProfile;
  readonly #line: ModbusLine;
  readonly #inputs: Inputs;
  readonly #inputListeners = new Set<(name: string, state: InputState) => void>();
  readonly #wanted = new Map<LightProfile, boolean>();
  #failures = 0;
  #link = new AbortController();

  constructor(options: ModbusBoardOptions) {
    super(options);
    const { clock, profile } = options;
    this.#profile = profile;
    this.lights = profile.lights.map(({ name }) => name);
    this.capabilities = new Set([
      ...(profile.lights.length > 0 ? ['lights'] : []),
      ...(profile.inputs.length > 0 ? ['inputs'] : []),
    ]);
    this.#inputs = new Inputs(profile.inputs, profile.pollMs);
    this.#line = new ModbusLine({
      clock,
      profile,
      write: (bytes) => this.write(bytes),
      count: (name, by) => this.count(name, by),
    });
  }

  protected override lineUp(): void {
    this.#line.reset();
    this.#failures = 0;
    this.#link = new AbortController();
    void this.#watch(this.#link.signal);
  }

  protected override lineLost(closed: TransportClosed): void {
    const gone = new DeviceError('disconnected', closed.detail ?? 'the line to the device went away', {
      condition: 'device.gone',
      effect: 'none',
      retry: 'afterFix',
    });
    this.#link.abort(gone);
    this.#line.lost(gone);
    this.#forgetInputs();
  }

  protected override received(bytes: Uint8Array): void {
    this.#line.received(bytes);
  }

  override async close(): Promise<void> {
    this.#link.abort(new DeviceError('closed', 'the device was closed', { effect: 'none', retry: 'never' }));
    this.#forgetInputs();
    await super.close();
  }

  wanted(): Readonly<Record<string, boolean>> {
    return Object.fromEntries([...this.#wanted].map(([{ name }, on]) => [name, on]));
  }

  resume(wanted: Readonly<Record<string, boolean>>): void {
    for (const light of this.#profile.lights) {
      const on = wanted[light.name];
      if (on !== undefined) this.#wanted.set(light, on);
    }
  }

  inputs(): Readonly<Record<string, InputState>> {
    return this.#inputs.states();
  }

  onInput(listener: (name: string, state: InputState) => void): () => void {
    this.#inputListeners.add(listener);
    return () => this.#inputListeners.delete(listener);
  }

  async setLight(name: string, on: boolean, command: Command): Promise<void> {
    const light = this.#profile.lights.find((known) => known.name === name);
    if (!light)
      throw new DeviceError('unsupported', `this board has no light ${name}`, {
        effect: 'none',
        retry: 'never',
      });
    await this.queue.run(command, async (running) => {
      const { signal } = running;
      const sending = () => {
        running.effect = 'unknown';
      };
      await this.#line.exclusive(signal, async (exchange) => {
        // Set to a state, not toggled: what was lost on the line may be sent again.
        await writeLight(exchange, light, on, sending).catch((error: unknown) => {
          if (signal.aborted || !isLost(error)) throw error;
          return writeLight(exchange, light, on, sending).catch((again: unknown) => {
            // Whatever is said now: the first one may have been carried out.
            throw again instanceof DeviceError ? perhapsSet(again) : again;
          });
        });
        this.#wanted.set(light, on);
      });
      running.effect = 'done';
      this.count('LightSetCount');
    });
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    if (level !== 'internal')
      return { level, outcome: 'skipped', detail: 'the board can be asked without switching anything' };
    try {
      const coils = await this.queue.run(command, ({ signal }) =>
        this.#line.exclusive(signal, async (exchange) => {
          await this.#readInputs(exchange);
          return this.#readCoils(exchange);
        }),
      );
      const names = this.#profile.lights.filter((_, at) => coils[at]).map(({ name }) => name);
      return {
        level,
        outcome: 'passed',
        detail: `${this.#inputs.describe()}; lights on: ${names.join(', ') || 'none'}`,
      };
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code === 'canceled' || error.code === 'closed')
        throw error;
      return { level, outcome: 'failed', detail: error.message };
    }
  }

  /** Looks at the board for as long as the line is up. */
  #watch(link: AbortSignal): Promise<void> {
    return keepLooking(this.clock, this.#profile.pollMs, link, () => this.#look(link));
  }

  async #look(link: AbortSignal): Promise<void> {
    try {
      await this.#line.exclusive(link, async (exchange) => {
        await this.#readInputs(exchange);
        await this.#keepLights(exchange);
      });
      this.#failures = 0;
      this.tracker.clear('device.silent', 'device.mismatch', 'fault.recoverable', 'fault.unrecoverable');
      this.tracker.setDevice('online');
    } catch (error) {
      if (!(error instanceof DeviceError) || link.aborted) throw error;
      if (error.code === 'condition') {
        this.#failures = 0;
        this.#faulty(error);
      } else {
        this.#failures += 1;
        if (this.#failures >= silentAfter) this.#silent();
      }
    }
  }

  async #readInputs(exchange: Exchange): Promise<void> {
    if (this.#profile.inputs.length === 0) return;
    const { address, count } = spanOf(this.#profile.inputs);
    const reply = await exchange({ kind: 'read', what: 'inputs', address, count });
    const bits = bitsOf(reply);
    const changes = this.#inputs.sample((at) => bits[at - address] ?? false, this.clock.monotonic());
    this.#tell(changes);
  }

  /** The lights of the profile as the board has them, in its order. */
  async #readCoils(exchange: Exchange): Promise<boolean[]> {
    const { lights } = this.#profile;
    if (lights.length === 0) return [];
    const { address, count } = spanOf(lights);
    const reply = await exchange({ kind: 'read', what: 'coils', address, count });
    const bits = bitsOf(reply);
    return lights.map((light) => (bits[light.address - address] ?? false) !== light.inverted);
  }

  /** A board that lost its power, or was switched by somebody else, gets back what its lights were set to. */
  async #keepLights(exchange: Exchange): Promise<void> {
    const coils = await this.#readCoils(exchange);
    for (const [at, light] of this.#profile.lights.entries()) {
      const on = this.#wanted.get(light);
      if (on === undefined || on === coils[at]) continue;
      await writeLight(exchange, light, on);
      this.count('LightRestoredCount');
    }
  }

  #faulty(error: DeviceError): void {
    this.tracker.clear('device.silent', 'device.mismatch', 'fault.recoverable', 'fault.unrecoverable');
    if (error.condition) this.tracker.raise(condition(error.condition, error.message));
    this.tracker.setDevice('hardwareError');
    this.#forgetInputs();
  }

  #silent(): void {
    this.#forgetInputs();
    this.tracker.raise(condition('device.silent'));
    this.tracker.setDevice('offline');
  }

  #forgetInputs(): void {
    this.#tell(this.#inputs.forget());
  }

  /** Conditions first: who hears of an open door finds it in the status as well. */
  #tell(changes: readonly { name: string; state: InputState }[]): void {
    if (changes.length === 0) return;
    const now = this.#inputs.conditions();
    for (const code of inputConditions)
      if (now.includes(code)) this.tracker.raise(ofInput(code));
      else this.tracker.clear(code);
    for (const { name, state } of changes) for (const listener of this.#inputListeners) listener(name, state);
  }
}

/** An open cover of the cabinet hinders nobody, unlike that of a printer. */
function ofInput(code: (typeof inputConditions)[number]) {
  return code === 'cover.open' ? { ...condition(code), severity: 'warning' as const } : condition(code);
}

/** @throws DeviceError, effect `unknown` where the request was sent and not answered. */
async function writeLight(
  exchange: Exchange,
  { address, inverted }: LightProfile,
  on: boolean,
  sending?: () => void,
): Promise<void> {
  const reply = await exchange({ kind: 'write', address, on: on !== inverted }, sending).catch(
    (error: unknown) => {
      throw isLost(error) ? perhapsSet(error) : error;
    },
  );
  refuse(reply);
}

function perhapsSet(error: DeviceError): DeviceError {
  const { code, message, condition } = error;
  return new DeviceError(code, message, {
    ...(condition !== undefined && { condition }),
    effect: 'unknown',
    retry: 'never',
    cause: error,
  });
}

/** The request or its answer was lost on the line. */
function isLost(error: unknown): error is DeviceError {
  return error instanceof DeviceError && (error.code === 'timeout' || error.code === 'protocol');
}

/** @throws DeviceError for an exception. */
function refuse(reply: ModbusReply): void {
  if (reply.kind !== 'exception') return;
  const { condition: code, raw } = meaningOf(reply.code);
  throw new DeviceError('condition', raw, { condition: code, effect: 'none', retry: 'afterFix' });
}

function bitsOf(reply: ModbusReply): readonly boolean[] {
  refuse(reply);
  return reply.kind === 'bits' ? reply.bits : [];
}

/** The shortest run of addresses that holds them all, so that one request answers for all. */
function spanOf(entries: readonly { address: number }[]): { address: number; count: number } {
  const addresses = entries.map((entry) => entry.address);
  const address = Math.min(...addresses);
  return { address, count: Math.max(...addresses) - address + 1 };
}
