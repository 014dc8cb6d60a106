import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const shells = ['electron', 'chromium', 'none'] as const;
export type Shell = (typeof shells)[number];

export interface StartOptions {
  /** Absolute path; `null` takes the default configuration. */
  config: string | null;
  /** Absolute path; `null` takes the platform's place for it. */
  data: string | null;
  /** `null` takes what the machine has. */
  shell: Shell | null;
  /** Loopback port; 0 takes any free one. */
  port: number;
}

export const usage =
  'usage: tongban start [--config FILE] [--data DIR] [--shell electron|chromium|none] [--port N]';

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  shell: { type: 'string' },
  port: { type: 'string' },
} as const;

/** Reads the arguments of `tongban start`; a string is one line that says what is wrong with them. */
export function parseStartOptions(args: string[]): StartOptions | string {
  let values: Partial<Record<keyof typeof options, string>>;
  try {
    ({ values } = parseArgs({ args, options, strict: true, allowPositionals: false }));
  } catch (error) {
    const [what] = (error as Error).message.split(/\.\s/);
    return `${what}; ${usage}`;
  }
  for (const [name, value] of Object.entries(values)) {
    if (value === '') return `--${name} needs a value; ${usage}`;
  }
  const { shell = null, port = '0' } = values;
  if (shell !== null && !isShell(shell)) return `unknown shell "${shell}"; ${usage}`;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return `"${port}" is not a port; ${usage}`;
  return {
    config: values.config === undefined ? null : resolve(values.config),
    data: values.data === undefined ? null : resolve(values.data),
    shell,
    port: Number(port),
  };
}

/** The same options as arguments again, for the Electron process that `tongban start` starts. */
export function toArguments({ config, data, port }: StartOptions): string[] {
  return [
    ...(config === null ? [] : [`--config=${config}`]),
    ...(data === null ? [] : [`--data=${data}`]),
    `--port=${port}`,
  ];
}

function isShell(name: string): name is Shell {
  return shells.some((shell) => shell === name);
}
