/** Of the city's contract. */
const maxCharacters = 4096;

/** The one code that was shown and not used yet. */
export class CodeInHand {
  #payload: Uint8Array | null = null;

  /** Takes a payload over and will overwrite it. `false`: it is no text, or too long to be one of ours. */
  take(payload: Uint8Array): boolean {
    this.drop();
    const good = payload.length > 0 && payload.length <= maxCharacters && textOf(payload) !== null;
    if (good) this.#payload = payload;
    else payload.fill(0);
    return good;
  }

  /** Gives it out once. */
  use(): string | null {
    const text = this.#payload && textOf(this.#payload);
    this.drop();
    return text;
  }

  drop(): void {
    this.#payload?.fill(0);
    this.#payload = null;
  }
}

function textOf(payload: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return null;
  }
}
