import type { BulkLayout } from '../transport/usb-pipe.ts';
import { headerLength, preamble } from './sam-frame.ts';

/**
 * The standard SAM over USB (vendor class, 0400:C35A): preamble and length go over one pair of endpoints, the rest
 * of a frame over another.
 */
export const splitBulk: BulkLayout = {
  pairs: [
    { out: 0x02, in: 0x81 },
    { out: 0x06, in: 0x85 },
  ],
  join([header, body]) {
    if (!body) throw new RangeError('header and body need a pair of endpoints each');
    const halves = new Halves();
    return {
      listen({ packet, ended }) {
        const hand = (whole: Uint8Array | null) => {
          if (whole) packet(whole);
        };
        header.listen({ packet: (bytes) => hand(halves.header(bytes)), ended });
        body.listen({ packet: (bytes) => hand(halves.body(bytes)), ended });
      },
      async send(frame) {
        halves.reset();
        await header.send(frame.subarray(0, headerLength));
        await body.send(frame.subarray(headerLength));
      },
    };
  },
};

/**
 * Puts the two halves of each frame together. They come over endpoints of their own, so either may be told first.
 * Everything that came is handed on: what fits together, and what does not as the noise that it is.
 */
export class Halves {
  #header: Uint8Array = new Uint8Array(0);
  #body: Uint8Array = new Uint8Array(0);

  /** Forgets halves that stayed alone; before a request, so that they never join what answers it. */
  reset(): void {
    this.#header.fill(0);
    this.#body.fill(0);
    this.#header = new Uint8Array(0);
    this.#body = new Uint8Array(0);
  }

  header(bytes: Uint8Array): Uint8Array | null {
    // Two headers in a row: the end of the frame before never came.
    const cutOff = this.#header.length > 0 ? this.#take() : null;
    this.#header = moved(bytes);
    const whole = this.#whole();
    return cutOff && whole ? Buffer.concat([cutOff, whole]) : (cutOff ?? whole);
  }

  body(bytes: Uint8Array): Uint8Array | null {
    const grown = Buffer.concat([this.#body, bytes]);
    this.#body.fill(0);
    bytes.fill(0);
    this.#body = grown;
    return this.#whole();
  }

  #whole(): Uint8Array | null {
    if (this.#header.length === 0) return null;
    const expected =
      this.#header.length === headerLength ? new DataView(this.#header.buffer).getUint16(preamble.length) : 0;
    return this.#body.length >= expected ? this.#take() : null;
  }

  #take(): Uint8Array {
    const whole = Buffer.concat([this.#header, this.#body]);
    this.reset();
    return whole;
  }
}

/** A copy; the original is wiped. */
function moved(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  bytes.fill(0);
  return copy;
}
