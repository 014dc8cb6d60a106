import assert from 'node:assert/strict';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import type { Command, Device } from '../../drivers/contract/device.ts';
import { raceAbort } from '../../drivers/runtime/deadline.ts';
import { tcp } from '../../drivers/transport/tcp.ts';
import type { OpenTransport } from '../../drivers/transport/transport.ts';
import { CountingClock } from './counting-clock.ts';
import { Line } from './line.ts';
import { type Random, seeded } from './random.ts';
import type { Operation, Rig, RigMaker, Wired } from './rig.ts';
import { Watch } from './watch.ts';

/** How an attempt ended, and what it was to say of the world. */
export type Attempt = { opId: string; operation: Operation } & (
  | { ok: true }
  | { ok: false; error: DeviceError }
);

/** Commands that fail take up to this long, and those that work far less. */
export const deadlineMs = 2000;
/** From the deadline until the command has settled, on a machine that does other work as well. */
const graceMs = 500;
/** Until a device is well again once its fault is gone. Lines are tried again after 1 to 5 s. */
const recoveryMs = 12_000;

/** One driver at one device, with a line in between that does as it is told, and a watch on both. */
export class Stand {
  readonly rig: Rig;
  readonly line: Line;
  readonly random: Random;
  readonly clock = new CountingClock();
  readonly device: Device;
  readonly operations: Wired['operations'];
  readonly #watch: Watch;
  readonly #attempts: Attempt[] = [];
  readonly #transports = new Set<object>();
  #count = 0;

  private constructor(rig: Rig, line: Line, random: Random) {
    this.rig = rig;
    this.line = line;
    this.random = random;
    const open = this.#counted(atWireSpeed(tcp('127.0.0.1', line.port)));
    const { device, operations } = rig.connect({ open, port: line.port, clock: this.clock });
    this.device = device;
    this.operations = operations;
    this.#watch = new Watch(device);
  }

  /** Nothing is opened yet. @param test keeps apart what uses the same seed. */
  static async of(maker: RigMaker, seed: number, test: string): Promise<Stand> {
    const random = seeded(seed, `${maker.name} ${test}`);
    const rig = await maker.make(random);
    return new Stand(rig, await Line.to(rig.port), random);
  }

  /** What the faults are tried on. */
  get main(): Operation {
    return this.operations[0];
  }

  get told(): Watch['told'] {
    return this.#watch.told;
  }

  command(ms = deadlineMs, signal?: AbortSignal): Command {
    this.#count += 1;
    return { opId: `op-${this.#count}`, deadlineMs: ms, ...(signal && { signal }) };
  }

  /** Opens the driver and waits until it is ready. */
  async ready(): Promise<void> {
    this.device.open();
    await this.recovered();
  }

  /** The device says that it is well again, by itself. */
  async recovered(): Promise<void> {
    const well = () => this.device.status().summary !== 'unavailable';
    await within(recoveryMs, 'the device is not well again', (done) => {
      const stop = this.device.onStatus(() => {
        if (!well()) return;
        stop();
        done();
      });
      if (well()) done();
    });
    await this.device.ready(this.command());
  }

  /**
   * Runs an operation and holds the driver to what every command promises: it settles in time, with a DeviceError
   * where it fails, and the error is true.
   */
  async attempt(operation: Operation, command: Command = this.command()): Promise<Attempt> {
    const limitMs = command.deadlineMs + graceMs;
    const outcome = operation.run(command).then(
      (): Attempt => ({ opId: command.opId, operation, ok: true }),
      (error: unknown): Attempt => {
        if (!(error instanceof DeviceError)) throw error;
        return { opId: command.opId, operation, ok: false, error };
      },
    );
    outcome.catch(() => {});
    const attempt = await within<Attempt>(
      limitMs,
      `${operation.name} did not settle by its deadline of ${command.deadlineMs} ms`,
      (done, fail) => void outcome.then(done, fail),
    );
    if (!attempt.ok) sensible(attempt.error, operation);
    this.#attempts.push(attempt);
    this.#truthful(attempt);
    return attempt;
  }

  /** @throws AssertionError where the operation fails. */
  async works(operation: Operation = this.main): Promise<void> {
    await operation.prepare?.();
    const attempt = await this.attempt(operation, this.command(5000));
    if (!attempt.ok) assert.fail(`${operation.name} fails: ${described(attempt.error)}`);
  }

