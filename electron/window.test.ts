import { beforeEach, expect, it, vi } from 'vitest';
import { FakeWindow } from './testing/fake-electron.ts';
import { createKioskWindow } from './window.ts';

const BrowserWindow = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ BrowserWindow }));

let window: FakeWindow;
beforeEach(() => {
  window = new FakeWindow();
  BrowserWindow.mockReset().mockImplementation(function () {
    return window;
  });
});

function create(mayClose = () => false) {
  createKioskWindow({ preload: '/app/dist/electron/preload.cjs', mayClose });
  return BrowserWindow.mock.calls[0]![0];
}

it('is a full-screen window without a frame', () => {
  expect(create()).toMatchObject({
    kiosk: true,
    fullscreen: true,
    frame: false,
    closable: false,
    resizable: false,
  });
  expect(window.removeMenu).toHaveBeenCalled();
});

it('gives its page the least that Electron can give', () => {
  expect(create().webPreferences).toEqual({
    preload: '/app/dist/electron/preload.cjs',
    partition: 'tongban',
    devTools: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    spellcheck: false,
    backgroundThrottling: false,
  });
});

it('keeps its session in memory', () => {
  expect(create().webPreferences.partition).not.toMatch(/^persist:/);
});

it('appears when it has something to show', () => {
  expect(create().show).toBe(false);
  expect(window.show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(window.show).toHaveBeenCalledOnce();
});

it('cannot be closed before the shell ends', () => {
  let ending = false;
  create(() => ending);
  expect(window.ask('close')).toBe(true);
  ending = true;
  expect(window.ask('close')).toBe(false);
});

it('goes back to full screen when something takes it out', () => {
  create();
  window.emit('leave-full-screen');
  expect(window.setKiosk).toHaveBeenCalledWith(true);
  window.emit('minimize');
  expect(window.restore).toHaveBeenCalled();
});
