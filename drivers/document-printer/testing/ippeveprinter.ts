import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingProgram, type Program, start, untilListening } from './child.ts';
import { freePort } from './free-port.ts';

/** Why there can be no `ippeveprinter` here; `null` where there can. */
export const noIppEvePrinter = missingProgram('ippeveprinter', 'dbus-daemon');

export interface RealPrinter {
  port: number;
  url: string;
  /** While a file of this name is in it, the printer's command waits for it to go: `jam`, `wait`, `fail`. */
  switches: string;
  /** The documents that it has taken. */
  received(): Uint8Array[];
  /** Resolves when its log says the text, counted from the call. */
  says(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** A4 is loaded, the sheet can be turned; the program itself knows the rest of IPP Everywhere. */
const attributes = `ATTR keyword media-supported iso_a4_210x297mm
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword media-ready iso_a4_210x297mm
ATTR keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge
ATTR keyword sides-default one-sided
ATTR mimeMediaType document-format-supported application/pdf
ATTR mimeMediaType document-format-default application/pdf
ATTR integer copies-default 1
ATTR rangeOfInteger copies-supported 1-99
`;

/** What it runs for each document, and hears about its state from. */
const command = (switches: string) => `#!/bin/sh
echo 'ATTR: job-impressions=1 job-impressions-completed=1' >&2
if [ -e ${switches}/jam ]; then
  echo 'STATE: +media-jam-error' >&2
  while [ -e ${switches}/jam ]; do sleep 0.05; done
  echo 'STATE: -media-jam-error' >&2
fi
while [ -e ${switches}/wait ]; do sleep 0.05; done
[ ! -e ${switches}/fail ]
`;

/**
 * The reference printer of the CUPS project on a loopback port. It wants a D-Bus to announce itself on, so it gets one
 * of its own on which nobody listens.
 */
export async function startIppEvePrinter(): Promise<RealPrinter> {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-eve-'));
  const file = (name: string, text: string, mode = 0o644) => {
    writeFileSync(join(dir, name), text, { mode });
    return join(dir, name);
  };
  const spool = join(dir, 'spool');
  const switches = join(dir, 'switches');
  for (const folder of [spool, switches]) mkdirSync(folder);
  const bus = join(dir, 'bus');
  const daemon = start('dbus-daemon', [
    '--nofork',
    `--config-file=${file(
      'bus.conf',
      `<busconfig><type>session</type><listen>unix:path=${bus}</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
    )}`,
  ]);
  await until(() => existsSync(bus), daemon);
  const port = await freePort();
  const place = ['-p', String(port), '-n', 'localhost', '-r', 'off', '-d', spool, '-k', '-vv'];
  const model = ['-a', file('a4.conf', attributes), '-c', file('print', command(switches), 0o755)];
  const printer = start('ippeveprinter', [...place, ...model, 'Test printer'], {
    DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}`,
    TMPDIR: dir,
    HOME: dir,
  });
  await untilListening(port, printer);
  return {
    port,
    url: `ipp://localhost:${port}/ipp/print`,
    switches,
    received: () => readdirSync(spool).map((name) => readFileSync(join(spool, name))),
    says: printer.says,
    async stop() {
      await printer.stop();
      await daemon.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function until(what: () => boolean, program: Program): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!what()) {
    if (performance.now() > deadline) throw new Error(`not within 10 s: ${program.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
