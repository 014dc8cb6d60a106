import '../zod-without-jit.ts';

const usage = `usage: tongban start  [--config FILE] [--data DIR] [--shell electron|chromium|none] [--port N]
       tongban device list|status|check|read|service [ID] [--config FILE] [--data DIR] [--timeout S] [--json]
       tongban device discover [--config FILE] [--data DIR] [--json]
       tongban sim    DEVICE|platform [--listen tcp:PORT|pty:PATH] [--preset NAME] [--card ID]
       tongban services check [FILE...] [--json]
       tongban meters [--from DAY] [--to DAY] [--lang zh-CN|en] [--config FILE] [--data DIR] [--json]`;

/** Runs one command. Returns the exit code: 0 done, 1 it failed and said why, 2 it was asked wrongly. */
export async function main(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case 'start':
      return (await import('./start.ts')).start(rest);
    case 'device':
      return (await import('./device.ts')).device(rest);
    case 'sim':
      return (await import('./sim.ts')).sim(rest);
    case 'services':
      return (await import('./services.ts')).services(rest);
    case 'meters':
      return (await import('./meters.ts')).meters(rest);
    case '--help':
    case '-h':
      console.log(usage);
      return 0;
    default:
      console.error(
        command === undefined
          ? usage
          : `tongban: no command “${command}”; there are start, device, sim, services and meters`,
      );
      return 2;
  }
}
