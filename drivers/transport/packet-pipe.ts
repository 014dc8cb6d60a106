import { raceAbort } from '../runtime/deadline.ts';
import { lineGone } from './line-gone.ts';
import type { Transport, TransportClosed } from './transport.ts';

/** What carries whole packets: the reports of a HID device, the transfers of a pair of USB bulk endpoints. */
export interface PacketPipe {
  /** Called once; nothing is read before. `ended`: the device went, or the system refused to go on. */
  listen(on: { packet(bytes: Uint8Array): void; ended(why: string): void }): void;
  /** Resolves when the device took the packet; rejects when it went. */
  send(packet: Uint8Array): Promise<void>;
  /** Lets go of the device. Called once. */
  close(): Promise<void>;
}

/** A Transport over an open pipe: one packet a piece, one packet a write. */
export function packetTransport(pipe: PacketPipe): Transport {
  const gone = new AbortController();
  const closed = Promise.withResolvers<TransportClosed>();
  const end = (how: TransportClosed) => {
    if (gone.signal.aborted) return;
    // Whether the packet that was handed over still arrived is not known from here.
    gone.abort(lineGone(how.detail, 'unknown'));
    const letGo = () => closed.resolve(how);
    // A device that was pulled cannot be let go of properly.
    pipe.close().then(letGo, letGo);
  };
  const fail = (error: unknown) => end({ reason: 'error', detail: (error as Error).message });

  return {
    closed: closed.promise,
    onData(listener) {
      pipe.listen({
        packet: (bytes) => {
          if (!gone.signal.aborted) listener(bytes);
        },
        ended: (why) => end({ reason: 'error', detail: why }),
      });
    },
    async write(bytes, signal) {
      if (gone.signal.aborted) throw lineGone(undefined, 'none');
      const taken = new Promise<void>((resolve) => {
        // A failure ends the line, and `gone` then rejects the race below.
        pipe.send(bytes).then(resolve, fail);
      });
      const sent = raceAbort(taken, gone.signal);
      await (signal ? raceAbort(sent, signal) : sent);
    },
    async close() {
      end({ reason: 'local' });
      await closed.promise;
    },
  };
}
