import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { WebSocket } from 'ws';
import { chromiumArgs, hasDisplay, thisMachine } from '../../host/launch/chromium.ts';
import { findBrowser } from '../../host/launch/find-browser.ts';
import { appRoot } from '../../host/launch/paths.ts';
import { now, pause } from './clock.ts';
import type { Figure } from './figure.ts';
import { simulateDevices } from './simulated-devices.ts';
import { median } from './statistics.ts';

const rounds = 9;
/** Long enough for either page to be painted; nothing is asked of the browser before, which would slow it down. */
const settleMs = 3000;
const panel = { widthPx: 1080, heightPx: 1920, diagonalInch: 21.5 };

const staticHtml = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>通办</title><link rel="icon" href="data:,"></head>
<body><div class="attract"><h1>您好，要办什么事？</h1></div></body></html>`;

/** From nothing to the painted attract screen, and the same browser from nothing to a painted static page. */
export async function measureColdStart(progress: (line: string) => void): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-cold-'));
  const devices = await simulateDevices({ readerBaudRate: 115_200, dotsPerSecond: 1600 });
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(staticHtml);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
    const browser = watchedBrowser(dir);
    const siteFile = join(dir, 'site.json');
    writeFileSync(siteFile, JSON.stringify(devices.site));
    const kiosk: number[] = [];
    const page: number[] = [];
    // One round is not counted: it fills the disk cache for both.
    for (let round = 0; round <= rounds; round += 1) {
      const kioskMs = await startKiosk(browser, join(dir, `kiosk-${round}`), siteFile);
      const pageMs = await startPage(
        browser,
        join(dir, `page-${round}`),
        `http://127.0.0.1:${address.port}/`,
      );
      progress(`cold start ${round}: kiosk ${kioskMs.toFixed(0)} ms, static page ${pageMs.toFixed(0)} ms`);
      if (round === 0) continue;
      kiosk.push(kioskMs);
      page.push(pageMs);
    }
    return [
      {
        name: 'cold-start',
        what: 'from spawning `tongban start` to the first paint of text of the attract screen, Chromium started by it; disk cache warm',
        unit: 'ms',
        samples: rounds,
        median: median(kiosk),
        p99: null,
        baseline: {
          what: 'from spawning the same Chromium with the same switches to the first paint of a static page',
          median: median(page),
          p99: null,
        },
        target: { of: 'ratio', atMost: 1.6 },
      },
    ];
  } finally {
    server.close();
    server.closeAllConnections();
    await devices.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The machine's Chromium as a program that can be asked for its paint times afterwards, and headless where it must be. */
function watchedBrowser(dir: string): string {
  const machine = thisMachine();
  const chromium = findBrowser(machine);
  if (chromium === null) throw new Error('there is no Chromium');
  const path = join(dir, 'chromium.sh');
  const headless = hasDisplay(machine) ? '' : ' --headless=new';
  writeFileSync(path, `#!/bin/sh\nexec '${chromium}' --remote-debugging-port=0${headless} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

async function startKiosk(browser: string, dataDir: string, siteFile: string): Promise<number> {
  // The launcher looks for a display before it starts a browser; a headless one needs none.
  const env = { ...process.env, DISPLAY: process.env['DISPLAY'] ?? ':0', TONGBAN_CHROMIUM: browser };
  const args = ['start', '--shell', 'chromium', '--data', dataDir, '--config', siteFile];
  const started = now();
  const launcher = spawn(process.execPath, [join(appRoot, 'dist/cli/tongban.js'), ...args], {
    env,
    stdio: 'ignore',
  });
  try {
    return (await firstPaint(join(dataDir, 'chromium'))) - started;
  } finally {
    launcher.kill('SIGTERM');
    await once(launcher, 'exit');
  }
}

async function startPage(browser: string, profileDir: string, url: string): Promise<number> {
  const started = now();
  const chromium = spawn(browser, chromiumArgs({ url, panel, camera: false }, profileDir), {
    stdio: 'ignore',
    detached: true,
  });
  try {
    return (await firstPaint(profileDir)) - started;
  } finally {
    if (chromium.pid !== undefined) process.kill(-chromium.pid, 'SIGTERM');
    await once(chromium, 'exit');
  }
}

/**
 * When text inside `.attract` was painted first, asked of the browser afterwards. Text that is smaller than some
 * that was painted before is not told (Largest Contentful Paint); then this fails rather than guesses.
 */
const askForPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const entry = list.getEntries().find((entry) => entry.element?.closest('.attract'));
    if (entry) resolve(performance.timeOrigin + entry.renderTime);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => resolve(null), 500);
})`;

async function firstPaint(profileDir: string): Promise<number> {
  const port = await debuggingPort(profileDir);
  await pause(settleMs);
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    type: string;
    webSocketDebuggerUrl: string;
  }[];
  const target = targets.find(({ type }) => type === 'page');
  if (!target) throw new Error('the browser shows no page');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, 'open');
  const params = { expression: askForPaint, awaitPromise: true, returnByValue: true };
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
  const [data] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  const { result } = JSON.parse(data.toString()) as { result: { result: { value: number | null } } };
  const { value } = result.result;
  if (value === null) throw new Error('the browser did not tell when the screen was painted');
  return value;
}

/** Chromium writes it into its profile when it listens. */
async function debuggingPort(profileDir: string): Promise<string> {
  const deadline = now() + 20_000;
  while (now() < deadline) {
    try {
      const [port] = readFileSync(join(profileDir, 'DevToolsActivePort'), 'utf8').split('\n');
      if (port) return port;
    } catch {
      // Not yet.
    }
    await pause(50);
  }
  throw new Error('the browser did not start within 20 s');
}
