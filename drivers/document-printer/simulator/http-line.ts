import { Duplex } from 'node:stream';
import type { WireLine } from '../../simulation/simulator.ts';

/** The line as a stream that an HTTP server can serve. */
export function streamOf(line: WireLine): Duplex {
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      line.write(chunk);
      done();
    },
    final(done) {
      line.close();
      done();
    },
    destroy(_error, done) {
      line.close();
      done(null);
    },
  });
  line.onData((bytes) => {
    if (!stream.destroyed) stream.push(bytes);
  });
  void line.closed.then(() => stream.destroy());
  stream.on('error', () => stream.destroy());
  return stream;
}
