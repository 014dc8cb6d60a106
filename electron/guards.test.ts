import type { App, Session, WebContents } from 'electron';
import { expect, it, describe } from 'vitest';
import { guardApp, guardContents, guardSession } from './guards.ts';
import { FakeContents, FakeEmitter, FakeSession } from './testing/fake-electron.ts';

const origin = 'http://127.0.0.1:4711';
const foreign = [
  'http://127.0.0.1:4712/',
  'http://localhost:4711/',
  'https://127.0.0.1:4711/',
  'http://127.0.0.1:4711@example.com/',
  'https://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'about:blank',
  'not a url',
];

function guardedSession(own: string | null = origin, cameraWanted = false): FakeSession {
  const session = new FakeSession();
  guardSession(
    session as unknown as Session,
    () => own,
    () => cameraWanted,
  );
  return session;
}

function guardedContents(own: string | null = origin): FakeContents {
  const contents = new FakeContents();
  guardContents(contents as unknown as WebContents, () => own);
  return contents;
}

describe('the session', () => {
  it('refuses every permission, asked for or checked', () => {
    const session = guardedSession();
    const answers: boolean[] = [];
    const [request] = session.setPermissionRequestHandler.mock.calls[0]!;
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'fullscreen',
      'openExternal',
      'hid',
      'usb',
    ]) {
      request(null, permission, (granted: boolean) => answers.push(granted), { requestingUrl: origin });
    }
    expect(answers).toEqual(Array(7).fill(false));
    const [check] = session.setPermissionCheckHandler.mock.calls[0]!;
    expect(check(null, 'media', origin, { mediaType: 'video' })).toBe(false);
    const [device] = session.setDevicePermissionHandler.mock.calls[0]!;
    expect(device({ deviceType: 'serial', origin, device: {} })).toBe(false);
  });

  it.each([
    ['its own page while the host asks', { url: `${origin}/`, types: ['video'], wanted: true }, true],
    ['its own page unasked', { url: `${origin}/`, types: ['video'], wanted: false }, false],
    ['a foreign page', { url: 'https://example.com/', types: ['video'], wanted: true }, false],
    ['the microphone as well', { url: `${origin}/`, types: ['video', 'audio'], wanted: true }, false],
    ['the microphone', { url: `${origin}/`, types: ['audio'], wanted: true }, false],
    ['neither named', { url: `${origin}/`, types: [], wanted: true }, false],
  ])('the camera for %s', (_case, { url, types, wanted }, expected) => {
    const session = guardedSession(origin, wanted);
    const [request] = session.setPermissionRequestHandler.mock.calls[0]!;
    let granted: boolean | null = null;
    request(null, 'media', (answer: boolean) => (granted = answer), {
      requestingUrl: url,
      mediaTypes: types,
    });
    expect(granted).toBe(expected);
    const [check] = session.setPermissionCheckHandler.mock.calls[0]!;
    const mediaType = types.includes('audio') ? 'audio' : (types[0] ?? 'unknown');
    expect(check(null, 'media', url, { mediaType })).toBe(expected);
  });

  it('refuses every certificate', () => {
    const [verify] = guardedSession().setCertificateVerifyProc.mock.calls[0]!;
    let result = 0;
    verify({ hostname: '127.0.0.1', verificationResult: 'OK' }, (code: number) => (result = code));
    expect(result).toBe(-2);
  });

  it('blocks downloads', () => {
    expect(guardedSession().ask('will-download')).toBe(true);
  });

  it('lets requests go to its own host only', () => {
    const cancels = (url: string, own: string | null = origin): boolean => {
      const [before] = guardedSession(own).webRequest.onBeforeRequest.mock.calls[0]!;
      let canceled = false;
      before({ url }, ({ cancel }: { cancel: boolean }) => (canceled = cancel));
      return canceled;
    };
    expect(foreign.filter((url) => !cancels(url))).toEqual([]);
    expect(cancels('ws://127.0.0.1:4712/rpc')).toBe(true);
    expect(cancels('wss://127.0.0.1:4711/rpc')).toBe(true);
    const needed = [
      `${origin}/main.js`,
      'ws://127.0.0.1:4711/rpc',
      'data:image/png;base64,AA==',
      `blob:${origin}/1`,
    ];
    expect(needed.filter((url) => cancels(url))).toEqual([]);
    expect(cancels(`${origin}/`, null), 'before the host is known').toBe(true);
  });
});

describe('a page', () => {
  it('cannot open a window', () => {
    const [handler] = guardedContents().setWindowOpenHandler.mock.calls[0]!;
    expect(handler({ url: `${origin}/` })).toEqual({ action: 'deny' });
  });

  it('cannot embed a webview', () => {
    expect(guardedContents().ask('will-attach-webview')).toBe(true);
  });

  it.each(['will-frame-navigate', 'will-redirect'])('stays on its own origin (%s)', (event) => {
    expect(foreign.filter((url) => !guardedContents().ask(event, { url }))).toEqual([]);
    expect(guardedContents().ask(event, { url: `${origin}/#token=t` })).toBe(false);
    expect(guardedContents(null).ask(event, { url: `${origin}/` })).toBe(true);
  });

  it('has no context menu', () => {
    expect(guardedContents().ask('context-menu')).toBe(true);
  });

  it('gets no shortcut of the browser, but plain keys', () => {
    const contents = guardedContents();
    const blocked = (key: string, modifiers: object = {}): boolean =>
      contents.ask('before-input-event', {}, { key, control: false, alt: false, meta: false, ...modifiers });
    expect(['F5', 'F11', 'F12', 'BrowserBack', 'ContextMenu'].filter((key) => !blocked(key))).toEqual([]);
    expect(blocked('r', { control: true })).toBe(true);
    expect(blocked('F4', { alt: true })).toBe(true);
    expect(blocked('q', { meta: true })).toBe(true);
    expect(['a', '1', 'Enter', 'Tab', 'F'].filter((key) => blocked(key))).toEqual([]);
  });

  it('cannot be zoomed with two fingers', () => {
    const contents = guardedContents();
    contents.emit('dom-ready');
    expect(contents.setVisualZoomLevelLimits).toHaveBeenCalledWith(1, 1);
  });
});

describe('the application', () => {
  it('guards every page, whoever creates it, and rejects certificate errors', () => {
    const app = new FakeEmitter();
    guardApp(app as unknown as App, () => origin);
    const contents = new FakeContents();
    app.emit('web-contents-created', {}, contents);
    expect(contents.ask('will-attach-webview')).toBe(true);

    let trusted = true;
    const refused = app.ask(
      'certificate-error',
      {},
      contents,
      'https://x',
      'ERR',
      {},
      (trust: boolean) => (trusted = trust),
    );
    expect(refused).toBe(true);
    expect(trusted).toBe(false);
  });
});
