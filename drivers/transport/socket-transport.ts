import type { Duplex } from 'node:stream';
import { DeviceError } from '../contract/device-error.ts';
import { raceAbort } from '../runtime/deadline.ts';
import type { Transport, TransportClosed } from './transport.ts';

/** A Transport over an open Node stream (a socket, a serial port). */
export function socketTransport(stream: Duplex): Transport {
  let failure: string | undefined;
  let local = false;
  const closed = new Promise<TransportClosed>((resolve) => {
    stream.once('close', () => {
      if (local) resolve({ reason: 'local' });
      else if (failure === undefined) resolve({ reason: 'remote' });
      else resolve({ reason: 'error', detail: failure });
    });
  });
  const gone = new AbortController();
  void closed.then(({ detail }) =>
    gone.abort(
      // Whether the bytes that were handed over still arrived is not known from here.
      new DeviceError('disconnected', detail ?? 'the line to the device went away', {
        condition: 'device.gone',
        effect: 'unknown',
        retry: 'afterFix',
      }),
    ),
  );
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code ?? error.message;
  });
  // A peer that half-closes is gone for our purposes; no device protocol here uses half-open lines.
  stream.on('end', () => stream.destroy());

  return {
    closed,
    onData(listener) {
      stream.on('data', (chunk: Buffer) => listener(chunk));
    },
    async write(bytes, signal) {
      if (stream.destroyed)
        throw new DeviceError('disconnected', 'the line to the device went away', {
          condition: 'device.gone',
          effect: 'none',
          retry: 'afterFix',
        });
      const written = new Promise<void>((resolve) => {
        // An error also destroys the stream, and `closed` then rejects the race below.
        stream.write(bytes, (error) => {
          if (!error) resolve();
        });
      });
      await raceAbort(written, signal ? AbortSignal.any([gone.signal, signal]) : gone.signal);
    },
    async close() {
      if (!stream.destroyed) {
        local = true;
        stream.destroy();
      }
      await closed;
    },
  };
}
