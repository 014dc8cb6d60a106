#!/usr/bin/env node
// Plain JavaScript on purpose: it must run far enough on an old Node to say what is wrong. better-sqlite3
// ends an older Node without a word, and older ones do not run TypeScript.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;

if (Number(process.versions.node.split('.')[0]) >= needed) {
  // Compiled once, started quickly for ever after; the host and the simulators inherit it. Holds code only.
  const { enableCompileCache, getCompileCacheDir } = await import('node:module');
  enableCompileCache();
  const cache = getCompileCacheDir();
  if (cache !== undefined) process.env.NODE_COMPILE_CACHE ??= dirname(cache);
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  // The project brings its own Node for the common platforms.
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const own = fileURLToPath(
    new URL(`../../node_modules/node-${platform}-${process.arch}/bin/${name}`, import.meta.url),
  );
  if (existsSync(own)) {
    const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  } else {
    console.error(`tongban needs Node ${needed} or newer; this is Node ${process.versions.node}.`);
    process.exitCode = 1;
  }
}
