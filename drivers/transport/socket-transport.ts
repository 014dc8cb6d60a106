import type { Duplex } from 'node:stream';
import { raceAbort } from '../runtime/deadline.ts';
import { lineGone } from './line-gone.ts';
import type { Transport, TransportClosed } from './transport.ts';

/** What a serial port does otherwise than a socket. */
export interface StreamHabits {
  /** Ends the stream so that it emits `close`. */
  end(): void;
  /** Calls back when what was written has left the host. */
  drain(done: () => void): void;
}

/** A Transport over an open Node stream (a socket, a serial port). */
export function socketTransport(
  stream: Duplex,
  habits: StreamHabits = { end: () => stream.destroy(), drain: (done) => done() },
): Transport {
  let failure: string | undefined;
  let local = false;
  const gone = new AbortController();
  const closed = new Promise<TransportClosed>((resolve) => {
    // A serial port that was pulled says so with its last event.
    stream.once('close', (error?: Error | null) => {
      failure ??= error?.message;
      // Whether the bytes that were handed over still arrived is not known from here.
      gone.abort(lineGone(failure, 'unknown'));
      if (local) resolve({ reason: 'local' });
      else if (failure === undefined) resolve({ reason: 'remote' });
      else resolve({ reason: 'error', detail: failure });
    });
  });
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code ?? error.message;
    // A socket ends itself; a serial port would stay open, reading no more.
    habits.end();
  });
  // A peer that half-closes is gone for our purposes; no device protocol here uses half-open lines.
  stream.on('end', () => habits.end());

  return {
    closed,
    onData(listener) {
      stream.on('data', (chunk: Buffer) => listener(chunk));
    },
    async write(bytes, signal) {
      if (gone.signal.aborted) throw lineGone(failure, 'none');
      const written = new Promise<void>((resolve) => {
        // An error also ends the stream, and `gone` then rejects the race below.
        stream.write(bytes, (error) => {
          if (!error) habits.drain(resolve);
        });
      });
      const sent = raceAbort(written, gone.signal);
      await (signal ? raceAbort(sent, signal) : sent);
    },
    async close() {
      if (!gone.signal.aborted && !local) {
        local = true;
        habits.end();
      }
      await closed;
    },
  };
}
