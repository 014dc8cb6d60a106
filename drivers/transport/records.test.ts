import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { records } from './records.ts';
import { tcp } from './tcp.ts';

test('one whole record a piece, wherever the stream is cut; writing and closing pass through', async () => {
  const server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const peer = once(server, 'connection').then(([socket]) => socket as Socket);
  const line = await records(tcp('127.0.0.1', address.port), 4)(new AbortController().signal);
  const device = await peer;
  const pieces: number[][] = [];
  const third = new Promise<void>((resolve) => {
    line.onData((piece) => {
      pieces.push([...piece]);
      if (pieces.length === 3) resolve();
    });
  });
  const heard = once(device, 'data');
  await line.write(Uint8Array.of(9, 9));
  expect([...((await heard)[0] as Buffer)]).toEqual([9, 9]);
  const sent = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
  device.write(sent.subarray(0, 3));
  device.write(sent.subarray(3, 5));
  device.write(sent.subarray(5));
  await third;
  expect(pieces).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [9, 10, 11, 12],
  ]);
  await line.close();
  expect(await line.closed).toEqual({ reason: 'local' });
  server.close();
});