  /** Works and tells how many bytes that takes in each direction. */
  async rehearse(): Promise<{ toDevice: number; toHost: number }> {
    // What a fresh line has to be told goes with the first one.
    await this.works();
    // What the driver asks by itself may have come in between once, and need not the next time.
    const [one, other] = [await this.#measured(), await this.#measured()];
    return {
      toDevice: Math.min(one.toDevice, other.toDevice),
      toHost: Math.min(one.toHost, other.toHost),
    };
  }

  async #measured(): Promise<{ toDevice: number; toHost: number }> {
    await this.main.prepare?.();
    const before = { toDevice: this.line.toDevice.arrived, toHost: this.line.toHost.arrived };
    const attempt = await this.attempt(this.main);
    if (!attempt.ok) assert.fail(`${this.main.name} fails on a good line: ${described(attempt.error)}`);
    return {
      toDevice: this.line.toDevice.arrived - before.toDevice,
      toHost: this.line.toHost.arrived - before.toHost,
    };
  }

  /** What was said of every operation so far still holds: nothing came out late, and nothing twice. */
  stillTrue(): void {
    for (const attempt of this.#attempts) this.#truthful(attempt);
  }

  /** Closes the driver, and sees that nothing of it stays and that all it told was in order. */
  async finish(): Promise<void> {
    this.stillTrue();
    await this.device.close();
    await until(250, () =>
      this.clock.runningTimers > 0
        ? `${this.clock.runningTimers} timers still run after close`
        : this.#transports.size > 0
          ? `${this.#transports.size} transports are still open after close`
          : this.line.openEnds > 0
            ? 'the line is still open after close'
            : null,
    );
    this.#watch.verdict();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.device.close();
    await this.line.close();
    await this.rig.close();
  }

  #truthful({ opId, operation, ...attempt }: Attempt): void {
    const evidence = this.rig.evidence?.(opId);
    if (!evidence || operation !== this.main) return;
    const { begun, completed } = evidence;
    assert.ok(completed <= 1, `${opId} was carried out ${completed} times`);
    if (attempt.ok) assert.equal(completed, 1, `${opId} was reported as done, and was not`);
    else if (attempt.error.effect === 'none')
      assert.ok(!begun && completed === 0, `${opId}: effect none, and something of it came out`);
    else if (attempt.error.effect === 'done')
      assert.equal(completed, 1, `${opId}: effect done, and it was not`);
  }

  #counted(open: OpenTransport): OpenTransport {
    return async (signal) => {
      const transport = await open(signal);
      this.#transports.add(transport);
      void transport.closed.then(() => this.#transports.delete(transport));
      return transport;
    };
  }
}

/** 115200 baud at ten bits a byte. */
const bytesPerMs = 11.52;

/** Writes take as long as on a serial port, so that a command can fail while its bytes are leaving. */
function atWireSpeed(open: OpenTransport): OpenTransport {
  return async (signal) => {
    const transport = await open(signal);
    return {
      ...transport,
      async write(bytes, aborted) {
        await transport.write(bytes, aborted);
        const sent = new Promise<void>((resolve) => setTimeout(resolve, bytes.length / bytesPerMs));
        await (aborted ? raceAbort(sent, aborted) : sent);
      },
    };
  };
}

export function described({ code, condition, effect, retry, message }: DeviceError): string {
  return `${code}${condition ? ` ${condition}` : ''}, effect ${effect}, retry ${retry} (${message})`;
}

/** What holds for every DeviceError, whatever happened. */
function sensible(error: DeviceError, { name, effects = ['none'] }: Operation): void {
  assert.ok(effects.includes(error.effect), `${name}: ${described(error)}`);
  // After anything but `none` a person has to look before it is done again.
  if (error.effect !== 'none') assert.equal(error.retry, 'never', `${name}: ${described(error)}`);
  assert.notEqual(error.message, '');
}

/** Waits for something that is told; fails with `otherwise` when it takes too long. */
export function within<T = void>(
  ms: number,
  otherwise: string,
  start: (done: (value: T) => void, fail: (error: unknown) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new assert.AssertionError({ message: otherwise })), ms);
    const ended = (then: () => void) => {
      clearTimeout(timer);
      then();
    };
    start(
      (value) => ended(() => resolve(value)),
      (error) => ended(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}

/** Waits for what nobody tells: that sockets and timers are gone. `wrong` returns what is still wrong. */
export async function until(ms: number, wrong: () => string | null): Promise<void> {
  const deadline = performance.now() + ms;
  for (;;) {
    const still = wrong();
    if (still === null) return;
    if (performance.now() > deadline) assert.fail(still);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
