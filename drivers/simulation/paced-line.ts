import type { Timer } from '../contract/clock.ts';
import type { WireLine, WireOptions } from './simulator.ts';

/** Bits on the wire for one byte at 8N1: start, eight data, stop. */
const bitsPerByte = 10;
/** A real UART hands over bytes in small groups; the clock need not tick finer than this. */
const tickMs = 5;
const mergeWindowMs = 50;

/** A line whose device-to-host direction has the speed and the habits of a real serial wire. */
export function pacedLine(line: WireLine, { clock, baudRate, chunks }: WireOptions): WireLine {
  let queue: Uint8Array[] = [];
  let timer: Timer | null = null;
  /** Monotonic time up to which the wire is taken. */
  let wireFreeAt = 0;

  const send = (bytes: Uint8Array) => {
    if (chunks !== 'bytes') line.write(bytes);
    else for (const byte of bytes) line.write(Uint8Array.of(byte));
  };

  const bytesPerMs = baudRate === null ? Infinity : baudRate / bitsPerByte / 1000;

  const pump = () => {
    timer = null;
    const now = clock.monotonic();
    const pending = concat(queue);
    if (pending.length === 0) return;
    if (chunks === 'merged') {
      queue = [];
      send(pending);
      return;
    }
    // What has left the wire by now; at least one byte so that slow rates make progress.
    const due = Math.min(pending.length, Math.max(1, Math.floor((now - wireFreeAt) * bytesPerMs)));
    wireFreeAt += due / bytesPerMs;
    queue = due === pending.length ? [] : [pending.subarray(due)];
    send(pending.subarray(0, due));
    if (queue.length > 0) schedule();
  };

  const schedule = () => {
    if (timer) return;
    const left = queue.reduce((sum, bytes) => sum + bytes.length, 0);
    const wait =
      chunks === 'merged'
        ? mergeWindowMs + left / bytesPerMs
        : Math.min(tickMs, wireFreeAt + left / bytesPerMs - clock.monotonic());
    timer = clock.setTimer(pump, Math.max(0, wait));
  };

  void line.closed.then(() => {
    timer?.cancel();
    queue = [];
  });

  return {
    closed: line.closed,
    onData: (listener) => line.onData(listener),
    close: () => line.close(),
    write(bytes, dueAt = clock.monotonic()) {
      if (baudRate === null && chunks !== 'merged') {
        send(bytes);
        return;
      }
      if (queue.length === 0) wireFreeAt = Math.max(wireFreeAt, dueAt);
      queue.push(bytes.slice());
      schedule();
    },
  };
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
