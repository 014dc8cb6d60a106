import { expect, it } from 'vitest';
import { installMissing, type Installer, type Need } from './install-browser.ts';

/** A system on which `works` says which commands succeed and bring what. */
function system(traits: Partial<Installer>, works: (command: string) => Need[] | 'fails') {
  const present = new Set<Need>();
  const commands: string[] = [];
  const lines: string[] = [];
  const installer: Installer = {
    isDebian: false,
    isRoot: false,
    has: (need) => present.has(need),
    async run(program, args) {
      const command = [program === process.execPath ? 'node' : program, ...args].join(' ');
      commands.push(command);
      const brought = works(command);
      if (brought === 'fails') return { code: 100, output: 'E: Unable to locate package' };
      for (const need of brought) present.add(need);
      return { code: 0, output: '' };
    },
    playwrightCli: 'cli.js',
    report: (line) => lines.push(line),
    ...traits,
  };
  return { installer, commands, lines, present };
}

const debianRoot = { isDebian: true, isRoot: true };

it('does and says nothing where nothing is missing', async () => {
  const { installer, commands, lines, present } = system(debianRoot, () => []);
  present.add('browser').add('socat');
  expect(await installMissing(['browser', 'socat'], installer)).toEqual({ ok: true });
  expect([commands, lines]).toEqual([[], []]);
});

it('installs with apt on Debian as root, fetching the package lists only where they are missing', async () => {
  let listed = false;
  const { installer, commands, lines } = system(debianRoot, (command) => {
    if (command === 'apt-get update') listed = true;
    if (!listed) return 'fails';
    return command.includes('chromium') ? ['browser', 'socat'] : [];
  });
  expect(await installMissing(['browser', 'socat'], installer)).toEqual({ ok: true });
  const install = 'apt-get install --yes --no-install-recommends chromium fonts-noto-cjk socat';
  expect(commands).toEqual([install, 'apt-get update', install]);
  expect(lines).toEqual(['installing chromium, fonts-noto-cjk, socat with apt (once)']);
});

it.each([
  ['elsewhere', {}],
  ['on Debian without being root', { isDebian: true }],
])('lets Playwright fetch its own browser %s', async (_where, traits) => {
  const { installer, commands } = system(traits, () => ['browser']);
  expect(await installMissing(['browser'], installer)).toEqual({ ok: true });
  expect(commands).toEqual(['node cli.js install chromium']);
});

it('goes on without what is only tested against', async () => {
  const { installer, commands } = system(debianRoot, () => 'fails');
  expect(await installMissing(['ippeveprinter', 'dbus-daemon', 'cupsd', 'lp'], installer)).toEqual({
    ok: true,
  });
  expect(commands[0]).toBe(
    'apt-get install --yes --no-install-recommends cups-ipp-utils dbus-daemon cups-daemon cups-client',
  );
});

it('tries Playwright where apt has no package', async () => {
  const { installer } = system(debianRoot, (command) =>
    command.startsWith('apt-get') ? 'fails' : ['browser'],
  );
  expect(await installMissing(['browser'], installer)).toEqual({ ok: true });
});

it('a component that only its own tests need is installed with the rest, and its absence is no failure', async () => {
  const { installer, commands } = system(debianRoot, (command) =>
    command.includes('socat') ? ['socat'] : [],
  );
  expect(await installMissing(['socat', 'mbpoll'], installer)).toEqual({ ok: true });
  expect(commands[0]).toBe('apt-get install --yes --no-install-recommends socat mbpoll');
});

it('says in one sentence what to do where neither works', async () => {
  const { installer } = system(debianRoot, () => 'fails');
  expect(await installMissing(['browser'], installer)).toEqual({
    ok: false,
    sentence:
      'No browser was found and none could be installed: install Chromium, Chrome or Edge, or set TONGBAN_CHROMIUM to its path.',
  });
});
