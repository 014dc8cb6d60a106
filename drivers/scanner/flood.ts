import { maxCodeBytes } from './wire.ts';

/** Counts what is thrown away of something that grew longer than any code, until its end. */
export class Flood {
  readonly #tell: () => void;
  #bytes: number | null = null;

  /** @param tell at its beginning, and again whenever as much has been thrown away as the longest code has. */
  constructor(tell: () => void) {
    this.#tell = tell;
  }

  get on(): boolean {
    return this.#bytes !== null;
  }

  begin(): void {
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
  }
}
