import type { App, Session, WebContents } from 'electron';
import { isOwnRequest, isOwnUrl } from './own-origin.ts';

/** Chromium's "refused" for `setCertificateVerifyProc`. */
const certificateRefused = -2;

/** The host's origin once it is known; before that nothing is own. */
export type OwnOrigin = () => string | null;

/**
 * Everything a session could hand out: permissions, devices, downloads, foreign addresses. The screen
 * needs none of it, because the host talks to the hardware, but for the camera's picture while the host has asked
 * for it.
 */
export function guardSession(session: Session, own: OwnOrigin, cameraWanted: () => boolean): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(
      permission === 'media' &&
        'mediaTypes' in details &&
        isVideoOnly(details.mediaTypes) &&
        isOwnUrl(details.requestingUrl, own()) &&
        cameraWanted(),
    ),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { mediaType }) =>
      permission === 'media' && mediaType === 'video' && isOwnUrl(origin, own()) && cameraWanted(),
  );
  session.setDevicePermissionHandler(() => false);
  // The host is plain HTTP on loopback, so no certificate can be the right one.
  session.setCertificateVerifyProc((_request, callback) => callback(certificateRefused));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !isOwnRequest(url, own()) }));
}

function isVideoOnly(types: readonly string[] | undefined): boolean {
  return types?.length === 1 && types[0] === 'video';
}

/** Guards of each page, put on every `WebContents` at its creation, whoever creates it. */
export function guardContents(contents: WebContents, own: OwnOrigin): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnUrl(event.url, own())) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnUrl(event.url, own())) event.preventDefault();
  });
  contents.on('context-menu', (event) => event.preventDefault());
  contents.on('before-input-event', (event, input) => {
    if (isShortcut(input)) event.preventDefault();
  });
  // Two fingers on the glass must not zoom the screen away; text size is a setting of the page.
  contents.on('dom-ready', () => void contents.setVisualZoomLevelLimits(1, 1));
}

export function guardApp(app: App, own: OwnOrigin): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, own));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
}

/**
 * A USB keyboard plugged into the machine must not reload, close, print, zoom or leave the screen. Plain
 * keys still work: they scan barcodes and serve switch controls.
 */
function isShortcut({
  key,
  control,
  alt,
  meta,
}: {
  key: string;
  control: boolean;
  alt: boolean;
  meta: boolean;
}): boolean {
  if (control || alt || meta) return true;
  return (
    /^F\d{1,2}$/.test(key) || key.startsWith('Browser') || key === 'ContextMenu' || key === 'PrintScreen'
  );
}
