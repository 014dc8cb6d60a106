import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Clock, systemClock } from '../../drivers/contract/clock.ts';
import { appRoot } from '../launch/paths.ts';
import { checkFiles, type FileReport } from '../services/check-files.ts';
import { known } from '../services/known.ts';
import { localTime } from '../store/local-time.ts';

/**
 * `tongban services check [FILE...]`: looks at service items, without a file at those of this release.
 * @returns 0 all are sound, 1 something is wrong and was said, 2 bad usage.
 */
export function services(args: string[], clock: Pick<Clock, 'now'> = systemClock): number {
  const request = parse(args);
  if (typeof request === 'string') {
    console.error(`tongban services: ${request}`);
    return 2;
  }
  const files = request.files.length > 0 ? request.files : ownFiles();
  // Guides are those of China, whatever the technician's own clock shows.
  const today = localTime(clock.now(), 'Asia/Shanghai').date;
  const reports = checkFiles(files, known, today);
  const sound = reports.every(({ problems }) => problems.length === 0);
  if (request.json) console.log(JSON.stringify({ ok: sound, files: reports }));
  else for (const report of reports) tell(report);
  return sound ? 0 : 1;
}

function parse(args: string[]): { files: string[]; json: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [action, ...files] = positionals;
    return action === 'check' ? { files, json: values.json } : 'what to do is check';
  } catch (error) {
    return (error as Error).message;
  }
}

function ownFiles(): string[] {
  const folder = join(appRoot, 'assets', 'services');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => relative(process.cwd(), join(folder, file)));
}

function tell({ file, problems }: FileReport): void {
  if (problems.length === 0) console.log(`${file}: ok`);
  for (const { path, message } of problems)
    console.error(`${file}: ${path === '$' ? '' : `${path} `}${message.en}`);
}
