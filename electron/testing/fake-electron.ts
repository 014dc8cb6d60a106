import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** Something of Electron's that emits events; `ask` emits a cancelable one and says whether it was refused. */
export class FakeEmitter extends EventEmitter {
  ask(name: string, details: object = {}, ...rest: unknown[]): boolean {
    const event = { ...details, preventDefault: vi.fn() };
    this.emit(name, event, ...rest);
    return event.preventDefault.mock.calls.length > 0;
  }
}

export class FakeContents extends FakeEmitter {
  loadURL = vi.fn((_url: string) => Promise.resolve());
  forcefullyCrashRenderer = vi.fn();
  setWindowOpenHandler = vi.fn();
  setVisualZoomLevelLimits = vi.fn(() => Promise.resolve());
}

export class FakeWindow extends FakeEmitter {
  webContents = new FakeContents();
  removeMenu = vi.fn();
  setKiosk = vi.fn();
  restore = vi.fn();
  show = vi.fn();
  focus = vi.fn();
}

export class FakeSession extends FakeEmitter {
  setPermissionRequestHandler = vi.fn();
  setPermissionCheckHandler = vi.fn();
  setDevicePermissionHandler = vi.fn();
  setCertificateVerifyProc = vi.fn();
  webRequest = { onBeforeRequest: vi.fn() };
}

export class FakeUtilityProcess extends FakeEmitter {
  pid: number | undefined;
  postMessage = vi.fn();
  kill = vi.fn(() => true);
}
