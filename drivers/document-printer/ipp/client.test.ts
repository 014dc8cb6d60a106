import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../../contract/clock.ts';
import { IppClient, ippAddress } from './client.ts';
import { encodeMessage } from './message.ts';
import { operation } from './names.ts';

test.each([
  ['ipp://192.168.1.20/ipp/print', { host: '192.168.1.20', port: 631, path: '/ipp/print' }],
  ['ipp://printer.example:8631/printers/a4', { host: 'printer.example', port: 8631, path: '/printers/a4' }],
  ['ipp://[::1]/ipp/print', { host: '::1', port: 631, path: '/ipp/print' }],
  ['ipp://printer.example', { host: 'printer.example', port: 631, path: '/' }],
])('%s', (url, address) => {
  expect(ippAddress(url)).toEqual(address);
});

test.each(['http://192.168.1.20/ipp/print', 'ipps://192.168.1.20/ipp/print', 'ipp:/ipp/print', 'printer'])(
  '%s is refused',
  (url) => {
    expect(() => ippAddress(url)).toThrow(TypeError);
  },
);

test("what comes behind a whole answer is nobody's", async () => {
  const message = encodeMessage({ version: { major: 1, minor: 1 }, code: 0, requestId: 1, groups: [] });
  const head = `HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: ${message.length}\r\n\r\n`;
  const answer = Buffer.concat([Buffer.from(head), message]);
  const server = createServer((socket) => {
    socket.once('data', () => socket.write(Buffer.concat([answer, answer])));
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  const { port } = address;
  const client = new IppClient({ host: '127.0.0.1', port, path: '/' }, systemClock, () => {});
  try {
    const { signal } = new AbortController();
    const reply = client.request(operation.getPrinterAttributes, { signal, replyMs: 2000 });
    await expect(reply).resolves.toMatchObject({ code: 0, requestId: 1 });
  } finally {
    server.close();
  }
});
