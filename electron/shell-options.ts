import { parseArgs } from 'node:util';
import { parseStartOptions, type StartOptions } from '../host/launch/start-options.ts';
import { LaunchError } from '../host/launch/launch-error.ts';

const own = { config: { type: 'string' }, data: { type: 'string' }, port: { type: 'string' } } as const;

/**
 * The shell's own options out of Electron's whole command line, where the executable, the script and
 * Chromium's switches stand between them. Throws `LaunchError` where one of them is wrong.
 */
export function optionsOfShell(argv: string[]): StartOptions {
  const { values } = parseArgs({ args: argv.slice(1), options: own, strict: false });
  const given = Object.keys(own).flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [`--${name}=${value === true ? '' : value}`];
  });
  const parsed = parseStartOptions(given);
  if (typeof parsed === 'string') throw new LaunchError(parsed);
  return parsed;
}
