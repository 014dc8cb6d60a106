import type { Timer } from '../../contract/clock.ts';
import type { Simulator, WireLine } from '../../simulation/simulator.ts';
import { concatBytes } from '../bytes.ts';
import { clearedReply } from '../commands.ts';
import { processIdReply } from '../process-id.ts';
import { InputBuffer } from './input.ts';
import { type Action, Interpreter, cutterDistanceDots } from './interpreter.ts';
import {
  type Mechanism,
  automaticStatus,
  ejectorStatus,
  fullStatus,
  healthy,
  isOffline,
  mechanismFor,
  paperSensors,
  realTimeStatus,
} from './mechanism.ts';
import { Output, lineNoise } from './output.ts';
import { Paper, type PrintedTicket } from './paper.ts';
import { type PrinterCommand, nextCommand } from './parser.ts';
import { ticketPicture } from './picture.ts';
import { Presenter } from './presenter.ts';
import { type PrinterPresetName, isPrinterPreset, printerPresets } from './presets.ts';
import type { TicketPrinterSimulatorOptions, TicketPrinterState } from './state.ts';

const cutMs = 150;
/** From the cutter to the mouth: 80 mm at 203 dpi. */
const presentDots = 640;
const strikeAfterLines = 3;
const keptTickets = 50;

/** Commands that a ticket does not begin with. */
const outsideTickets: ReadonlySet<PrinterCommand['kind']> = new Set([
  'ignored',
  'automatic-status',
  'transmit-status',
  'transmit-id',
  'process-id',
  'presenter',
]);

/** An ESC/POS ticket printer at the other end of a line. */
export class TicketPrinterSimulator implements Simulator<TicketPrinterState> {
  readonly deviceClass = 'ticket-printer';
  readonly presets = printerPresets;
  readonly #options: Required<TicketPrinterSimulatorOptions>;
  readonly #input: InputBuffer;
  readonly #output: Output;
  readonly #paper = new Paper();
  readonly #interpreter: Interpreter;
  readonly #presenter = new Presenter();
  readonly #listeners = new Set<() => void>();
  #preset: PrinterPresetName = 'normal';
  #mechanism: Mechanism = healthy;
  #automaticMask = 0;
  #motor: Timer | null = null;
  #tickets: PrintedTicket[] = [];
  #printedLines = 0;
  #inTicket = false;
  #firstByteAt: number | null = null;
  /** What could not be sent for want of a peer: Epson printers keep the latest process id only. */
  #unsentProcessId: Uint8Array | null = null;
  #late: Timer | null = null;

