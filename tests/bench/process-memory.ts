import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { pause } from './clock.ts';

/** Megabytes of 10⁶ bytes. */
export interface Memory {
  rss: number;
  /** Pages shared with other processes are divided among them. */
  pss: number;
}

/** The least that a Node process takes. */
export async function bareNode(): Promise<Memory> {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  try {
    await pause(1000);
    return memoryOf(child.pid ?? 0);
  } finally {
    child.kill();
  }
}

/** From /proc, which only Linux has. */
export function memoryOf(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (name: string): number => {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text);
    if (!found) throw new Error(`the kernel does not tell ${name}`);
    return (Number(found[1]) * 1024) / 1e6;
  };
  return { rss: megabytes('Rss'), pss: megabytes('Pss') };
}
