import type { FrameReport, WatchTask } from '../../contract/camera.ts';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import type { ClientMessage, HostMessage } from '../../contract/rpc.ts';
import type { KioskView } from '../../contract/view.ts';
import { rpcProtocol } from '../../contract/wire.ts';
import type { Outcome } from '../ui/kiosk-context.ts';

export interface ConnectionDelays {
  /** Waits before the first, second … attempt to reconnect; the last one repeats. */
  backoffMs: readonly number[];
  /** Without a host for longer than this, the last view is forgotten and the calm screen shows. */
  lostAfterMs: number;
  /** An event that is not answered by then counts as lost. */
  answerMs: number;
}

export const connectionDelays: ConnectionDelays = {
  backoffMs: [150, 300, 600, 1000],
  lostAfterMs: 1000,
  answerMs: 3000,
};

/** Looks at the camera's picture when the host asks. `null`: `signal` aborted. */
export type LookAtCamera = (task: WatchTask, signal: AbortSignal) => Promise<FrameReport | null>;

/** Loaded when it is asked for: most kiosks have no camera, and the first paint waits for none. */
const lookAtCamera: LookAtCamera = async (task, signal) =>
  (await import('../camera/look.ts')).look(task, signal);

/** What is left of a view when the host is gone: how to show, nothing of whom. */
export type Shell = Pick<KioskView, 'site' | 'panel' | 'settings' | 'training'>;

export interface ConnectionState {
  view: KioskView | null;
  shell: Shell | null;
}

/**
 * The screen's only tie to the host. Holds the last view and nothing else; views arrive by push, events
 * are answered one by one. An event is never queued or sent again by itself: a touch means the screen
 * that was touched, not the one that a new connection will show.
 */
export class HostConnection {
  #state: ConnectionState;
  #socket: WebSocket | null = null;
  #attempt = 0;
  #nextId = 0;
  #closed = false;
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #pending = new Map<number, (outcome: Outcome) => void>();
  readonly #listeners = new Set<() => void>();
  readonly #url: string;
  readonly #token: string;
  readonly #delays: ConnectionDelays;
  readonly #lookAtCamera: LookAtCamera;
  /** The look that is under way. */
  #looking = new AbortController();

  /**
   * `url`: `ws://host:port/rpc`; `token`: the per-boot token of the host; `first`: the view that came with the
   * page, if one did. Connects at once.
   */
  constructor(
    url: string,
    token: string,
    first: KioskView | null,
    delays: ConnectionDelays = connectionDelays,
    look: LookAtCamera = lookAtCamera,
  ) {
    this.#url = url;
    this.#token = token;
    this.#state = { view: first, shell: first && shellOf(first) };
    this.#delays = delays;
    this.#lookAtCamera = look;
    this.#startLostTimer();
    this.#connect();
  }

  readonly state = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Settles exactly once, also when the host goes away or stays silent. */
  readonly send = (event: CitizenEvent): Promise<Outcome> => {
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN) return Promise.resolve('lost');
    const id = this.#nextId++;
    const message: ClientMessage = { id, method: 'event', params: event };
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, 'lost'), this.#delays.answerMs);
      this.#pending.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      socket.send(JSON.stringify(message));
    });
  };

  close(): void {
    this.#closed = true;
    clearTimeout(this.#lostTimer);
    clearTimeout(this.#retryTimer);
    this.#looking.abort();
    this.#socket?.close();
  }

  #connect(): void {
    const socket = new WebSocket(this.#url, [rpcProtocol, this.#token]);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(data) as HostMessage));
    // An error is always followed by a close.
    socket.addEventListener('close', () => this.#lose());
  }

  #receive(message: HostMessage): void {
    switch (message.kind) {
      case 'view': {
        clearTimeout(this.#lostTimer);
        this.#lostTimer = undefined;
        this.#attempt = 0;
        this.#set({ view: message.view, shell: shellOf(message.view) });
        return;
      }
      case 'answer': {
        const { answer } = message;
        if (answer.id !== null) this.#settle(answer.id, answer.accepted ? 'accepted' : answer.reason);
        return;
      }
      case 'watch-camera': {
        void this.#watchCamera(message.watch, message.task);
        return;
      }
    }
  }

  /** The camera is open for this look only; a newer question, or a lost host, ends it. */
  async #watchCamera(watch: number, task: WatchTask): Promise<void> {
    this.#looking.abort();
    const { signal } = (this.#looking = new AbortController());
    const report = await this.#lookAtCamera(task, signal);
    if (report === null || signal.aborted) return;
    const message: ClientMessage = {
      id: this.#nextId++,
      method: 'camera',
      params: { ...report, watch },
    };
    this.#socket?.send(JSON.stringify(message));
  }

  #settle(id: number, outcome: Outcome): void {
    const resolve = this.#pending.get(id);
    this.#pending.delete(id);
    resolve?.(outcome);
  }

  #lose(): void {
    this.#socket = null;
    this.#looking.abort();
    for (const id of this.#pending.keys()) this.#settle(id, 'lost');
    if (this.#closed) return;
    this.#startLostTimer();
    const { backoffMs } = this.#delays;
    const wait = backoffMs[Math.min(this.#attempt++, backoffMs.length - 1)] ?? 0;
    this.#retryTimer = setTimeout(() => this.#connect(), wait);
  }

  #startLostTimer(): void {
    this.#lostTimer ??= setTimeout(() => {
      this.#set({ view: null, shell: this.#state.shell });
    }, this.#delays.lostAfterMs);
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function shellOf({ site, panel, settings, training }: KioskView): Shell {
  return { site, panel, settings, training };
}
