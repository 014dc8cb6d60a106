import { WebSocket } from 'ws';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import { type Answer, type HostMessage, rpcProtocol } from '../../contract/rpc.ts';
import type { KioskView, ScreenName } from '../../contract/view.ts';

/** A screen without a browser: the same protocol, driven by a test. */
export interface TestScreen {
  /** The view as last pushed. */
  view(): KioskView;
  /** Resolves with the first view that satisfies; the present one counts. */
  until(what: (view: KioskView) => boolean, timeoutMs?: number): Promise<KioskView>;
  untilScreen<N extends ScreenName>(
    name: N,
    timeoutMs?: number,
  ): Promise<Extract<KioskView['screen'], { name: N }>>;
  send(event: CitizenEvent): Promise<Answer>;
  /** Resolves when the connection went and another one, with a view of its own, is there. */
  lost(timeoutMs?: number): Promise<void>;
  /** Every screen name since the connection, without repeats in a row. */
  seen(): readonly ScreenName[];
  close(): void;
}

/** Connects, and connects again for as long as it is open, as the real screen does. */
export async function openScreen(kioskUrl: string): Promise<TestScreen> {
  const page = new URL(kioskUrl);
  const token = new URLSearchParams(page.hash.slice(1)).get('token') ?? '';
  const answers = new Map<number, (answer: Answer) => void>();
  const watchers = new Set<() => void>();
  const seen: ScreenName[] = [];
  let view: KioskView | null = null;
  let socket: WebSocket;
  let open = true;
  let nextId = 1;
  let connections = 0;

  const dial = () => {
    socket = new WebSocket(`ws://${page.host}/rpc`, [rpcProtocol, token], { origin: page.origin });
    let first = true;
    socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString()) as HostMessage;
      if (message.kind === 'view') {
        if (first) connections += 1;
        first = false;
        view = message.view;
        if (seen.at(-1) !== view.screen.name) seen.push(view.screen.name);
        for (const watcher of watchers) watcher();
      } else if (message.kind === 'answer' && message.answer.id !== null) {
        answers.get(message.answer.id)?.(message.answer);
        answers.delete(message.answer.id);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (open) setTimeout(dial, 50);
    });
  };

  const current = () => {
    if (!view) throw new Error('no view yet');
    return view;
  };
  const until: TestScreen['until'] = (what, timeoutMs = 10_000) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(look);
        reject(
          new Error(`not within ${timeoutMs} ms; the screen shows ${JSON.stringify(view?.screen ?? null)}`),
        );
      }, timeoutMs);
      const look = () => {
        if (!view || !what(view)) return;
        clearTimeout(timer);
        watchers.delete(look);
        resolve(view);
      };
      watchers.add(look);
      look();
    });

  dial();
  await until(() => true);
  return {
    view: current,
    until,
    async untilScreen(name, timeoutMs) {
      const { screen } = await until((now) => now.screen.name === name, timeoutMs);
      return screen as Extract<KioskView['screen'], { name: typeof name }>;
    },
    send: (event) =>
      new Promise((resolve) => {
        const id = nextId;
        nextId += 1;
        answers.set(id, resolve);
        socket.send(JSON.stringify({ id, method: 'event', params: event }));
      }),
    async lost(timeoutMs) {
      const before = connections;
      await until(() => connections > before, timeoutMs);
    },
    seen: () => seen,
    close() {
      open = false;
      socket.close();
    },
  };
}
