import type { HealthLevel, HealthReport, Command } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { PowerReading, Ups } from '../contract/ups.ts';
import { keepLooking, raceAbort } from '../runtime/deadline.ts';
import { DeviceBase, type DeviceOptions } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import type { TransportClosed } from '../transport/transport.ts';
import { NutLine, type List } from './nut-line.ts';
import { conditionsOf, nothingKnown, Power } from './power.ts';
import type { UpsProfile } from './profile.ts';

export interface NutUpsOptions extends DeviceOptions {
  profile: UpsProfile;
  /** Name of the UPS at the server; `null` for the only one that it has. */
  upsName: string | null;
}

/** Questions in a row without an answer until the server counts as silent. */
const silentAfter = 2;
/** The server is there and has lost its UPS: what feeds the kiosk is not known, and the kiosk goes on. */
const lostUps: ReadonlySet<string> = new Set(['DATA-STALE', 'DRIVER-NOT-CONNECTED']);
type Answer = { variables: ReadonlyMap<string, string> } | { error: string };
/** To say goodbye in; the line is closed then in any case. */
const logoutMs = 200;

/** A UPS behind a server of the Network UPS Tools (RFC 9271). Reads only, so it needs no login. */
export class NutUps extends DeviceBase implements Ups {
  readonly deviceClass = 'ups';
  readonly capabilities: ReadonlySet<string> = new Set(['power']);
  readonly #profile: UpsProfile;
  readonly #configuredName: string | null;
  readonly #line: NutLine;
  readonly #power: Power;
  #name: string | null;
  #reading: PowerReading = nothingKnown;
  #silences = 0;
  #link = new AbortController();

  constructor(options: NutUpsOptions) {
    super(options);
    const { clock, profile, upsName } = options;
    this.#profile = profile;
    this.#configuredName = upsName;
    this.#name = upsName;
    this.#power = new Power({ onMs: profile.debounce.onBatteryMs, offMs: profile.debounce.onMainsMs });
    this.#line = new NutLine({
      clock,
      timeoutMs: profile.timeoutMs,
      write: (bytes) => this.write(bytes),
      count: (name, by) => this.count(name, by),
    });
  }

  protected override lineUp(): void {
    this.#line.reset();
    this.#silences = 0;
    this.#link = new AbortController();
    void this.#watch(this.#link.signal);
  }

  protected override lineLost(closed: TransportClosed): void {
    const gone = new DeviceError('disconnected', closed.detail ?? 'the server closed the connection', {
      condition: 'device.gone',
      effect: 'none',
      retry: 'afterFix',
    });
    this.#link.abort(gone);
    this.#line.lost(gone);
    this.#reading = nothingKnown;
  }

  protected override received(bytes: Uint8Array): void {
    this.#line.received(bytes);
  }

  override async close(): Promise<void> {
    this.#link.abort(new DeviceError('closed', 'the device was closed', { effect: 'none', retry: 'never' }));
    this.#reading = nothingKnown;
    if (this.connection.link === 'up') await this.#sayGoodbye();
    await super.close();
  }

  power(): PowerReading {
    return this.#reading;
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    if (level !== 'internal')
      return { level, outcome: 'skipped', detail: 'a UPS can be asked without switching anything' };
    try {
      return await this.queue.run(command, async ({ signal }): Promise<HealthReport> => {
        const answer = await this.#line.exclusive(signal, (list) => this.#variables(list));
        if ('error' in answer) return { level, outcome: 'failed', detail: answer.error };
        const value = (name: string) => answer.variables.get(name) ?? '?';
        const detail = `${value('device.mfr')} ${value('device.model')}: ${value('ups.status')}, charge ${value('battery.charge')} %, runtime ${value('battery.runtime')} s`;
        return { level, outcome: 'passed', detail };
      });
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code === 'canceled' || error.code === 'closed')
        throw error;
      return { level, outcome: 'failed', detail: error.message };
    }
  }

  /** Asks for as long as the line is up. */
  #watch(link: AbortSignal): Promise<void> {
    return keepLooking(this.clock, this.#profile.pollMs, link, () => this.#look(link));
  }

  async #look(link: AbortSignal): Promise<void> {
    try {
      const answer = await this.#line.exclusive(link, (list) => this.#variables(list));
      this.#silences = 0;
      if ('error' in answer) this.#refused(answer.error);
      else this.#heard(this.#power.read(answer.variables, this.clock.monotonic()));
    } catch (error) {
      if (!(error instanceof DeviceError) || link.aborted) throw error;
      this.#silences += 1;
      if (this.#silences < silentAfter) return;
      this.#reading = nothingKnown;
      this.tracker.setConditions([condition('device.silent')]);
      this.tracker.setDevice('offline');
    }
  }

  /** What the UPS says of itself, by name, or the server's word for why not. */
  async #variables(list: List): Promise<Answer> {
    const remembered = this.#configuredName === null && this.#name !== null;
    const answer = await this.#ask(list);
    if (!remembered || !('error' in answer) || answer.error !== 'UNKNOWN-UPS') return answer;
    // Another UPS has taken its place.
    this.#name = null;
    return this.#ask(list);
  }

  async #ask(list: List): Promise<Answer> {
    if (this.#name === null) {
      const known = await list('UPS');
      if (known.kind === 'error') return { error: known.code };
      const [only, ...others] = known.rows;
      const [name] = only ?? [];
      if (name === undefined) return { error: 'the server has no UPS' };
      if (others.length > 0) return { error: `the server has ${known.rows.length} UPS: name one` };
      this.#name = name;
    }
    const reply = await list('VAR', this.#name);
    if (reply.kind === 'error') return { error: reply.code };
    return { variables: new Map(reply.rows.map(([name = '', value = '']) => [name, value])) };
  }

  #heard(reading: PowerReading): void {
    this.#reading = reading;
    this.tracker.setConditions(conditionsOf(reading));
    this.tracker.setDevice('online');
  }

  #refused(code: string): void {
    this.#reading = nothingKnown;
    const isLost = lostUps.has(code);
    this.tracker.setConditions([condition(isLost ? 'power.unknown' : 'device.mismatch', code)]);
    this.tracker.setDevice(isLost ? 'online' : 'offline');
  }

  async #sayGoodbye(): Promise<void> {
    const late = new AbortController();
    const timer = this.clock.setTimer(() => late.abort(), logoutMs);
    try {
      await raceAbort(this.write(Buffer.from('LOGOUT\n')), late.signal);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
    } finally {
      timer.cancel();
    }
  }
}
