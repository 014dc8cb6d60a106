import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { missingProgram, start, untilListening } from './child.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

/** Why there can be no private print server here; `null` where there can. */
export const noCups =
  missingProgram('cupsd', 'lp', 'lpadmin') ?? (process.getuid?.() === 0 ? null : 'cupsd without being root');

export interface PrintServer {
  port: number;
  /** Of the queue `a4`. */
  url: string;
  /** `cupsdisable`, `cupsenable`, `cupsaccept`, `cupsreject`, `lp` … on this server. */
  administer(program: string, ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A print server of its own with one queue, which hands everything to `device` as it is. */
export async function startCups(device: string): Promise<PrintServer> {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-cups-'));
  for (const folder of ['spool/tmp', 'cache', 'state', 'log'])
    mkdirSync(join(dir, folder), { recursive: true });
  const files = join(dir, 'cups-files.conf');
  writeFileSync(
    files,
    `ServerRoot ${dir}
RequestRoot ${dir}/spool
CacheDir ${dir}/cache
StateDir ${dir}/state
TempDir ${dir}/spool/tmp
AccessLog ${dir}/log/access
ErrorLog stderr
PageLog ${dir}/log/page
Printcap
FileDevice Yes
SystemGroup root
`,
  );
  const port = await freePort();
  const config = join(dir, 'cupsd.conf');
  const local = 'Order allow,deny\nAllow 127.0.0.1';
  writeFileSync(
    config,
    `Listen 127.0.0.1:${port}
Browsing No
WebInterface No
DefaultAuthType None
<Location />
${local}
</Location>
<Policy default>
<Limit All>
${local}
</Limit>
</Policy>
`,
  );
  const daemon = start('cupsd', ['-f', '-c', config, '-s', files]);
  await untilListening(port, daemon);
  const administer = async (program: string, ...args: string[]) => {
    const env = { PATH: `${process.env['PATH']}:/usr/sbin`, HOME: dir };
    const { stdout } = await run(program, ['-h', `127.0.0.1:${port}`, ...args], { env });
    return stdout;
  };
  await administer('lpadmin', '-p', 'a4', '-E', '-v', device, '-m', 'raw');
  return {
    port,
    url: `ipp://127.0.0.1:${port}/printers/a4`,
    administer,
    async stop() {
      await daemon.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
