import type { Clock } from '../../drivers/contract/clock.ts';

/** The same message a thousand times over would roll everything else out of the log: one a second is enough. */
export function oncePerSecond<Kind extends string>(
  clock: Clock,
  write: (kind: Kind) => void,
): (kind: Kind) => void {
  const lastAt = new Map<Kind, number>();
  return (kind) => {
    const now = clock.monotonic();
    const last = lastAt.get(kind);
    if (last !== undefined && now - last < 1000) return;
    lastAt.set(kind, now);
    write(kind);
  };
}
