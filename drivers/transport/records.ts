import type { OpenTransport, Transport } from './transport.ts';

/**
 * Gives a stream of records of one length the borders that a HID line has by itself: one whole record a piece.
 * For a device that hands on its reports over tcp.
 */
export function records(open: OpenTransport, bytes: number): OpenTransport {
  return async (signal) => inRecords(await open(signal), bytes);
}

function inRecords(line: Transport, bytes: number): Transport {
  return {
    closed: line.closed,
    write: (piece, signal) => line.write(piece, signal),
    close: () => line.close(),
    onData(listener) {
      let begun: Uint8Array = new Uint8Array();
      line.onData((piece) => {
        const all = Uint8Array.from([...begun, ...piece]);
        // A record may hold what nobody else may see.
        begun.fill(0);
        piece.fill(0);
        const whole = all.length - (all.length % bytes);
        begun = all.slice(whole);
        for (let at = 0; at < whole; at += bytes) listener(all.slice(at, at + bytes));
        all.fill(0);
      });
    },
  };
}
