import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What becomes of the bytes of one direction. Called with each piece as it arrives; hands on what it likes, when
 * it likes. State of its own is allowed: a distortion is made anew for each use.
 */
export type Distortion = (piece: Uint8Array, pass: (bytes: Uint8Array) => void) => void;

/** One direction of the line. */
export class Direction {
  /** Bytes that have come in so far, before any distortion. */
  arrived = 0;
  /** Pieces that a distortion has had in its hands. */
  distorted = 0;
  #distortion: Distortion | null = null;
  #mark: { at: number; reached: () => void } | null = null;
  #source: Socket | null = null;
  #target: Socket | null = null;
  #stopped = false;

  /** From now on; `null`: bytes pass as they are. */
  distort(distortion: Distortion | null): void {
    this.#distortion = distortion;
  }

  /** Nothing is taken from the sender any more: what it writes piles up, as before a device that stands still. */
  stop(): void {
    this.#stopped = true;
    this.#source?.pause();
  }

  go(): void {
    this.#stopped = false;
    this.#source?.resume();
  }

  /** Calls back once when so many more bytes have passed, and not one behind them. */
  after(bytes: number, reached: () => void): void {
    this.#mark = { at: this.arrived + bytes, reached };
  }

  /** Takes back what `after` was told. */
  forget(): void {
    this.#mark = null;
  }

  /** Whether the last mark was reached. */
  get reached(): boolean {
    return this.#mark === null;
  }

  connect(source: Socket, target: Socket): void {
    this.#source = source;
    this.#target = target;
    source.on('data', (piece: Buffer) => this.#piece(piece));
    if (this.#stopped) source.pause();
  }

  #piece(piece: Uint8Array): void {
    const mark = this.#mark;
    if (mark === null || this.arrived + piece.length < mark.at) {
      this.arrived += piece.length;
      this.#hand(piece);
      return;
    }
    const upTo = Math.max(0, mark.at - this.arrived);
    this.arrived += upTo;
    if (upTo > 0) this.#hand(piece.subarray(0, upTo));
    this.#mark = null;
    mark.reached();
    const rest = piece.subarray(upTo);
    if (rest.length === 0) return;
    // A stopped line gives back what it must not hand on; a cut one is not there to take it.
    if (this.#stopped) this.#source?.unshift(rest);
    else this.#piece(rest);
  }

  #hand(piece: Uint8Array): void {
    const target = this.#target;
    const pass = (bytes: Uint8Array) => {
      if (target?.writable === true && bytes.length > 0) target.write(bytes);
    };
    if (this.#distortion === null) {
      pass(piece);
      return;
    }
    this.distorted += 1;
    this.#distortion(piece.slice(), pass);
  }
}

/** A cable between a driver and what stands at the device's end, on loopback, that can be mishandled. */
export class Line {
  readonly toDevice = new Direction();
  readonly toHost = new Direction();
  /** The port that drivers connect to. */
  readonly port: number;
  /** How often a driver has connected, also where it was turned away. */
  connections = 0;
  readonly #server: Server;
  readonly #devicePort: number;
  readonly #ends = new Set<Socket>();
  #plugged = true;

  private constructor(server: Server, devicePort: number) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
    this.port = address.port;
    this.#server = server;
    this.#devicePort = devicePort;
    server.on('connection', (host) => this.#connected(host));
  }

  static async to(devicePort: number): Promise<Line> {
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Line(server, devicePort);
  }

  /** Ends that are open: two for each driver that is connected. */
  get openEnds(): number {
    return this.#ends.size;
  }

  /** Pulls the cable for a moment; what was under way is lost. */
  cut(): void {
    for (const end of this.#ends) end.destroySoon();
  }

  /** While it is not plugged, whoever connects loses the line at once. */
  plug(plugged: boolean): void {
    this.#plugged = plugged;
    if (!plugged) this.cut();
  }

  async close(): Promise<void> {
    for (const end of this.#ends) end.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #connected(host: Socket): void {
    this.connections += 1;
    if (!this.#plugged) {
      host.on('error', () => {});
      host.destroy();
      return;
    }
    const device = connect({ host: '127.0.0.1', port: this.#devicePort, noDelay: true });
    for (const [end, other] of [
      [host, device],
      [device, host],
    ] as const) {
      this.#ends.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroySoon();
      });
    }
    this.toDevice.connect(host, device);
    this.toHost.connect(device, host);
  }
}
