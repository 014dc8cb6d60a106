import { benchMessageSchema, benchProtocol } from './protocol.ts';
import type { BenchCommand, BenchDevice, BenchMessage, BenchTicket } from './protocol.ts';

/** Hands on the simulated devices for tests and measurements; what the bench page has for people. */
export interface BenchClient {
  /** The devices as last pushed. */
  state(): readonly BenchDevice[];
  /** Resolves with the first state that satisfies; the present one counts. Rejects after `timeoutMs`. */
  waitFor(
    predicate: (devices: readonly BenchDevice[]) => boolean,
    timeoutMs: number,
  ): Promise<readonly BenchDevice[]>;
  apply(device: string, preset: string): Promise<void>;
  putCard(device: string, card: string): Promise<void>;
  liftCard(device: string): Promise<void>;
  /** Holds a code before the scanner, until it is read. */
  showCode(device: string, text: string): Promise<void>;
  unplug(device: string): Promise<void>;
  plug(device: string): Promise<void>;
  clearTickets(device: string): Promise<void>;
  /** Everything printed and not cleared, oldest first. */
  tickets(device: string): Promise<(BenchTicket & { png: Uint8Array })[]>;
  /** The newest document that the printer took, as PDF; `null` where there is none. */
  lastDocument(device: string): Promise<Uint8Array | null>;
  close(): void;
}

/**
 * @param url as the simulator process names it, token in the fragment.
 * @throws Error when the server refuses or is not there.
 */
export async function connect(url: string): Promise<BenchClient> {
  const page = new URL(url);
  const token = new URLSearchParams(page.hash.slice(1)).get('token') ?? '';
  const socket = new WebSocket(`ws://${page.host}/bench`, [benchProtocol, token]);
  const answers = new Map<number, (reason: string | null) => void>();
  const watchers = new Set<() => void>();
  let devices: readonly BenchDevice[] | null = null;
  let nextId = 1;

  const receive = (message: BenchMessage) => {
    if (message.kind === 'devices') {
      devices = message.devices;
      for (const watcher of watchers) watcher();
      return;
    }
    if (message.id === null) return;
    answers.get(message.id)?.(message.kind === 'rejected' ? message.reason : null);
    answers.delete(message.id);
  };
  socket.addEventListener('message', ({ data }) =>
    receive(benchMessageSchema.parse(JSON.parse(String(data)))),
  );
  socket.addEventListener('close', () => {
    for (const settle of answers.values()) settle('the bench closed the connection');
    answers.clear();
  });

  await new Promise<void>((resolve, reject) => {
    const refused = () => reject(new Error(`no bench at ${page.host}, or it refused the token`));
    socket.addEventListener('error', refused);
    socket.addEventListener('close', refused);
    watchers.add(resolve);
  });
  watchers.clear();

  const state = () => devices ?? [];
  const send = (command: BenchCommand) =>
    new Promise<void>((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) {
        reject(new Error('the connection to the bench is closed'));
        return;
      }
      const id = nextId++;
      answers.set(id, (reason) =>
        reason === null ? resolve() : reject(new Error(`${command.type}: ${reason}`)),
      );
      socket.send(JSON.stringify({ id, command }));
    });

  const fetchTicket = async (device: string, ticket: BenchTicket) => {
    const response = await fetch(new URL(`/tickets/${device}/${ticket.id}`, page.origin), {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`ticket ${ticket.id}: HTTP ${response.status}`);
    return { ...ticket, png: await response.bytes() };
  };

  return {
    state,
    waitFor: (predicate, timeoutMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`the bench was not in the expected state within ${timeoutMs} ms`));
        }, timeoutMs);
        const look = () => {
          if (!predicate(state())) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(state());
        };
        watchers.add(look);
        look();
      }),
    apply: (device, preset) => send({ type: 'apply', device, preset }),
    putCard: (device, card) => send({ type: 'put-card', device, card }),
    liftCard: (device) => send({ type: 'lift-card', device }),
    showCode: (device, text) => send({ type: 'show-code', device, text }),
    unplug: (device) => send({ type: 'unplug', device }),
    plug: (device) => send({ type: 'plug', device }),
    clearTickets: (device) => send({ type: 'clear-tickets', device }),
    async tickets(device) {
      const printer = state().find(({ id }) => id === device);
      if (printer?.role !== 'ticket-printer') throw new Error(`no ticket printer ${device} at the bench`);
      return Promise.all(printer.tickets.map((ticket) => fetchTicket(device, ticket)));
    },
    async lastDocument(device) {
      const response = await fetch(new URL(`/documents/${device}`, page.origin), {
        headers: { authorization: `Bearer ${token}` },
      });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`document of ${device}: HTTP ${response.status}`);
      return response.bytes();
    },
    close: () => socket.close(),
  };
}
