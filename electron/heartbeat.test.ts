import type { IpcMain } from 'electron';
import { expect, it, vi } from 'vitest';
import { heartbeatChannel } from './heartbeat-channel.ts';
import { listenForHeartbeat } from './heartbeat.ts';
import { FakeEmitter } from './testing/fake-electron.ts';

const origin = 'http://127.0.0.1:4711';
const ownFrame = { url: `${origin}/#token=t`, parent: null };

function beats(senderFrame: object | null, payload: unknown, own: string | null = origin): number {
  const ipc = new FakeEmitter();
  const onBeat = vi.fn();
  listenForHeartbeat(ipc as unknown as IpcMain, () => own, onBeat);
  ipc.emit(heartbeatChannel, { senderFrame }, payload);
  return onBeat.mock.calls.length;
}

it('counts a beat of the own page', () => {
  expect(beats(ownFrame, { beat: 1 })).toBe(1);
});

it('ignores frames that are not the own main frame', () => {
  expect(beats(null, { beat: 1 }), 'destroyed frame').toBe(0);
  expect(beats({ url: 'http://127.0.0.1:4712/', parent: null }, { beat: 1 })).toBe(0);
  expect(beats({ url: 'data:text/html,x', parent: null }, { beat: 1 })).toBe(0);
  expect(beats({ ...ownFrame, parent: ownFrame }, { beat: 1 }), 'embedded frame').toBe(0);
  expect(beats(ownFrame, { beat: 1 }, null), 'before the host is known').toBe(0);
});

it.each([
  [undefined],
  [null],
  ['1'],
  [1],
  [{}],
  [{ beat: -1 }],
  [{ beat: '1' }],
  [{ beat: 0.5 }],
  [{ beat: 1, more: 1 }],
])('ignores the malformed payload %j', (payload) => expect(beats(ownFrame, payload)).toBe(0));
