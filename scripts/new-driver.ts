/**
 * `npm run new-driver NAME`: makes `drivers/NAME` with contract, codec, driver, profile, simulator, tests and a
 * conformance rig that passes at once, over a stand-in line protocol, and enters it in the lists that know every
 * device class. What then is to be done stands in `drivers/README.md`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const templates = join(import.meta.dirname, 'templates', 'driver');

/** A place in a list: `text` goes in front of what the last group of `before` matches. */
interface Entry {
  file: string;
  before: RegExp;
  text: string;
}

function entries(name: string, pascal: string, camel: string): readonly Entry[] {
  const importAt = /^(?:import [^;]*;\n)*()/;
  return [
    {
      file: 'drivers/contract/roles.ts',
      before: importAt,
      text: `import type { ${pascal} } from './${name}.ts';\n`,
    },
    {
      file: 'drivers/contract/roles.ts',
      before: /interface DeviceByRole \{[^}]*(\})/,
      text: `  '${name}': ${pascal};\n`,
    },
    {
      file: 'host/config/schema.ts',
      before: /const deviceSchema = z\.discriminatedUnion\('role', \[[\s\S]*?\n(\]\);)/,
      text: `  z.strictObject({
    ...deviceBase,
    role: z.literal('${name}'),
    driver: z.literal('${name}'),
    /** Name of a file in \`assets/${name}-profiles\`. */
    profile: id,
  }),
`,
    },
    { file: 'host/devices/kinds.ts', before: importAt, text: `import { ${camel} } from './${name}.ts';\n` },
    {
      file: 'host/devices/kinds.ts',
      before: /const deviceKinds[^=]*= \{[^}]*(\})/,
      text: `  '${name}': ${camel},\n`,
    },
    {
      file: 'drivers/bench/simulators.ts',
      before: importAt,
      text: `import { ${pascal}Simulator } from '../${name}/simulator/simulator.ts';\n`,
    },
    {
      file: 'drivers/bench/simulators.ts',
      before: /const simulators = \{[\s\S]*?\n(\} satisfies)/,
      text: `  '${name}': () => new ${pascal}Simulator(),\n`,
    },
    {
      file: 'drivers/bench/protocol.ts',
      before: /export const genericRoles = \[[^\]]*(\])/,
      text: `  '${name}',\n`,
    },
    {
      file: 'drivers/bench/device-view.ts',
      before: /switch \(simulator\.deviceClass\) \{[\s\S]*?\n( {2}\}\n)/,
      text: `    case '${name}': {
      const { preset, done } = simulator.state();
      return { ...common, role: '${name}', preset, facts: { done: done.length } };
    }
`,
    },
    {
      file: 'tests/conformance/rigs/index.ts',
      before: importAt,
      text: `import { ${camel} } from './${name}.ts';\n`,
    },
    {
      file: 'tests/conformance/rigs/index.ts',
      before: /export const rigs[^=]*= \[[^\]]*(\])/,
      text: `  ${camel},\n`,
    },
  ];
}

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || rest.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
  refuse('usage: npm run new-driver NAME, with a name such as "palm-reader": lower case, digits, hyphens');
if (existsSync(join(root, 'drivers', name))) refuse(`drivers/${name} is already there`);

const pascal = name.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
const named = (text: string) =>
  text.replaceAll('__name__', name).replaceAll('__Name__', pascal).replaceAll('__camel__', camel);

// The lists first: where one has changed its shape, nothing has been made yet.
const lists = new Map<string, string>();
for (const { file, before, text } of entries(name, pascal, camel)) {
  const old = lists.get(file) ?? readFileSync(join(root, file), 'utf8');
  const match = before.exec(old);
  if (!match) refuse(`${file} has changed its shape: ${before} finds nothing in it`);
  const at = match.index + match[0].length - (match[1] ?? '').length;
  lists.set(file, old.slice(0, at) + text + old.slice(at));
}
const made = readdirSync(templates, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(templates, join(entry.parentPath, entry.name)));
for (const template of made) {
  const file = join(root, named(template).replace(/\.txt$/, ''));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, named(readFileSync(join(templates, template), 'utf8')));
}
for (const [file, text] of lists) writeFileSync(join(root, file), text);
run('scripts/export-config-schema.ts');
run('node_modules/oxfmt/bin/oxfmt', 'drivers', 'host', 'tests', 'assets');
console.log(
  `drivers/${name} is there. See it: npm run conformance -- --device ${name}\nWhat comes next: drivers/README.md`,
);

function run(script: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) refuse(`${script} failed: ${stderr}`);
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
