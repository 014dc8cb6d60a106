import type { IncomingMessage, ServerResponse } from 'node:http';
import simulatedKey from '../../assets/platform/simulated-key.json' with { type: 'json' };
import type { Clock } from '../../drivers/contract/clock.ts';
import { hmacSigner, type Signer } from '../core/signer.ts';
import { City } from './city/city.ts';
import { CityServer } from './city-server.ts';
import { type Fault, type FaultKind, Faults } from './faults.ts';
import { createHandlers } from './handlers/index.ts';
import { type Listening, listenOnLoopback } from './listen.ts';
import { platformPresets } from './presets.ts';
import { createRoutes } from './router.ts';

/** Of a preset that somebody set by hand. */
const ownPreset = 'custom';
const defaultSeed = 20_260_101;

export interface PlatformSimulatorOptions {
  clock: Clock;
  seed?: number;
}

export interface PlatformState {
  preset: string;
  faults: readonly Fault[];
  /** How often each operation was answered, by `payments.records 200`; `none` where no answer left. */
  answers: Readonly<Record<string, number>>;
}

/** A city that does not exist: its people, and every system of it that a kiosk asks, over the real protocol. */
export class PlatformSimulator {
  readonly city: City;
  readonly #faults = new Faults();
  readonly #server: CityServer;
  readonly #answers = new Map<string, number>();
  #preset = 'normal';

  constructor({ clock, seed = defaultSeed }: PlatformSimulatorOptions) {
    const kiosk = simulatedKiosk();
    this.city = new City(clock, seed);
    this.#server = new CityServer({
      routes: createRoutes(this.city, createHandlers(this.city)),
      faults: this.#faults,
      clock,
      kiosks: new Map([[kiosk.keyId, kiosk]]),
      wrongSigner: ({ keyId }) => hmacSigner(keyId, Buffer.alloc(32, 'another key')),
      onAnswer: (name, status) => {
        const line = `${name} ${status}`;
        this.#answers.set(line, (this.#answers.get(line) ?? 0) + 1);
      },
    });
  }

  /** Puts all systems into a named state. @throws RangeError for an unknown name. */
  apply(name: string): void {
    const preset = platformPresets.find((each) => each.name === name);
    if (!preset) throw new RangeError(`no preset "${name}"`);
    this.#faults.set(preset.faults);
    this.#preset = name;
  }

  setFaults(faults: readonly Fault[]): void {
    this.#faults.set(faults);
    this.#preset = faults.length === 0 ? 'normal' : ownPreset;
  }

  /** One fault for one operation, once. */
  strike(operation: string, kind: FaultKind): void {
    this.setFaults([{ operation, kind, times: 1, ms: 0 }]);
  }

  state(): PlatformState {
    return {
      preset: this.#preset,
      faults: this.#faults.list(),
      answers: Object.fromEntries(this.#answers),
    };
  }

  serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.#server.serve(request, response);
  }

  /** @param port 0 takes any free one. @throws Error where it cannot be had. */
  listen(port: number): Promise<Listening> {
    return listenOnLoopback(port, (request, response) => this.serve(request, response));
  }
}

/** The one kiosk that the simulated city knows. Its key is public, because there is nothing that it could open. */
export function simulatedKiosk(): Signer {
  return hmacSigner(simulatedKey.keyId, Buffer.from(simulatedKey.secret, 'base64'));
}
