import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

/** Daemons stand where only root's path leads. */
const path = `${process.env['PATH']}:/usr/sbin`;

/** The first of these programs that is not installed; `null` where all are. */
export function missingProgram(...programs: string[]): string | null {
  return programs.find((program) => spawnSync(program, ['--version'], { env: { PATH: path } }).error) ?? null;
}

export interface Program {
  /** What it has said on its standard error so far. */
  said(): string;
  /** Resolves when it has said the text, counted from the call. */
  says(text: string): Promise<void>;
  stop(): Promise<void>;
}

export function start(program: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(program, args, { env: { PATH: path, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  // A test run that is broken off leaves nothing behind.
  const killed = () => child.kill();
  process.once('exit', killed);
  child.once('exit', () => process.off('exit', killed));
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  child.on('error', (error) => (said += error.message));
  const says = (text: string) =>
    new Promise<void>((resolve) => {
      const from = said.length;
      const look = () => {
        if (!said.slice(from).includes(text)) return;
        child.stderr.off('data', look);
        resolve();
      };
      child.stderr.on('data', look);
    });
  return { said: () => said, says, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** @throws Error with what the program said, when nobody listens there within 10 s. */
export async function untilListening(port: number, program: Program): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await canConnect(port))) {
    if (performance.now() > deadline) throw new Error(`nobody listens on ${port}: ${program.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
