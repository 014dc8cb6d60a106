import { afterEach, expect, it, vi } from 'vitest';

const send = vi.fn();
const exposeInMainWorld = vi.fn();
vi.mock('electron', () => ({ ipcRenderer: { send }, contextBridge: { exposeInMainWorld } }));

afterEach(() => {
  vi.useRealTimers();
});

it('sends a beat each second and exposes nothing to the page', async () => {
  vi.useFakeTimers();
  await import('./preload.ts');
  expect(send).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2000);
  expect(send.mock.calls).toEqual([
    ['tongban:heartbeat', { beat: 1 }],
    ['tongban:heartbeat', { beat: 2 }],
  ]);
  expect(exposeInMainWorld).not.toHaveBeenCalled();
});
