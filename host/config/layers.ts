export type Layer = 'default' | 'site' | 'machine' | 'last-good';

/** One file of settings, or a part of one. */
export interface Source {
  layer: Layer;
  /** As it was given, for messages. */
  file: string;
  value: unknown;
}

type Path = readonly PropertyKey[];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Lays `upper` over `lower`: objects are merged key by key, everything else, arrays included, is replaced as a
 * whole. A list of devices in a site file is therefore the whole list.
 */
export function merge(lower: unknown, upper: unknown): unknown {
  if (!isObject(lower) || !isObject(upper)) return upper;
  const merged = Object.entries(upper).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(lower, key) ? merge(lower[key], value) : value,
  ]);
  // `fromEntries` defines properties, so a key named `__proto__` stays a mere key.
  return Object.fromEntries([...Object.entries(lower), ...merged]);
}

/** The source from which the merged value at `path` came, or its nearest container if there is no value. */
export function sourceOf(path: Path, sources: readonly [Source, ...Source[]]): Source {
  let candidates = sources.map((source) => ({ source, value: source.value }));
  for (const key of path) {
    const having = candidates.flatMap(({ source, value }) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? [{ source, value: (value as Record<PropertyKey, unknown>)[key] }]
        : [],
    );
    const top = having.at(-1);
    if (top === undefined) break;
    candidates = isObject(top.value) ? having : [top];
  }
  return candidates.at(-1)?.source ?? sources[0];
}

export function valueAt(path: Path, value: unknown): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}

/** `devices[0].transport.port`; `$` for the whole. */
export function formatPath(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? '$' : text.replace(/^\./, '');
}
