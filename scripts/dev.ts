/**
 * `npm run dev`: screens with hot reload, and a host with simulated devices that starts again when its code
 * changes. The page needs no token here: the development server adds the one of the host that runs now.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer } from 'vite';
import { rpcProtocol } from '../contract/rpc.ts';

const root = resolve(import.meta.dirname, '..');
const hostFolders = ['contract', 'drivers', 'host', 'state-machines', 'assets'];
/** An editor writes a file in several steps. */
const settleMs = 200;

const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
let token = '';
let host: ChildProcess;
let stopping = false;

function startHost(): ChildProcess {
  const args = [
    'host/cli/tongban.js',
    'start',
    '--shell',
    'none',
    '--port',
    String(port),
    ...process.argv.slice(2),
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const ready = JSON.parse(line) as { url: string; bench?: string };
    token = new URLSearchParams(new URL(ready.url).hash.slice(1)).get('token') ?? '';
    if (ready.bench) console.log(`bench    ${ready.bench}`);
  });
  return child;
}

async function stopHost(): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  host.kill('SIGTERM');
  await once(host, 'exit');
}

async function freePort(): Promise<number> {
  const probe = createTcpServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  return address.port;
}

const vite = await createServer({
  configFile: resolve(root, 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    proxy: {
      '/rpc': {
        target: origin,
        ws: true,
        changeOrigin: true,
        configure(proxy) {
          proxy.on('proxyReqWs', (request) => {
            request.setHeader('origin', origin);
            request.setHeader('sec-websocket-protocol', `${rpcProtocol}, ${token}`);
          });
        },
      },
    },
  },
});
await vite.listen();
host = startHost();
console.log(`kiosk    ${vite.resolvedUrls?.local[0]}#token=dev`);
console.log(`gallery  ${vite.resolvedUrls?.local[0]}gallery.html`);

let settle: NodeJS.Timeout | undefined;
const watchers = hostFolders.map((folder) =>
  watch(resolve(root, folder), { recursive: true }, (_event, file) => {
    if (file === null || file.endsWith('.test.ts')) return;
    clearTimeout(settle);
    settle = setTimeout(() => {
      console.log(`${folder}/${file} changed: the host starts again`);
      void stopHost().then(() => {
        if (!stopping) host = startHost();
      });
    }, settleMs);
  }),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopping = true;
    for (const watcher of watchers) watcher.close();
    void Promise.all([stopHost(), vite.close()]).then(() => process.exit(0));
  });
