import type { RunCommand } from './command.ts';

/** What a checkout may need from the system, and the Debian packages that bring it. */
const packages = {
  browser: ['chromium', 'fonts-noto-cjk'],
  socat: ['socat'],
  ippeveprinter: ['cups-ipp-utils'],
  'dbus-daemon': ['dbus-daemon'],
  cupsd: ['cups-daemon'],
  lp: ['cups-client'],
  mbpoll: ['mbpoll'],
  upsd: ['nut-server'],
  'vpcd-config': ['pcscd', 'vsmartcard-vpcd'],
  'umockdev-run': ['umockdev', 'libusb-1.0-0', 'udev'],
  pdftotext: ['poppler-utils'],
} as const;
export type Need = keyof typeof packages;

/** Real components that simulators, drivers and documents are tested against; where one is missing, its tests are skipped by name. */
const optional: ReadonlySet<Need> = new Set<Need>([
  'ippeveprinter',
  'dbus-daemon',
  'cupsd',
  'lp',
  'mbpoll',
  'upsd',
  'vpcd-config',
  'umockdev-run',
  'pdftotext',
]);

export interface Installer {
  /** `ID=debian` in `/etc/os-release`. On Ubuntu the package `chromium` is a stub for a snap. */
  isDebian: boolean;
  isRoot: boolean;
  /** Looks again each time it is asked. */
  has: (need: Need) => boolean;
  run: RunCommand;
  /** Playwright's command line, a file for Node. */
  playwrightCli: string;
  /** One line for the person who waits. */
  report: (line: string) => void;
}

export type Installation = { ok: true } | { ok: false; sentence: string };

/**
 * Brings what is missing: on Debian as root with apt, a browser elsewhere with `playwright install chromium`.
 * Silent where nothing is missing, one line where something is installed.
 */
export async function installMissing(needs: Need[], installer: Installer): Promise<Installation> {
  const missing = (): Need[] => needs.filter((need) => !installer.has(need));
  if (missing().length > 0 && installer.isDebian && installer.isRoot) {
    await aptInstall(
      missing().flatMap((need) => packages[need]),
      installer,
    );
  }
  if (missing().includes('browser')) {
    installer.report('installing Chromium with Playwright (once, some 170 MB)');
    await installer.run(process.execPath, [installer.playwrightCli, 'install', 'chromium']);
  }
  const still = missing().filter((need) => !optional.has(need));
  return still.length === 0 ? { ok: true } : { ok: false, sentence: sentence(still) };
}

async function aptInstall(names: string[], { run, report }: Installer): Promise<void> {
  report(`installing ${names.join(', ')} with apt (once)`);
  const install = () =>
    run('apt-get', ['install', '--yes', '--no-install-recommends', ...names], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  // A fresh image has no package lists, an old one outdated lists: fetch them only where they are needed.
  if ((await install()).code === 0) return;
  await run('apt-get', ['update']);
  await install();
}

function sentence(still: Need[]): string {
  return still.includes('browser')
    ? 'No browser was found and none could be installed: install Chromium, Chrome or Edge, or set TONGBAN_CHROMIUM to its path.'
    : 'The program socat was not found and could not be installed: install it with the package manager of this system.';
}
