import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What becomes of the bytes of one direction. Called with each piece as it arrives; hands on what it likes, when
 * it likes. State of its own is allowed: a distortion is made anew for each connection. Where it takes its time it
 * says when the piece is through: the connection does not end before.
 */
export type Distortion = (piece: Uint8Array, pass: (bytes: Uint8Array) => void) => void | Promise<void>;

/** One direction of the line, of all connections that there are. */
export class Direction {
  /** Bytes that have come in so far, before any distortion. */
  arrived = 0;
  /** Pieces that a distortion has had in its hands. */
  distorted = 0;
  #make: (() => Distortion) | null = null;
  /** Those in use, by the end that the bytes come from. */
  readonly #distortions = new Map<Socket, Distortion>();
  readonly #sources = new Set<Socket>();
  /** Until all that has come in is through. */
  readonly #through = new WeakMap<Socket, Promise<unknown>>();
  #mark: { at: number; reached: () => void } | null = null;
  #stopped = false;

  /** From now on; `null`: bytes pass as they are. */
  distort(make: (() => Distortion) | null): void {
    this.#make = make;
    this.#distortions.clear();
  }

  /** Nothing is taken from the sender any more: what it writes piles up, as before a device that stands still. */
  stop(): void {
    this.#stopped = true;
    for (const source of this.#sources) source.pause();
  }

  go(): void {
    this.#stopped = false;
    for (const source of this.#sources) source.resume();
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
    this.#sources.add(source);
    source.on('close', () => {
      this.#sources.delete(source);
      this.#distortions.delete(source);
    });
    source.on('data', (piece: Buffer) => this.#piece(piece, source, target));
    if (this.#stopped) source.pause();
  }

  /** Resolves when what has come from this end is through. */
  async drained(source: Socket): Promise<void> {
    await this.#through.get(source);
  }

  #piece(piece: Uint8Array, source: Socket, target: Socket): void {
    const mark = this.#mark;
    if (mark === null || this.arrived + piece.length < mark.at) {
      this.arrived += piece.length;
      this.#hand(piece, source, target);
      return;
    }
    const upTo = Math.max(0, mark.at - this.arrived);
    this.arrived += upTo;
    if (upTo > 0) this.#hand(piece.subarray(0, upTo), source, target);
    this.#mark = null;
    mark.reached();
    const rest = piece.subarray(upTo);
    if (rest.length === 0) return;
    // A stopped line gives back what it must not hand on; a cut one is not there to take it.
    if (this.#stopped) source.unshift(rest);
    else this.#piece(rest, source, target);
  }

  #hand(piece: Uint8Array, source: Socket, target: Socket): void {
    const pass = (bytes: Uint8Array) => {
      if (target.writable && bytes.length > 0) target.write(bytes);
    };
    if (this.#make === null) {
      pass(piece);
      return;
    }
    this.distorted += 1;
    const distortion = this.#distortions.get(source) ?? this.#make();
    this.#distortions.set(source, distortion);
    const through = distortion(piece.slice(), pass);
    if (through) this.#through.set(source, Promise.all([this.#through.get(source), through]));
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

  /** Ends that are open: two for each connection. */
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
    for (const [end, other, direction] of [
      [host, device, this.toDevice],
      [device, host, this.toHost],
    ] as const) {
      this.#ends.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        void direction.drained(end).then(() => other.destroySoon());
      });
      direction.connect(end, other);
    }
  }
}
