import type { StateValue } from 'xstate';

/** One name for a state value: `session`, `idle.(door.attract.listening,shelf.front,comfort.standard)`. */
export function statePath(value: StateValue): string {
  if (typeof value === 'string') return value;
  const parts = Object.entries(value).map(([key, below]) => {
    const rest = below === undefined ? '' : statePath(below);
    return rest === '' ? key : `${key}.${rest}`;
  });
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(',')})`;
}
