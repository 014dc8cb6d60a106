import { expect, test } from 'vitest';
import { DeviceError } from '../contract/device-error.ts';
import type { Transport, TransportClosed } from '../transport/transport.ts';
import { Connection } from './connection.ts';
import { HandClock, settle } from './testing/hand-clock.ts';

/** A line that the test holds in its hand. */
class HandLine implements Transport {
  readonly #closed = Promise.withResolvers<TransportClosed>();
  readonly closed = this.#closed.promise;
  readonly written: Uint8Array[] = [];
  listener: (bytes: Uint8Array) => void = () => {};

  onData(listener: (bytes: Uint8Array) => void): void {
    this.listener = listener;
  }
  async write(bytes: Uint8Array): Promise<void> {
    this.written.push(bytes);
  }
  pull(): void {
    this.#closed.resolve({ reason: 'remote' });
  }
  async close(): Promise<void> {
    this.#closed.resolve({ reason: 'local' });
  }
}

const gone = () =>
  new DeviceError('disconnected', 'no', { condition: 'device.gone', effect: 'none', retry: 'afterFix' });

function rig(open: (signal: AbortSignal, attempt: number) => Promise<Transport>) {
  const clock = new HandClock();
  const log: string[] = [];
  let attempts = 0;
  const connection = new Connection((signal) => open(signal, ++attempts), clock, {
    onLink: (link) => log.push(link),
    onUp: () => log.push('[up]'),
    onLost: ({ reason }) => log.push(`[lost ${reason}]`),
    onData: (bytes) => log.push(`[${bytes.length} bytes]`),
  });
  return { clock, log, connection, attempts: () => attempts };
}

test('a lost line is made anew, and nothing of the old one comes through', async () => {
  const lines: HandLine[] = [];
  const { clock, log, connection } = rig(async () => {
    const line = new HandLine();
    lines.push(line);
    return line;
  });
  connection.start();
  connection.start();
  await settle();
  lines[0]?.listener(new Uint8Array(3));
  lines[0]?.pull();
  await settle();
  lines[0]?.listener(new Uint8Array(4));
  await clock.advance(1000);
  lines[0]?.listener(new Uint8Array(4));
  lines[1]?.listener(new Uint8Array(5));
  expect(log).toEqual([
    'connecting',
    'up',
    '[up]',
    '[3 bytes]',
    'lost',
    '[lost remote]',
    'up',
    '[up]',
    '[5 bytes]',
  ]);
  expect(lines).toHaveLength(2);
});

test('a device that is not there is tried for ever, at first every second and then every five', async () => {
  const { clock, connection, attempts } = rig(() => Promise.reject(gone()));
  connection.start();
  await clock.advance(1000 + 2000 + 3000 + 4000);
  expect(attempts()).toBe(5);
  await clock.advance(5000 * 20);
  expect(attempts()).toBe(25);
  expect(connection.link).toBe('lost');
});

test('a line that does not open is given up after five seconds', async () => {
  const { clock, connection, attempts } = rig(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(gone()))),
  );
  connection.start();
  await clock.advance(5999);
  expect(attempts()).toBe(1);
  await clock.advance(1);
  expect(attempts()).toBe(2);
});

test('after stop there is no line, no timer and no further attempt', async () => {
  const line = new HandLine();
  const { clock, log, connection, attempts } = rig(async () => line);
  connection.start();
  await settle();
  await connection.stop();
  await clock.advance(60_000);
  expect(attempts()).toBe(1);
  expect(log).toEqual(['connecting', 'up', '[up]', 'absent']);
  expect(clock.pendingTimers).toBe(0);
});

test('a line that opens after stop is closed again', async () => {
  const line = new HandLine();
  const late = Promise.withResolvers<Transport>();
  const { log, connection } = rig(() => late.promise);
  connection.start();
  await connection.stop();
  late.resolve(line);
  expect(await line.closed).toEqual({ reason: 'local' });
  expect(log).not.toContain('[up]');
});

test('without a line a write fails and had no effect', async () => {
  const { connection } = rig(() => Promise.reject(gone()));
  await expect(connection.write(new Uint8Array(1))).rejects.toMatchObject({
    code: 'disconnected',
    effect: 'none',
  });
});

test('a reset drops the line and makes a new one', async () => {
  const { clock, connection, attempts } = rig(async () => new HandLine());
  connection.start();
  await settle();
  await connection.reset();
  await clock.advance(1000);
  expect(attempts()).toBe(2);
  expect(connection.link).toBe('up');
});
