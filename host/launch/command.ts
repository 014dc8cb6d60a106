import { spawn } from 'node:child_process';

export interface CommandResult {
  /** `null` where the program could not be started or was ended by a signal. */
  code: number | null;
  /** The end of what it printed, for the one line that says why it failed. */
  output: string;
}
export type RunCommand = (
  program: string,
  args: string[],
  env?: Record<string, string>,
) => Promise<CommandResult>;

const keptCharacters = 4000;

/** Runs a program to its end, quietly. */
export const runCommand: RunCommand = (program, args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-keptCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
