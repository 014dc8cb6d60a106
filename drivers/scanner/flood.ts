import { maxCodeBytes } from './wire.ts';

/** Counts what is thrown away of something that grew longer than any code, until its end. */
export class Flood {
  readonly #tell: () => void;
  #bytes: number | null = null;
  #over = Promise.withResolvers<void>();

  /** @param tell at its beginning, and again whenever as much has been thrown away as the longest code has. */
  constructor(tell: () => void) {
    this.#tell = tell;
  }

  get on(): boolean {
    return this.#bytes !== null;
  }

  /** Resolves when none is on. */
  get over(): Promise<void> {
    return this.on ? this.#over.promise : Promise.resolve();
  }

  begin(): void {
    this.#over = Promise.withResolvers();
    this.#bytes = 0;
    this.#tell();
  }

  dropped(bytes: number): void {
    if (this.#bytes === null) return;
    this.#bytes += bytes;
    if (this.#bytes < maxCodeBytes) return;
    this.#bytes = 0;
    this.#tell();
  }

  end(): void {
    this.#bytes = null;
    this.#over.resolve();
  }
}
