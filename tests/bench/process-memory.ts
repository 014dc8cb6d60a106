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

/** Linux counts processor time in these, whatever the kernel's own tick is (proc(5), USER_HZ). */
const ticksPerSecond = 100;

export function cpuSecondsOf(pid: number): number {
  // The name in parentheses may hold spaces; user and system time are the 12th and 13th field after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
