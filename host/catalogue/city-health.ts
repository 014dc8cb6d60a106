import known from '../../assets/catalogue/ports.json' with { type: 'json' };
import type { Clock } from '../../drivers/contract/clock.ts';
import { saysDown } from '../../platform/core/failures.ts';
import type { PlatformResult } from '../../platform/core/result.ts';
import type { Platform } from '../../platform/open.ts';
import type { World } from '../services/offer.ts';

/** A system that did not answer is worth another try after this. */
const againMs = 60_000;

/** The card and the code at the kiosk are no systems of the city. */
const names = Object.entries(known).flatMap(([name, port]) => ('operations' in port ? [name] : []));

type Call = (request: unknown, options?: unknown) => Promise<PlatformResult<unknown>>;

/**
 * Which systems of the city are there, by what they last answered. Nobody asks them for the sake of asking: one that
 * was not asked yet counts as there.
 */
export class CityHealth {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #down = new Map<string, { since: string; lookAgain: ReturnType<Clock['setTimer']> }>();

  /** @param changed a system went away or came back. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** The same platform; what it answers is noted. */
  watch(platform: Platform): Platform {
    const watched = Object.entries(platform).map(([name, port]) => {
      const calls = Object.entries(port as unknown as Record<string, Call>).map(([operation, call]) => [
        operation,
        async (...asked: Parameters<Call>) => {
          const result = await call(...asked);
          this.#note(name, result);
          return result;
        },
      ]);
      return [name, Object.fromEntries(calls)];
    });
    return Object.fromEntries(watched) as Platform;
  }

  /** @param connected the kiosk has a city at all. */
  ports(connected: boolean): World['ports'] {
    if (!connected) return {};
    const state = (name: string) => {
      const down = this.#down.get(name);
      return { up: down === undefined, since: down?.since ?? '' };
    };
    return Object.fromEntries(names.map((name) => [name, state(name)]));
  }

  stop(): void {
    for (const { lookAgain } of this.#down.values()) lookAgain.cancel();
    this.#down.clear();
  }

  #note(name: string, result: PlatformResult<unknown>): void {
    const isDown = !result.ok && saysDown(result.error);
    const before = this.#down.get(name);
    before?.lookAgain.cancel();
    if (!isDown) {
      if (this.#down.delete(name)) this.#changed();
      return;
    }
    const since = before?.since ?? new Date(this.#clock.now()).toISOString();
    const lookAgain = this.#clock.setTimer(() => {
      this.#down.delete(name);
      this.#changed();
    }, againMs);
    this.#down.set(name, { since, lookAgain });
    if (before === undefined) this.#changed();
  }
}
