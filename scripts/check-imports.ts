/**
 * Who may import whom. The folders at the top are the rooms of the house; this table is its floor plan, and
 * `npm run lint` fails where an import goes through a wall.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** From → to. `types` allows only `import type`. Files outside the table (scripts, configs, tests) may import anything. */
const allowed: Readonly<Record<string, Readonly<Record<string, 'all' | 'types'>>>> = {
  contract: {},
  drivers: { assets: 'all' },
  'state-machines': { contract: 'all', drivers: 'types', platform: 'types', assets: 'all' },
  platform: { contract: 'types', drivers: 'types', assets: 'all' },
  renderer: { contract: 'all', drivers: 'types', assets: 'all' },
  host: { contract: 'all', drivers: 'all', platform: 'all', 'state-machines': 'all', assets: 'all' },
  electron: { host: 'all', assets: 'all' },
};
/** Stricter than the table: a folder that only part of another may reach into. */
const only: readonly { from: string; to: string; part: string }[] = [
  { from: 'electron', to: 'host', part: 'host/launch' },
  { from: 'state-machines', to: 'drivers', part: 'drivers/contract' },
  { from: 'platform', to: 'drivers', part: 'drivers/contract' },
  { from: 'renderer', to: 'drivers', part: 'drivers/bench' },
];

const importPattern =
  /(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s*'(\.[^']+)'|import\(\s*'(\.[^']+)'\s*\)/g;

export function wrongImports(): string[] {
  const wrong: string[] = [];
  for (const room of Object.keys(allowed)) {
    for (const file of sources(join(root, room))) {
      for (const match of readFileSync(file, 'utf8').matchAll(importPattern)) {
        const target = relative(root, resolve(dirname(file), match[3] ?? match[4] ?? ''));
        const reason = judge(room, target, match[2] !== undefined);
        if (reason) wrong.push(`${relative(root, file)} imports ${target}: ${reason}`);
      }
    }
  }
  return wrong;
}

function judge(room: string, target: string, typesOnly: boolean): string | null {
  const to = target.split(sep)[0] ?? '';
  // A file at the top (package.json) is everybody's.
  if (to === room || to === target) return null;
  const kind = allowed[room]?.[to];
  if (!kind) return `${room} may not know ${to}`;
  const limit = only.find((rule) => rule.from === room && rule.to === to);
  if (limit && !target.startsWith(limit.part)) return `${room} may only use ${limit.part}`;
  return kind === 'types' && !typesOnly ? `${room} may only import types from ${to}` : null;
}

/** Tests and their helpers are left out: an end of a wire in a test may need both sides. */
function sources(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .filter((entry) => !entry.parentPath.split(sep).includes('testing'))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.main) {
  const wrong = wrongImports();
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
