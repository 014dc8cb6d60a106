import { join } from 'node:path';
import builtIn from '../../assets/config/default.json' with { type: 'json' };
import { writeAtomic } from '../write-atomic.ts';
import { formatPath, merge, sourceOf, valueAt } from './layers.ts';
import type { Layer, Source } from './layers.ts';
import { explain, unknownSetting } from './problem.ts';
import type { ConfigProblem } from './problem.ts';
import { readJsonFile } from './read-json-file.ts';
import { configSchema } from './schema.ts';
import type { Config } from './schema.ts';

export interface ConfigFiles {
  /** Holds `machine.json`, which overrides the site file on this one machine, if there is one. */
  dataDir: string;
  /** The site file (`--config`), or `null` for none. It must exist if it is named. */
  siteFile: string | null;
}

export type LoadResult =
  | {
      ok: true;
      config: Config;
      /** The files it was put together from, lowest first. */
      sources: { layer: Layer; file: string }[];
    }
  | { ok: false; problems: ConfigProblem[] };

/** Built-in defaults ← site file ← machine file, checked. */
export function loadConfig({ dataDir, siteFile }: ConfigFiles): LoadResult {
  const sources: [Source, ...Source[]] = [
    { layer: 'default', file: 'assets/config/default.json', value: builtIn },
  ];
  const problems: ConfigProblem[] = [];
  const add = (layer: Layer, file: string, required: boolean): void => {
    const read = readSource(layer, file);
    if (read === 'absent') {
      if (required) problems.push(missing(layer, file));
    } else if ('message' in read) problems.push(read);
    else sources.push(read);
  };
  if (siteFile !== null) add('site', siteFile, true);
  add('machine', join(dataDir, 'machine.json'), false);
  if (problems.length > 0) return { ok: false, problems };
  return check(sources);
}

export type LoadOrLastGoodResult =
  | {
      ok: true;
      config: Config;
      sources: { layer: Layer; file: string }[];
      /** Not `null`: the files were refused for these reasons and the last good configuration is in force. */
      usedLastGood: ConfigProblem[] | null;
    }
  | { ok: false; problems: ConfigProblem[] };

/** Like `loadConfig`, but a configuration that was good before stays in force while the files are bad. */
export function loadConfigOrLastGood(files: ConfigFiles): LoadOrLastGoodResult {
  const lastGoodFile = join(files.dataDir, 'last-good-config.json');
  const loaded = loadConfig(files);
  if (loaded.ok) {
    saveLastGood(lastGoodFile, loaded.config);
    return { ...loaded, usedLastGood: null };
  }
  const lastGood = readSource('last-good', lastGoodFile);
  if (lastGood === 'absent' || 'message' in lastGood) return loaded;
  // Already merged, so the defaults of this release are not laid under it; an update may have made it invalid.
  const checked = check([lastGood]);
  return checked.ok ? { ...checked, usedLastGood: loaded.problems } : loaded;
}

function saveLastGood(file: string, config: Config): void {
  try {
    writeAtomic(file, `${JSON.stringify(config, null, 2)}\n`);
  } catch {
    // A directory that cannot be written stops the start when the database is opened, with the reason.
  }
}

function check(sources: [Source, ...Source[]]): LoadResult {
  const merged = sources.map((source) => source.value).reduce(merge);
  const parsed = configSchema.safeParse(merged);
  if (parsed.success) {
    return { ok: true, config: parsed.data, sources: sources.map(({ layer, file }) => ({ layer, file })) };
  }
  const problems = parsed.error.issues.flatMap((issue): ConfigProblem[] => {
    const at = (path: PropertyKey[], message: ConfigProblem['message']): ConfigProblem => {
      const { layer, file } = sourceOf(path, sources);
      return { layer, file, path: formatPath(path), message };
    };
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => at([...issue.path, key], unknownSetting));
    }
    return [at(issue.path, explain(issue, valueAt(issue.path, merged)))];
  });
  return { ok: false, problems };
}

function readSource(layer: Layer, file: string): Source | ConfigProblem | 'absent' {
  const read = readJsonFile(file);
  if (!read.ok) return read.absent ? 'absent' : { layer, file, path: '$', message: read.message };
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return whole(layer, file, '应为一个对象 { … }', 'must be an object { … }');
  }
  // For editors only: where the JSON Schema is.
  const { $schema: _, ...settings } = value as Record<string, unknown>;
  return { layer, file, value: settings };
}

function missing(layer: Layer, file: string): ConfigProblem {
  return whole(layer, file, '文件不存在', 'does not exist');
}

function whole(layer: Layer, file: string, zh: string, en: string): ConfigProblem {
  return { layer, file, path: '$', message: { 'zh-CN': zh, en } };
}
