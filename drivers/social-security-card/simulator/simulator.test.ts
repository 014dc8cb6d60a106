import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../contract/clock.ts';
import {
  decodeBody,
  decodeTable,
  encodeBare,
  encodeRequest,
  signal,
  tableSize,
} from '../../pcsc/messages.ts';
import { returnCodes } from '../../pcsc/return-codes.ts';
import { listen, type Listening } from '../../simulation/listen.ts';
import { cardReaderPresets } from './presets.ts';
import { CardReaderSimulator } from './simulator.ts';

/** The simulated pcscd as any client meets it, without our driver. */
const simulator = new CardReaderSimulator({ clock: systemClock, latency: { usual: 0 } });
const sockets: Socket[] = [];
let listening: Listening | null = null;
afterEach(async () => {
  simulator.apply('normal');
  for (const socket of sockets.splice(0)) socket.destroy();
  await listening?.close();
  listening = null;
});

async function client() {
  listening ??= await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: 9600, chunks: 'natural' },
  );
  const { address } = listening;
  if (address.kind !== 'tcp') throw new Error('not on tcp');
  const socket = connect(address.port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  let received = Buffer.alloc(0);
  socket.on('data', (piece) => (received = Buffer.concat([received, piece])));
  const next = async (length: number) => {
    while (received.length < length) await once(socket, 'data');
    const taken = received.subarray(0, length);
    received = received.subarray(length);
    return taken;
  };
  const ask = (request: Uint8Array, length: number) => {
    socket.write(request);
    return next(length);
  };
  return { socket, ask, next };
}

async function context(ask: Awaited<ReturnType<typeof client>>['ask']): Promise<number> {
  return decodeBody('establishContext', await ask(encodeRequest('establishContext', { scope: 2 }), 12))
    .context;
}

test('every preset has a name of its own, both languages, and a state after what strikes once', () => {
  const names = cardReaderPresets.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, description, fault, after } of cardReaderPresets) {
    simulator.apply(name);
    expect(description['zh-CN']).not.toBe('');
    expect(description.en).not.toBe('');
    if (fault) expect(names).toContain(after);
  }
  expect(() => simulator.apply('no-such-preset')).toThrow(RangeError);
});

test('a change is signalled once to each client that waits; who stops waiting gets exactly one signal', async () => {
  const [one, other] = [await client(), await client()];
  for (const { ask } of [one, other])
    expect(decodeTable(await ask(encodeBare('waitForChange'), tableSize))).toMatchObject([{ state: 2 }]);
  simulator.apply('card');
  for (const { next } of [one, other])
    expect(signal.decode(await next(signal.size))).toEqual({ timeout: 0, rv: 0 });
  // Not registered any more: no signal, and none for stopping.
  simulator.apply('normal');
  one.socket.write(encodeBare('stopWaiting'));
  expect(decodeTable(await one.ask(encodeBare('getReadersState'), tableSize))).toMatchObject([{ state: 2 }]);
  await other.ask(encodeBare('waitForChange'), tableSize);
  expect(await other.ask(encodeBare('stopWaiting'), signal.size)).toHaveLength(signal.size);
});

test('a client of another version is told ours', async () => {
  const { ask } = await client();
  const answer = await ask(encodeRequest('version', { major: 4, minor: 3 }), 12);
  expect(decodeBody('version', answer)).toEqual({ major: 4, minor: 4, rv: returnCodes.serviceStopped });
});

test('a card that was changed for another one is not the one that was connected', async () => {
  simulator.apply('card');
  const { ask } = await client();
  const reader = decodeTable(await ask(encodeBare('getReadersState'), tableSize))[0]?.name ?? '';
  const request = { context: await context(ask), reader, shareMode: 2, preferredProtocols: 3 };
  const { card } = decodeBody('connect', await ask(encodeRequest('connect', request), 152));
  simulator.apply('card-t0');
  const { rv } = decodeBody('beginTransaction', await ask(encodeRequest('beginTransaction', { card }), 8));
  expect(rv).toBe(returnCodes.removedCard);
});

test.each([
  ['a handle that it did not give', encodeRequest('beginTransaction', { card: 1 })],
  ['a message of the wrong length', Buffer.from('040000000400000000000000', 'hex')],
  ['a command that it does not know', Buffer.from('0000000099000000', 'hex')],
])('%s ends the connection, as pcscd does', async (_what, request) => {
  const { socket } = await client();
  socket.write(request);
  expect(await once(socket, 'close')).toEqual([false]);
});