  constructor(options: TicketPrinterSimulatorOptions) {
    this.#options = { baudRate: null, dotsPerSecond: 1600, bufferBytes: 4096, lateMs: 20_000, ...options };
    const { clock, baudRate, bufferBytes, profile } = this.#options;
    this.#interpreter = new Interpreter(profile, this.#paper);
    this.#output = new Output(clock);
    this.#input = new InputBuffer(clock, baudRate, bufferBytes, {
      onRealTimeRequest: (n) => this.#realTime(n),
      onClear: () => {
        this.#interpreter.dropLine();
        this.#reply(clearedReply);
      },
      onBuffered: () => this.#work(),
      onFlow: (go) => {
        this.#output.send(Uint8Array.of(go ? 0x11 : 0x13));
        this.#changed();
      },
    });
  }

  apply(name: string): void {
    if (!isPrinterPreset(name)) throw new RangeError(`no preset ${name}`);
    this.#preset = name;
    this.#output.oneByOne = name === 'one-byte-chunks';
    if (name === 'stalled') this.#input.hold();
    else this.#input.release();
    if (name === 'taken') this.#presenter.leave('taken');
    this.#become(mechanismFor(name));
    this.#changed();
  }

  attach(line: WireLine): void {
    this.#output.connect(line);
    line.onData((bytes) => {
      if (this.#preset !== 'silent') this.#input.receive(bytes);
    });
    void line.closed.then(() => {
      this.#output.connect(null);
      this.#changed();
    });
    if (this.#unsentProcessId) this.#output.send(this.#unsentProcessId);
    this.#unsentProcessId = null;
    this.#changed();
  }

  state(): TicketPrinterState {
    return {
      preset: this.#preset,
      mechanism: this.#mechanism,
      connected: this.#output.isConnected,
      bytesReceived: this.#input.received,
      bytesBuffered: this.#input.buffered.length,
      held: this.#input.isHeld,
      firstByteAt: this.#firstByteAt,
      tickets: this.#tickets.map(({ id, at, heightDots }) => ({ id, at, heightDots })),
      presenter: this.#options.profile.presenter && this.#presenter.state,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The last tickets that came out, oldest first. */
  tickets(): readonly PrintedTicket[] {
    return this.#tickets;
  }

  /** Somebody takes the ticket that stands at the mouth, if one does. */
  takeTicket(): void {
    this.#presenter.leave('taken');
    this.#changed();
  }

  /** What stands at the mouth and has not been cut off, line by line. */
  uncut(): readonly string[] {
    return this.#paper.lines;
  }

  /** PNG of a ticket, or null if it is not kept (any more). */
  async picture(id: number): Promise<Uint8Array | null> {
    const ticket = this.#tickets.find((known) => known.id === id);
    return ticket ? ticketPicture(ticket, this.#options.profile.dots, this.#options.fonts) : null;
  }

  /** Works through the buffer until the paper has to move, data is missing or something is wrong. */
  #work(): void {
    while (!this.#motor && !this.#isStopped()) {
      const parsed = nextCommand(this.#input.buffered, this.#interpreter.chinese);
      if (!parsed) {
        if (this.#input.buffered.length > 0) this.#input.needsMore();
        return;
      }
      if (parsed.command.kind === 'cut' && this.#preset === 'cutter-fault-mid-ticket') {
        // The command stays in the buffer: it is done when the cutter is free again.
        this.#become({ ...healthy, cutterFault: true });
        return;
      }
      if (!this.#inTicket && !outsideTickets.has(parsed.command.kind)) {
        this.#inTicket = true;
        this.#firstByteAt = this.#input.frontArrivedAt;
      }
      const action = this.#interpreter.execute(parsed.command);
      this.#input.take(parsed.length);
      this.#do(action);
    }
  }

  #isStopped(): boolean {
    return isOffline(this.#mechanism) || this.#preset === 'stalled' || this.#preset === 'silent';
  }

  #do(action: Action): void {
    switch (action.kind) {
      case 'feed':
        this.#move(action.dots, () => {
          this.#printedLines += 1;
          if (this.#printedLines === strikeAfterLines) this.#strike();
        });
        break;
      case 'cut':
        this.#move(action.dots, () => this.#cut(action.full ? 'full' : 'partial'), cutMs);
        break;
      case 'present':
        if (action.cuts)
          this.#move(
            cutterDistanceDots,
            () => {
              this.#finish('full');
              this.#present();
            },
            cutMs,
          );
        else this.#move(presentDots, () => this.#present());
        break;
      case 'retract':
        this.#move(presentDots, () => this.#leaveMouth('retracted'));
        break;
      case 'eject':
        this.#move(presentDots, () => this.#leaveMouth('ejected'));
        break;
      case 'ejector-status':
        this.#reply(Uint8Array.of(ejectorStatus(this.#mechanism, this.#presenter.state.atMouth)));
        break;
      case 'process-id':
        this.#confirm(action.id);
        break;
      case 'automatic-status':
        this.#automaticMask = action.mask;
        if (action.mask !== 0) this.#reply(automaticStatus(this.#mechanism));
        break;
      case 'transmit-status':
        this.#reply(Uint8Array.of(action.n === 1 ? paperSensors(this.#mechanism) : 0));
        break;
      case 'transmit-id':
        // Model id of the TM-T88III, the most cloned one.
        this.#reply(Uint8Array.of(action.n === 1 ? 0x20 : 0x02));
        break;
      case 'initialize':
        this.#automaticMask = 0;
        break;
      case 'none':
        break;
    }
  }

  #move(dots: number, then: () => void, extraMs = 0): void {
    const { clock, dotsPerSecond } = this.#options;
    const speed = this.#preset === 'slow' ? dotsPerSecond / 10 : dotsPerSecond;
    this.#motor = clock.setTimer(
      () => {
        this.#motor = null;
        then();
        this.#work();
      },
      (dots / speed) * 1000 + (extraMs * 1600) / dotsPerSecond,
    );
  }

  #realTime(n: number): void {
    const { profile } = this.#options;
    const { atMouth } = this.#presenter.state;
    if (n !== 0x14) this.#reply(Uint8Array.of(realTimeStatus(n, this.#mechanism, atMouth, profile)));
    else if (profile.status.strategy === 'custom-full') this.#reply(fullStatus(this.#mechanism, atMouth));
  }

  #cut(cut: PrintedTicket['cut']): void {
    const { presenter } = this.#options.profile;
    this.#finish(cut);
    if (presenter && !presenter.present) this.#present();
  }

  #present(): void {
    this.#presenter.present();
    if (this.#preset === 'taken') this.#presenter.leave('taken');
    this.#changed();
  }

  #leaveMouth(how: 'retracted' | 'ejected'): void {
    this.#presenter.leave(how);
    this.#changed();
  }

  #finish(cut: PrintedTicket['cut']): void {
    this.#inTicket = false;
    this.#printedLines = 0;
    if (!this.#paper.isPrinted) return;
    this.#tickets.push(this.#paper.takeOff(this.#options.clock.now(), cut));
    if (this.#tickets.length > keptTickets) this.#tickets.shift();
    this.#changed();
  }

  #confirm(id: string): void {
    if (this.#preset === 'no-process-id-support') return;
    // A ticket without a cut ends where its confirmation is asked for.
    if (this.#paper.isPrinted) this.#finish('none');
    const last = this.#tickets.at(-1);
    if (last) last.processId = id;
    const text = new TextEncoder().encode(id);
    const { header, identifier, end } = processIdReply;
    const reply = Uint8Array.of(header, identifier, ...text, end);
    const send = () => {
      if (this.#output.isConnected) this.#reply(reply);
      else this.#unsentProcessId = reply;
    };
    if (this.#preset === 'late-process-id')
      this.#late = this.#options.clock.setTimer(send, this.#options.lateMs);
    else send();
    this.#changed();
  }

  /** The armed failure happens now. */
  #strike(): void {
    switch (this.#preset) {
      case 'paper-out-mid-ticket':
        this.#become({ ...healthy, paper: 'out' });
        break;
      case 'cover-open-mid-ticket':
        this.#become({ ...healthy, coverOpen: true });
        break;
      case 'power-cycle-mid-ticket':
        this.#preset = 'normal';
        this.#input.clear();
        this.#interpreter.reset();
        this.#automaticMask = 0;
        this.#inTicket = false;
        this.#printedLines = 0;
        this.#late?.cancel();
        this.#output.disconnect();
        break;
      case 'unplug-mid-ticket':
        this.#preset = 'normal';
        this.#input.dropWire();
        this.#output.disconnect();
        break;
      default:
        return;
    }
    this.#changed();
  }

  #become(mechanism: Mechanism): void {
    const before = automaticStatus(this.#mechanism);
    this.#mechanism = mechanism;
    const now = automaticStatus(mechanism);
    if (this.#automaticMask !== 0 && before.some((byte, index) => byte !== now[index])) this.#reply(now);
    this.#changed();
    this.#work();
  }

  #reply(bytes: Uint8Array): void {
    if (this.#preset === 'silent') return;
    if (this.#preset === 'garbage') this.#output.send(lineNoise);
    const middle = Math.ceil(bytes.length / 2);
    const inside =
      this.#preset === 'asb-inside-reply' && this.#automaticMask !== 0 && bytes[0] === processIdReply.header;
    this.#output.send(
      inside
        ? concatBytes([bytes.subarray(0, middle), automaticStatus(this.#mechanism), bytes.subarray(middle)])
        : bytes,
    );
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
