import process from 'node:process';

/** One line on stderr for the person at the terminal or in the service manager's journal. */
export function report(line: string): void {
  process.stderr.write(`tongban: ${line}\n`);
}
