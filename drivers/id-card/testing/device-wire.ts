import type { WireLine } from '../../simulation/simulator.ts';

/** The simulator's end of a line whose host end a test makes: what the simulator writes within a turn is one piece. */
export class DeviceWire implements WireLine {
  readonly #closed = Promise.withResolvers<void>();
  readonly closed = this.#closed.promise;
  readonly #send: (bytes: Buffer) => void;
  readonly #unplug: () => void;
  #listener: (bytes: Uint8Array) => void = () => {};
  #written: Uint8Array[] = [];

  /** @param send brings bytes to the host. @param unplug takes the device away from the host. */
  constructor(send: (bytes: Buffer) => void, unplug: () => void) {
    this.#send = send;
    this.#unplug = unplug;
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
  }

  write(bytes: Uint8Array): void {
    this.#written.push(bytes);
    if (this.#written.length > 1) return;
    setImmediate(() => {
      const piece = Buffer.concat(this.#written);
      this.#written = [];
      this.#send(piece);
    });
  }

  close(): void {
    this.#unplug();
    this.#closed.resolve();
  }

  /** Bytes from the host. */
  receive(bytes: Uint8Array): void {
    this.#listener(bytes);
  }
}
