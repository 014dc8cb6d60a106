import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';

export interface WindowOptions {
  /** Absolute path of the built preload script. */
  preload: string;
  /** Whether the shell is ending; until then nobody can close the window. */
  mayClose: () => boolean;
}

/** Without `persist:` the session lives in memory: nothing of a visit is written to the disk. */
export const partition = 'tongban';

export function windowOptions(preload: string) {
  return {
    show: false,
    frame: false,
    kiosk: true,
    fullscreen: true,
    resizable: false,
    movable: false,
    minimizable: false,
    closable: false,
    skipTaskbar: true,
    autoHideMenuBar: true,
    backgroundColor: '#10243e',
    webPreferences: {
      preload,
      partition,
      // Never, not even in development: the same page opens in any browser, with its tools.
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
      // The sign of life must not slow down while another window is in front.
      backgroundThrottling: false,
    },
  } satisfies BrowserWindowConstructorOptions;
}

export function createKioskWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow(windowOptions(options.preload));
  window.removeMenu();
  window.on('close', (event) => {
    if (!options.mayClose()) event.preventDefault();
  });
  // A window manager may take it out of full screen (Alt+Tab, a notification); it goes straight back.
  window.on('leave-full-screen', () => window.setKiosk(true));
  window.on('minimize', () => window.restore());
  window.once('ready-to-show', () => window.show());
  return window;
}
